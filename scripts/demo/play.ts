import { io } from 'socket.io-client';
import type { Feature } from '../../matching/index.ts';
import type { Output } from '../../server/api/operations.ts';
import { contractWords } from '../../server/domain/contracts/words.ts';
import { featureNames } from '../../server/domain/matches/feature-names.ts';
import { Money } from '../../server/domain/money.ts';
import { accent, dim, fit, good, heading, say, signedBar, strong } from '../lib/terminal.ts';
import type { Caller } from '../lib/caller.ts';
import { meet } from './deals.ts';
import { eventually, inhabitant, type Inhabitants } from './load.ts';
import type { MainJob } from './main-job.ts';
import { fulfil, Negotiation, signContract, type Terms } from './negotiate.ts';
import type { Inhabitant, World } from './world.ts';

type Ranked = Output<'matches.forNeed'>['items'][number];

/** Result of the run: whether the centre's amount moved by exactly the ledger's sum. */
export type Played = Readonly<{ isExact: boolean; before: Money; after: Money; ledger: Money }>;

/** Plays the main job in the terminal: a need, matches with reasons, talks, a completed deal, the centre's amount. */
export async function play(
  address: string,
  run: string,
  job: MainJob,
  world: Pick<World, 'ids'>,
  { byEmail, administrator }: Inhabitants,
  now: () => Date,
): Promise<Played> {
  const ids = (name: string) => world.ids(`${run} ${name}`);
  const demander = inhabitant(byEmail, job.demander);
  const centre = inhabitant(byEmail, 'centre-a@example.org');
  await eventually(
    async () => (await administrator.call('metrics.compare')).waiting === 0 || null,
    'earlier contracts to stand in the amounts',
  );
  const before = await headlineOf(centre, now());

  heading('① 企业提出需求 · A company states its need');
  const needId = ids('need');
  await demander.caller.call('needs.create', {
    body: {
      id: needId,
      commandId: ids('create'),
      expectedVersion: 0,
      ...{ title: job.title, description: job.description, industry: job.industry },
      reference: `DEMO-${ids('reference').slice(0, 8)}`,
      routes: ['ordinaryLicence'],
      minimumMaturity: 5,
      budgetTo: yuan(job.budget),
    },
  });
  await demander.caller.call('needs.step', {
    params: { needId },
    body: { commandId: ids('publish'), expectedVersion: 1, step: 'publish' },
  });
  say(`   ${strong(job.title)}`);
  say(dim(`   ${demander.name} · 预算 ${job.budget} 万元 · 成熟度 ≥ 5 · 普通许可`));

  heading('② 匹配与理由 · Matches with reasons');
  const ranked = await eventually(async () => {
    const { items } = await demander.caller.call('matches.forNeed', { params: { needId }, query: { limit: 5 } });
    return items.length > 0 ? items : null;
  }, 'matches');
  showMatches(ranked);
  const best = ranked.find(({ allowed }) => allowed.includes('showInterest'));
  if (!best) throw new Error('no match can be taken up');
  const supplier = [...byEmail.values()].find(({ id }) => id === best.patent.organisation.id);
  if (!supplier) throw new Error('the owner of the patent is not in the demo');

  heading('③ 双方洽谈 · Both sides negotiate');
  say(dim(`   ${centre.name} 推荐 → 双方表示感兴趣 → 洽谈室开启`));
  const dealId = await meet({ ids }, { needId, patentId: best.patent.id, supplier, demander }, centre);
  const deal = new Negotiation(ids, dealId);
  const room = await listen(address, demander.caller, dealId);
  const table = { supplier: supplier.caller, demander: demander.caller, centre: centre.caller, centreId: centre.id };
  const talk = async (speaker: Inhabitant, text: string) => {
    await deal.say(speaker.caller, text);
    say(`   ${fit(speaker.name, 24)} ${text}`);
  };
  const [asked, agreed] = [licence(job.asked), licence(job.agreed)];
  const [question, answer, assent] = job.talk;
  await talk(demander, question);
  await talk(supplier, answer);
  await deal.give(supplier.caller, 'deals.offer', { terms: asked });
  say(`   ${fit(supplier.name, 24)} ${accent('报价 1')}  ${termsText(asked)}`);
  await deal.give(demander.caller, 'deals.offer', { terms: agreed });
  say(`   ${fit(demander.name, 24)} ${accent('还价 2')}  ${termsText(agreed)}`);
  await talk(supplier, assent);
  await deal.give(supplier.caller, 'deals.accept', { number: 2 });
  say(`   ${good('✓')} 双方就第 2 版条款达成一致`);
  say(dim(`   洽谈室实时收到 ${room.heard()} 条提示 · live hints over Socket.IO`));
  room.close();

  heading('④ 签约与履行 · Contract and fulfilment');
  await signContract(deal, table, `专利实施许可合同\n${best.patent.title}\n${termsText(agreed)}`);
  await fulfil(deal, table, agreed);
  const done = await deal.contract(centre.caller);
  say(`   ${good('✓')} 双方确认同一文件 ${dim(`sha256 ${done.file?.sha256.slice(0, 16)}…`)}`);
  for (const { kind, number, date } of done.evidence)
    say(`   ${good('✓')} ${evidenceNames[kind] ?? kind} ${number} ${dim(date)}`);
  for (const { kind, amount, level } of done.ledger)
    say(`   ${good('✓')} ${fit(kindNames[kind] ?? kind, 10)} ${amount.amount} 元 ${dim(`核验 L${level}`)}`);
  say(`   ${good('✓')} 合同完成 ${dim(done.completedOn ?? '')}`);

  heading('⑤ 中心的转化运营金额 · The centre’s conversion amount');
  const counted = done.ledger
    .filter(({ kind, part }) => kind === 'contracted' && part === 'fixed')
    .map(({ amount }) => Money.fromWire(amount));
  const ledger = Money.sum(counted, 'CNY');
  const after = await eventually(async () => {
    const amount = await headlineOf(centre, now());
    return amount.equals(before) ? null : amount;
  }, 'the amount to move');
  const isExact = after.minus(before).equals(ledger);
  const { definition } = await centre.caller.call('metrics.get', { params: { centreId: centre.id } });
  say(`   ${centre.name}`);
  say(`   ${fit('交易前 before', 16)} ${before.toString().padStart(16)} 元`);
  say(`   ${fit('交易后 after', 16)} ${after.toString().padStart(16)} 元`);
  say(
    `   ${fit('增加 moved by', 16)} ${after.minus(before).toString().padStart(16)} 元   ${isExact ? good('= 台账 ledger ✓') : `≠ 台账 ledger ${ledger.toString()}`}`,
  );
  say(dim(`   口径 ${definition.text}`));
  await showLines(centre, deal.contractId);
  return { isExact, before, after, ledger };
}

