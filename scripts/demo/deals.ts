import { addDays, type CalendarDate, daysBetween } from '../../server/domain/calendar.ts';
import { dealIdOf } from '../../server/features/deals/deals.service.ts';
import { seeded } from '../generator/random.ts';
import type { Happening } from './time.ts';
import { eventually, inhabitant, type Inhabitants } from './load.ts';
import { fulfil, Negotiation, signContract, type Table, type Terms } from './negotiate.ts';
import { type Inhabitant, type Listed, needId, pastDays, type Stated, type World } from './world.ts';

/** How far a demo deal goes. */
type Stage = 'talks' | 'offered' | 'countered' | 'agreed' | 'signed' | 'effective' | 'completed' | 'closed' | 'ended';
type Plan = Readonly<{ stage: Stage; route: Terms['route']; amount: string; hasCentre: boolean }>;

const plan = (stage: Stage, route: Terms['route'], amount: string, hasCentre = true): Plan => ({
  stage,
  route,
  amount,
  hasCentre,
});
/** In the order in which they begin; those that are not at their end begin last. */
const plans: readonly Plan[] = [
  plan('completed', 'licence', '260000.00'),
  plan('completed', 'transfer', '480000.00'),
  plan('closed', 'transfer', '0.00'),
  plan('completed', 'licence', '320000.00'),
  plan('completed', 'transfer', '680000.00'),
  plan('completed', 'licence', '450000.00'),
  plan('ended', 'licence', '210000.00'),
  plan('completed', 'equity', '2400000.00'),
  plan('completed', 'transfer', '460000.00', false),
  plan('completed', 'licence', '1150000.00'),
  plan('completed', 'financing', '1500000.00'),
  plan('completed', 'transfer', '820000.00'),
  plan('completed', 'licence', '380000.00'),
  plan('completed', 'licence', '1280000.00'),
  plan('effective', 'licence', '260000.00'),
  plan('signed', 'transfer', '540000.00'),
  plan('agreed', 'licence', '180000.00'),
  plan('countered', 'transfer', '390000.00'),
  plan('offered', 'licence', '150000.00'),
  plan('talks', 'licence', '0.00'),
];

const isOver = ({ stage }: Plan) => stage === 'completed' || stage === 'closed' || stage === 'ended';

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

/** A deal of the demo before it is played: what is dealt, between whom (their addresses), and from when. */
export type PlannedDeal = Readonly<{
  plan: Plan;
  beginsOn: CalendarDate;
  supplier: string;
  demander: string;
  centre: string | undefined;
  invention: Listed;
  want: Stated;
}>;

/** Days after the beginning of a deal on which its stages are reached. */
type Reached = Exclude<Stage, 'closed' | 'ended'>;
const reachedAfter: Record<Reached, number> = {
  talks: 0,
  offered: 4,
  countered: 9,
  agreed: 13,
  signed: 26,
  effective: 31,
  completed: 58,
};
const stages = Object.keys(reachedAfter) as Reached[]; // of the table above
const isReached = (stage: Stage): stage is Reached => stage in reachedAfter;
/** A need is dealt about while it is still open: it expires half a year after it was last confirmed. */
const openDays = 150;

/** One deal for each plan, spread over the years and over owners: who has dealt least comes first. */
export function plannedDeals({ organisations, inventions, wants, today }: World): PlannedDeal[] {
  const centres = organisations.filter(({ kind }) => kind === 'centre').map(({ email }) => email);
  const dealt = new Map<string, number>();
  const times = (...emails: string[]) => emails.reduce((sum, email) => sum + (dealt.get(email) ?? 0), 0);
  const used = new Set<unknown>();
  const over = plans.filter(isOver).length;
  const random = seeded(plans.length);
  return plans.flatMap((step, at) => {
    const age = isOver(step)
      ? reachedAfter.completed + 10 + Math.round((pastDays - 300) * (1 - at / over)) + random.between(0, 20)
      : (isReached(step.stage) ? reachedAfter[step.stage] : 0) + random.between(2, 7);
    const beginsOn = addDays(today, -age);
    const fitting = [...wants].flatMap(([demander, stated]) =>
      stated
        .filter(({ statedOn }) => statedOn < beginsOn && daysBetween(statedOn, beginsOn) < openDays)
        .flatMap((want) =>
          [...inventions].flatMap(([supplier, listed]) =>
            listed
              .filter(({ about, listedOn }) => about.problem === want.about.problem && listedOn < beginsOn)
              .map((invention) => ({ supplier, demander, invention, want })),
          ),
        ),
    );
    const [best] = fitting
      .filter(({ invention, want }) => !used.has(invention) && !used.has(want))
      .sort((a, b) => times(a.supplier, a.demander) - times(b.supplier, b.demander));
    if (!best) return [];
    used.add(best.invention).add(best.want);
    for (const email of [best.supplier, best.demander]) dealt.set(email, times(email) + 1);
    return [{ ...best, plan: step, beginsOn, centre: step.hasCentre ? centres[at % 2] : undefined }];
  });
}

