import { dealIdOf } from '../../server/features/deals/deals.service.ts';
import { progress } from '../lib/terminal.ts';
import { byTitle, eventually, type Inhabitants } from './load.ts';
import { fulfil, Negotiation, signContract, type Table, type Terms } from './negotiate.ts';
import type { Inhabitant, World } from './world.ts';

/** How far a demo deal goes. */
type Stage = 'talks' | 'offered' | 'countered' | 'agreed' | 'signed' | 'effective' | 'completed' | 'closed' | 'ended';
type Plan = Readonly<{ stage: Stage; route: Terms['route']; amount: string; hasCentre: boolean }>;

const plan = (stage: Stage, route: Terms['route'], amount: string, hasCentre = true): Plan => ({
  stage,
  route,
  amount,
  hasCentre,
});
const plans: readonly Plan[] = [
  plan('completed', 'transfer', '680000.00'),
  plan('completed', 'licence', '320000.00'),
  plan('completed', 'licence', '1150000.00'),
  plan('completed', 'equity', '2400000.00'),
  plan('completed', 'financing', '1500000.00'),
  plan('completed', 'transfer', '460000.00', false),
  plan('effective', 'licence', '260000.00'),
  plan('signed', 'transfer', '540000.00'),
  plan('agreed', 'licence', '180000.00'),
  plan('countered', 'transfer', '390000.00'),
  plan('offered', 'licence', '150000.00'),
  plan('talks', 'licence', '0.00'),
  plan('closed', 'transfer', '0.00'),
  plan('ended', 'licence', '210000.00'),
];

const termsOf = ({ route, amount }: Plan): Terms => ({
  route,
  exclusivity: route === 'licence' ? 'ordinary' : null,
  territory: { codes: ['000000'], words: '全国' },
  termMonths: route === 'licence' ? 36 : null,
  upfront: { amount, currency: 'CNY' },
  royalty: route === 'licence' ? { base: 'sales', rate: 250 } : null,
  equityShare: route === 'equity' ? 800 : null,
});

/** A need and a patent that fit each other, and their owners. */
export type Pair = Readonly<{ needId: string; patentId: string; supplier: Inhabitant; demander: Inhabitant }>;

/** States of listings that cannot be found. The remaining ones may already be in a deal when the demo runs again. */
const neverShown = ['draft', 'facultyReview', 'schoolReview', 'inStock', 'selfAssessed', 'lapsed'];

/** Pairs made for each other by the generator: same thing, same effect. Equal on every run. */
export async function knownPairs(world: World, { byEmail }: Inhabitants): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const usedPatents = new Set<string>();
  const offered = [];
  for (const [email, inventions] of world.inventions) {
    const supplier = inhabitant(byEmail, email);
    const listed = await byTitle((cursor) =>
      supplier.caller.call('patents.mine', { query: { limit: 100, ...(cursor ? { cursor } : {}) } }),
    );
    for (const { title, about } of inventions) {
      const patent = listed.get(title);
      if (patent && !neverShown.includes(patent.state)) offered.push({ id: patent.id, about, supplier });
    }
  }
  for (const [email, wants] of world.wants) {
    const demander = inhabitant(byEmail, email);
    const open = await byTitle((cursor) =>
      demander.caller.call('needs.mine', { query: { limit: 100, ...(cursor ? { cursor } : {}) } }),
    );
    for (const { title, about } of wants.slice(0, 3)) {
      const need = open.get(title);
      const found = offered.find(
        (it) => it.about.thing === about.thing && it.about.effect === about.effect && !usedPatents.has(it.id),
      );
      if (!need || !found) continue;
      usedPatents.add(found.id);
      pairs.push({ needId: need.id, patentId: found.id, supplier: found.supplier, demander });
    }
  }
  return pairs;
}

/** Plays one deal for each state in the life of a deal and a contract. */
export async function playDeals(world: World, people: Inhabitants): Promise<void> {
  const pairs = await knownPairs(world, people);
  const centres = [...people.byEmail.values()].filter(({ kind }) => kind === 'centre');
  const bar = progress('交易 deals', Math.min(plans.length, pairs.length));
  for (const [index, step] of plans.entries()) {
    const pair = pairs[index];
    if (!pair) break;
    await playDeal(world, pair, step, step.hasCentre ? centres[index % 2] : undefined);
    bar.at(index + 1);
  }
  bar.end();
}

async function playDeal(world: World, pair: Pair, step: Plan, centre: Inhabitant | undefined): Promise<void> {
  const deal = new Negotiation(world.ids, await meet(world, pair, centre));
  const table: Table = {
    supplier: pair.supplier.caller,
    demander: pair.demander.caller,
    centre: centre?.caller ?? null,
    centreId: centre?.id ?? null,
  };
  const terms = termsOf(step);
  const stages: Stage[] = ['talks', 'offered', 'countered', 'agreed', 'signed', 'effective', 'completed'];
  const reaches = (stage: Stage) =>
    stages.indexOf(step.stage === 'ended' ? 'effective' : step.stage) >= stages.indexOf(stage);

  await deal.say(table.demander, '您好，我们看了摘要，想了解样机数据和合作方式。');
  await deal.say(table.supplier, '可以，附件里是测试报告。我们倾向先小批量验证。');
  if (step.stage === 'closed') {
    await deal.give(table.demander, 'deals.close', { reason: '技术路线与现有产线不兼容' });
    return;
  }
  if (reaches('offered')) await deal.give(table.supplier, 'deals.offer', { terms });
  const counter: Terms = { ...terms, territory: { codes: ['000000'], words: '中国大陆' } };
  if (reaches('countered')) await deal.give(table.demander, 'deals.offer', { terms: counter });
  if (reaches('agreed')) await deal.give(table.supplier, 'deals.accept', { number: 2 });
  if (reaches('signed')) await signContract(deal, table, `合同 ${deal.dealId}`);
  if (reaches('completed')) await fulfil(deal, table, counter);
  else if (reaches('effective'))
    await deal.give(table.supplier, 'contracts.makeEffective', {
      on: (await deal.contract(table.supplier)).signedOn,
    });
  if (step.stage === 'ended') await deal.end(table.demander, table.supplier, '产品线调整，双方协商终止');
}

/** Brings two sides together: a centre recommends, both show interest, the deal opens. Returns the deal's id. */
export async function meet(world: Pick<World, 'ids'>, pair: Pair, centre: Inhabitant | undefined): Promise<string> {
  const { needId, patentId, supplier, demander } = pair;
  const params = { needId, patentId };
  const id = (name: string) => world.ids(`${name} ${needId} ${patentId}`);
  let version = 0;
  if (centre) {
    const body = { commandId: id('recommend'), expectedVersion: version };
    ({ version } = await centre.caller.call('matches.recommend', { params, body }));
  }
  for (const [name, { caller }] of [
    ['demander', demander],
    ['supplier', supplier],
  ] as const) {
    const body = { commandId: id(`${name} interested`), expectedVersion: version };
    ({ version } = await caller.call('matches.showInterest', { params, body }));
  }
  const { match } = await demander.caller.call('matches.explain', { params });
  const dealId = dealIdOf(match.id);
  await eventually(() => demander.caller.call('deals.get', { params: { dealId } }), 'the deal to open');
  return dealId;
}

function inhabitant(byEmail: Inhabitants['byEmail'], email: string): Inhabitant {
  const found = byEmail.get(email);
  if (!found) throw new Error(`${email} is not in the demo`);
  return found;
}
