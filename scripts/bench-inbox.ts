import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../server/app.ts';
import { consentVersion } from '../server/domain/accounts/consent.ts';
import { creditCodeFrom } from '../server/domain/credit-code.ts';
import { beginning, type Deal } from '../server/domain/deals/deal.ts';
import { concerning } from '../server/domain/event.ts';
import { Money } from '../server/domain/money.ts';
import { dealsStore } from '../server/features/deals/deals.store.ts';
import { readConfig } from '../server/platform/config.ts';
import { noHash } from '../server/platform/events/chain.ts';
import { waitingFor } from '../server/platform/events/event.store.ts';
import { eventVersion } from '../server/platform/events/upcasters.ts';
import { idsFrom } from './demo/ids.ts';
import { Caller } from './lib/caller.ts';
import { commandLine } from './lib/options.mjs';

const { values } = commandLine({
  call: 'npm run bench:inbox --',
  does: `What a look into an inbox costs with few and with many open tasks, in one run, and how long a burst of events takes to
reach all inboxes, beside as many bare transactions of one write each.
Prints figures; it is no test.`,
  options: {
    few: { type: 'string', default: '1000', value: 'N', does: 'open tasks of the small exchange' },
    many: {
      type: 'string',
      default: '100000',
      value: 'N',
      does: 'open tasks of the large one, with a tenth as many people',
    },
    calls: { type: 'string', default: '300', value: 'N', does: 'how often each inbox is looked into, in turn' },
    events: { type: 'string', default: '10000', value: 'N', does: 'how many events the burst has' },
  },
});
const password = 'a long enough password';
const generous = { points: 10_000_000, duration: 60 };
/** Each organisation has so many tasks, and so many members. */
const [tasksEach, membersEach] = [100, 10];
/** As many people sign in, each of another organisation where there are so many. */
const readers = 20;

const terms = {
  ...({ route: 'licence', exclusivity: 'ordinary', termMonths: 36, royalty: null, equityShare: null } as const),
  ...({ upfront: Money.of('200000.00', 'CNY'), territory: { codes: 'all', words: '' } } as const),
};

/** A deal in which the demander is to answer an offer; or in which that was taken back. */
function dealOf(id: string, at: number, supplierId: string, demanderId: string, state: 'open' | 'withdrawn'): Deal {
  const from = {
    matchId: null,
    needId: null,
    patentIds: [`patent ${at % 1_000}`],
    supplierId,
    demanderId,
    centreIds: [],
  };
  const offer = { number: 1, by: 'supplier', terms, at: '2026-05-04T02:00:00.000Z', validUntil: null, state } as const;
  return { ...beginning(id, from), version: state === 'open' ? 1 : 2, offers: [offer] };
}