/** The steps of a planned deal, each on its day. */
export function stepsOf(deal: PlannedDeal, world: World, people: () => Inhabitants): Happening[] {
  const { plan: step, beginsOn } = deal;
  const terms = termsOf(step);
  const counter: Terms = { ...terms, territory: { codes: ['000000'], words: '中国大陆' } };
  let met: Readonly<{ deal: Negotiation; table: Table }> | undefined;
  const on = (stage: Reached, more = 0) => addDays(beginsOn, reachedAfter[stage] + more);
  const then = (day: CalendarDate, act: (deal: Negotiation, table: Table) => Promise<unknown>): Happening => ({
    on: day,
    act: async () => {
      if (!met) throw new Error('the deal has not been opened');
      await act(met.deal, met.table);
    },
  });
  const reaches = (stage: Reached) =>
    stages.indexOf(step.stage === 'ended' ? 'effective' : step.stage === 'closed' ? 'talks' : step.stage) >=
    stages.indexOf(stage);
  const open = async () => {
    const { pair, centre } = await broughtTogether(deal, world, people());
    const { supplier, demander } = pair;
    met = {
      deal: new Negotiation(world.ids, await meet(world, pair, centre)),
      table: {
        supplier: supplier.caller,
        demander: demander.caller,
        centre: centre?.caller ?? null,
        centreId: centre?.id ?? null,
      },
    };
  };
  return [
    { on: beginsOn, act: open },
    then(addDays(beginsOn, 1), async (deal, { supplier, demander }) => {
      await deal.say(demander, '您好，我们看了摘要，想了解样机数据和合作方式。');
      await deal.say(supplier, '可以，附件里是测试报告。我们倾向先小批量验证。');
    }),
    ...(step.stage === 'closed'
      ? [
          then(on('agreed'), (deal, { demander }) =>
            deal.give(demander, 'deals.close', { reason: '技术路线与现有产线不兼容' }),
          ),
        ]
      : []),
    ...(reaches('offered')
      ? [then(on('offered'), (deal, { supplier }) => deal.give(supplier, 'deals.offer', { terms }))]
      : []),
    ...(reaches('countered')
      ? [then(on('countered'), (deal, { demander }) => deal.give(demander, 'deals.offer', { terms: counter }))]
      : []),
    ...(reaches('agreed')
      ? [then(on('agreed'), (deal, { supplier }) => deal.give(supplier, 'deals.accept', { number: 2 }))]
      : []),
    ...(reaches('signed')
      ? [then(on('signed'), (deal, table) => signContract(deal, table, `合同 ${deal.dealId}`))]
      : []),
    ...(reaches('effective')
      ? [
          then(on('effective'), async (deal, { supplier }) =>
            deal.give(supplier, 'contracts.makeEffective', { on: (await deal.contract(supplier)).signedOn }),
          ),
        ]
      : []),
    ...(reaches('completed')
      ? [then(on('completed'), (deal, table) => fulfil(deal, table, counter, on('effective')))]
      : []),
    ...(step.stage === 'ended'
      ? [
          then(on('completed'), (deal, { supplier, demander }) =>
            deal.end(demander, supplier, '产品线调整，双方协商终止'),
          ),
        ]
      : []),
  ];
}

/** The ids of what a planned deal is about, as its owners see it. */
async function broughtTogether(
  { supplier, demander, centre, invention, want }: PlannedDeal,
  { ids }: World,
  { byEmail }: Inhabitants,
) {
  const [holder, firm] = [inhabitant(byEmail, supplier), inhabitant(byEmail, demander)];
  const query = { text: invention.applicationNumber, limit: 1 };
  const [patent] = (await holder.caller.call('patents.mine', { query })).items;
  if (!patent) throw new Error(`${invention.title} is not listed`);
  const pair: Pair = { needId: needId(ids, demander, want), patentId: patent.id, supplier: holder, demander: firm };
  return { pair, centre: centre === undefined ? undefined : inhabitant(byEmail, centre) };
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