const yuan = (tenThousands: number) => ({ amount: `${tenThousands * 10_000}.00`, currency: 'CNY' }) as const;

const licence = ({ upfront, rate, months }: MainJob['asked']): Terms => ({
  ...{ route: 'licence', exclusivity: 'ordinary', territory: { codes: ['000000'], words: '全国' }, equityShare: null },
  ...{ upfront: yuan(upfront), royalty: { base: 'sales', rate }, termMonths: months },
});

const kindNames: Record<string, string> = { contracted: '合同金额', received: '到账', due: '应收' };
const evidenceNames: Record<string, string> = contractWords.zh.evidenceKind;

async function headlineOf({ caller, id }: Inhabitant, now: Date): Promise<Money> {
  const { headline } = await caller.call('metrics.get', { params: { centreId: id } });
  const year = now.getUTCFullYear();
  const found = headline.find((entry) => entry.year === year);
  return found ? Money.fromWire(found.amount) : Money.zero('CNY');
}

function showMatches(ranked: readonly Ranked[]): void {
  ranked.forEach(({ patent, reasons: { score, needSide: side } }, index) => {
    say(
      `   ${strong(String(index + 1))} ${fit(patent.title, 60)} ${good(`${Math.round(score * 100)}`.padStart(3))} 分`,
    );
    say(dim(`     ${patent.organisation.name} · ${patent.applicationNumber ?? ''}`));
    if (index > 1) return;
    const bars = [...side.bars].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)).slice(0, 6);
    const most = Math.max(...bars.map(({ contribution }) => Math.abs(contribution)), 0.01);
    for (const { feature, contribution } of bars) {
      say(
        `     ${fit((barNames as Record<string, string>)[feature] ?? feature, 12)} ${signedBar(contribution, most)} ${contribution >= 0 ? '+' : ''}${contribution.toFixed(2)}`,
      );
    }
  });
}

/** A new feature without a name does not compile. */
const barNames: Readonly<Record<Feature | 'base', string>> = featureNames.zh;

const termsText = ({ upfront, royalty, termMonths }: Terms): string =>
  `入门费 ${Number(upfront.amount) / 10_000} 万元 + 销售额 ${(royalty?.rate ?? 0) / 100}% · ${termMonths} 个月 · 普通许可`;

/** Shows for each line of the amount the contract, the receipt and the register event behind it. */
async function showLines({ caller, id }: Inhabitant, contractId: string): Promise<void> {
  const { items } = await caller.call('metrics.lines', {
    params: { centreId: id },
    query: { basis: 'completion', limit: 100 },
  });
  for (const line of items.filter((item) => item.contractId === contractId)) {
    const papers = [
      `合同 ${line.contract.file?.sha256.slice(0, 12)}…`,
      ...line.evidence.map(({ kind, number }) => `${evidenceNames[kind] ?? kind} ${number}`),
    ];
    say(
      `   ${line.amount.amount.padStart(16)} 元 ← 合同 ${contractId.slice(0, 8)} · L${line.level} · ${papers.join(' · ')}`,
    );
  }
}

/** Follows a deal over Socket.IO, like an open browser. */
async function listen(address: string, caller: Caller, dealId: string) {
  const socket = io(address, {
    path: '/api/socket',
    transports: ['websocket'],
    extraHeaders: { cookie: caller.cookie },
  });
  let count = 0;
  socket.on('hint', () => count++);
  for (const stream of [`deal:${dealId}`, `room:${dealId}`]) {
    await eventually(
      () =>
        socket
          .timeout(2_000)
          .emitWithAck('join', { stream })
          .catch(() => null),
      'the room',
    );
  }
  return { heard: () => count, close: () => void socket.disconnect() };
}