/** An exchange of its own with so many open tasks. */
async function exchange(name: string, count: number) {
  const ids = idsFrom(count);
  const dataFolder = mkdtempSync(join(tmpdir(), `bench-inbox-${name}-`));
  const app = await createApp(
    readConfig({
      ...{ DATA_DIR: dataFolder, PORT: '0', LOG_LEVEL: 'error', SEARCH: 'builtin', BACKUP_KEEP: '0' },
      ...{ ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: password },
    }),
    { limits: { guesses: generous, anonymous: generous, person: generous } },
  );
  const address = await app.start();
  const administrator = await new Caller(address).signIn('admin@example.org', password);
  const first = ids('first');
  await new Caller(address).call('organisations.register', {
    body: {
      ...{ id: first, commandId: ids('register'), expectedVersion: 0, name, kind: 'company', place: '330106' },
      ...{ creditCode: creditCodeFrom('91330106MA0000010'), isSme: false },
      admin: { email: 'model@example.org', password, displayName: name, consent: consentVersion },
    },
  });
  const body = { commandId: ids('approve'), expectedVersion: 1, decision: 'approve' as const };
  await administrator.call('organisations.decide', { params: { organisationId: first }, body });
  await app.relay.stop();

  const raw = (collection: string) => app.database.raw(collection);
  const one = async (collection: string, condition: object) => {
    const found = await raw(collection).findOne(condition).lean();
    if (!found) throw new Error(`nothing in ${collection}`);
    return found;
  };
  const model = {
    organisation: await one('organisations', { _id: first }),
    user: await one('users', { email: 'model@example.org' }),
    membership: await one('memberships', { organisationId: first }),
  };
  const organisations = Math.max(2, Math.round(count / tasksEach));
  const organisationIds = Array.from({ length: organisations }, (_, at) => ids(`organisation ${at}`));
  for (const [at, organisationId] of organisationIds.entries()) {
    await raw('organisations').insertMany([{ ...model.organisation, _id: organisationId, name: `${name} ${at}` }]);
    const people = Array.from({ length: membersEach }, (_, n) => ({
      id: ids(`person ${at} ${n}`),
      email: `p${at}-${n}@example.org`,
    }));
    await raw('users').insertMany(people.map(({ id, email }) => ({ ...model.user, _id: id, email })));
    await raw('memberships').insertMany(
      people.map(({ id }) => ({ ...model.membership, _id: `${id}:${organisationId}`, userId: id, organisationId })),
    );
  }
  await raw('patents').insertMany(
    Array.from({ length: 1_000 }, (_, at) => ({
      ...{ _id: `patent ${at}`, v: 1, version: 1, organisationId: first, state: 'published', identity: `${at}` },
      content: { title: `某种装置 ${at}` },
    })),
  );
  const store = dealsStore(app.database);
  const deals = Array.from({ length: count }, (_, at) => ({
    ...{ id: ids(`deal ${at}`), at, supplierId: organisationIds[(at + 1) % organisations] ?? first },
    demanderId: organisationIds[at % organisations] ?? first,
  }));
  const save = async (some: typeof deals, state: 'open' | 'withdrawn') => {
    for (let from = 0; from < some.length; from += 200)
      await app.database.transaction(async () => {
        for (const { id, at, supplierId, demanderId } of some.slice(from, from + 200))
          await store.save(dealOf(id, at, supplierId, demanderId, state), new Date());
      });
  };
  await save(deals, 'open');
  const started = performance.now();
  const { differences } = await app.inbox.rebuild();
  const seconds = (performance.now() - started) / 1_000;
  console.log(`${name}: ${organisations * membersEach} people, ${differences} tasks made in ${seconds.toFixed(1)} s`);
  const callers: Caller[] = [];
  for (let n = 0; n < readers; n++)
    callers.push(
      await new Caller(address).signIn(`p${n % organisations}-${Math.floor(n / organisations)}@example.org`, password),
    );
  const stop = async () => {
    await app.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  return { app, ids, deals, save, callers, stop };
}
type Exchange = Awaited<ReturnType<typeof exchange>>;

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/** A burst: offers are taken back in so many deals, each of which is told and ends a task. */
async function burst({ app, ids, deals, save }: Exchange, count: number): Promise<void> {
  const some = deals.slice(0, count);
  const mark = (id: string) =>
    app.database.raw('benchMarks').updateOne({ _id: id }, { $inc: { n: 1 } }, { upsert: true });
  const bare = await timed(async () => {
    for (const { id } of some) await app.database.transaction(() => mark(id).then(() => undefined));
  });
  await save(some, 'withdrawn');
  const type = 'deal.offerWithdrawn';
  for (let from = 0; from < some.length; from += 500)
    await app.database.transaction(async () => {
      for (const { id, supplierId, demanderId } of some.slice(from, from + 500)) {
        const stream = `deal:${id}`;
        await app.events.append({
          ...{ _id: ids(`event ${id}`), v: eventVersion, stream, seq: 1, commandId: ids(`command ${id}`), type },
          ...{ by: { kind: 'person', userId: 'u', organisationId: supplierId }, at: new Date() },
          ...{ data: { by: 'supplier', number: 1 }, version: 2, prevHash: noHash, requestDigest: '' },
          concerns: concerning({ organisations: [supplierId, demanderId], things: [stream] }),
          pending: waitingFor(app.relay.readersOf(type)),
        });
      }
    });
  const left = () => app.database.raw('events').countDocuments({ 'pending.reader': 'inbox' });
  const reached = await timed(async () => {
    app.relay.start();
    while ((await left()) > 0) await sleep(200);
  });
  const rate = (ms: number) => `${(ms / 1_000).toFixed(1)} s, ${Math.round((count / ms) * 1_000)} a second`;
  console.log(`burst of ${count} events reached all inboxes in ${rate(reached)} (aim ≤ 60 s)`);
  console.log(`as many bare transactions took ${rate(bare)}`);
  const tasks = await app.database.raw('tasks').countDocuments({});
  const told = await app.database
    .raw('inboxNotices')
    .aggregate<{ lines: number; told: number }>([
      { $group: { _id: null, lines: { $sum: 1 }, told: { $sum: '$count' } } },
    ]);
  console.log(
    `tasks left ${tasks} of ${deals.length}; told ${told[0]?.told ?? 0} times in ${told[0]?.lines ?? 0} lines`,
  );
}

const few = await exchange('few', Number(values.few));
const many = await exchange('many', Number(values.many));
try {
  const looks = {
    'inbox.mine': { query: { whose: 'mine', limit: 50 } },
    'inbox.count': {},
    'inbox.notices': {},
  } as const;
  for (const name of Object.keys(looks) as (keyof typeof looks)[]) {
    const times: [number[], number[]] = [[], []];
    for (let n = 0; n < Number(values.calls); n++)
      for (const [at, { callers }] of [few, many].entries())
        times[at]?.push(
          await timed(() => callers[n % callers.length]?.looseCall(name, looks[name]) ?? Promise.resolve()),
        );
    const [small, large] = times.map((of) => percentile(of, 0.95)) as [number, number];
    const said = times.map((of) => `p50 ${percentile(of, 0.5).toFixed(1)}, p95 ${percentile(of, 0.95).toFixed(1)} ms`);
    console.log(
      `${name}: few ${said[0]}; many ${said[1]}; ratio of p95 ${(large / small).toFixed(2)} (aim ≤ 50 ms, ratio ≤ 1.5 or + 3 ms)`,
    );
  }
  await burst(many, Math.min(Number(values.events), Number(values.many)));
} finally {
  await few.stop();
  await many.stop();
}
