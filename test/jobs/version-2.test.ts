import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { EJSON } from 'bson';
import { demoPassword } from '../../scripts/demo/world.ts';
import type { Money } from '../../server/domain/money.ts';
import { foldedName } from '../../server/domain/public-name.ts';
import { migrations } from '../../server/migrations/migrations.ts';
import { migrate, type Migration, type Part } from '../../server/platform/database/migrations.ts';
import { type Database, openDatabase, type RawDocument } from '../../server/platform/database/mongo.ts';
import { fromStored } from '../../server/platform/database/money.store.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { contractIdOf } from '../../server/features/contracts/contracts.service.ts';
import { Caller, newId, sharedStore, startApp, type TestApp, testClock } from '../support/app.ts';
import { pay } from '../support/deals.ts';
import type { Member } from '../support/people.ts';

/** What `npm run demo` of version 1 left behind: all organisations, deals and their events, some patents and needs. */
const before = gunzipSync(readFileSync(join(process.cwd(), 'test/support/data-of-version-1.jsonl.gz')))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => EJSON.parse(line, { relaxed: false }) as { in: string; doc: RawDocument });
const of = (collection: string) => before.filter((row) => row.in === collection).map(({ doc }) => doc);
/** As data of version 1 could be, though those of the demo are not. */
const spoilt = (collection: string, doc: RawDocument): RawDocument => {
  const field = { files: 'name', imports: 'fileName' }[collection];
  return field ? { ...doc, [field]: `\u202e../${String(doc[field])}\n` } : doc;
};
const name = `test-${newId().slice(0, 13)}`;

/** A migration that is cut off in every batch, after its work and before its end, and goes on when it is called again. */
function brittle(): { steps: readonly Migration[]; cuts: () => number } {
  const tried = new Set<string>();
  let cuts = 0;
  const cut = (part: Part, number: number): Part =>
    !('batch' in part)
      ? part
      : {
          ...part,
          batch: async (raw, from) => {
            const next = await part.batch(raw, from);
            const place = `${number} ${from}`;
            if (tried.has(place)) return next;
            tried.add(place);
            cuts++;
            throw new Error('power cut');
          },
        };
  const steps = migrations.map((migration) => ({ ...migration, parts: migration.parts.map(cut) }));
  return { steps, cuts: () => cuts };
}

let app: TestApp;
let database: Database;
let cuts = 0;
beforeAll(async () => {
  const mongoUri = process.env['MONGODB_URI'] ?? (await sharedStore());
  database = await openDatabase({ mongoUri, dataFolder: '', database: name }, createLogger('silent'));
  for (const collection of new Set(before.map((row) => row.in)))
    await database.raw(collection).insertMany(of(collection).map((doc) => spoilt(collection, doc)));
  const interrupted = brittle();
  for (let isDone = false; !isDone;)
    isDone = await migrate(database, () => undefined, interrupted.steps).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof Error && error.message === 'power cut')) throw error;
        return false;
      },
    );
  cuts = interrupted.cuts();
  app = await startApp({ clock: testClock('2026-12-01T02:00:00.000Z'), env: { DATABASE: name } });
  await app.settle();
});
afterAll(async () => {
  await database.close();
  await app.stop();
});

/** Somebody of an organisation, signed in by the password of the demo. */
async function memberOf(organisationId: unknown): Promise<Member> {
  const { _id: userId } = of('memberships').find((one) => one['organisationId'] === organisationId) ?? { _id: '' };
  const user = of('users').find(({ _id }) => _id === userId);
  const email = String(user?.['email']);
  const caller = await new Caller(app.address, 'zh').signIn(email, demoPassword);
  return Object.assign(caller, { organisationId: String(organisationId), email });
}

describe('data of version 1, migrated with a power cut in every batch', () => {
  it('is of version 2 and has chains that hold, those of version 1 by the hash of their version', async () => {
    expect(cuts).toBeGreaterThanOrEqual(15);
    expect(await app.app.checkpoints.audit()).toMatchObject({ faults: [] });
    const kept = await database.raw('events').countDocuments({ v: 1 });
    expect(kept).toBe(of('events').length);
  });

  it('finds names of organisations that look alike', async () => {
    const found = await database.raw('organisations').find({}).lean();
    expect(found.length).toBeGreaterThan(0);
    for (const { name: written, nameKey } of found) expect(nameKey).toBe(foldedName(String(written)));
  });

  it('has names of files without what should not be in one', async () => {
    for (const [collection, field] of [
      ['files', 'name'],
      ['imports', 'fileName'],
    ] as const) {
      const found = await database.raw(collection).find({}).lean();
      expect(found.map((doc) => doc[field]).sort()).toEqual(
        of(collection)
          .map((doc) => `.._${String(doc[field])}`)
          .sort(),
      );
    }
  });

  it('knows of each import who set it in motion', async () => {
    const found = await database.raw('imports').find({}).lean();
    const people = of('users').map(({ _id }) => _id);
    expect(found.length).toBeGreaterThan(0);
    for (const { by } of found) expect(people).toContain(by);
  });

  it('has a contract for each deal that was signed, in the state in which the deal was', async () => {
    const states = { signed: 'signed', effective: 'effective', completed: 'completed', terminated: 'ended' };
    const wanted = of('deals').flatMap(({ state }) => states[state as keyof typeof states] ?? []);
    const found = (await database.raw('contracts').find({}).lean()).map(({ state }) => state);
    expect(found.sort()).toEqual(wanted.sort());
    const left = new Set((await database.raw('deals').find({}).lean()).map(({ state }) => state));
    expect([...left].sort()).toEqual(['agreed', 'closed', 'signed', 'talks']);
  });

  it('gives every centre the same conversion amount by each basis, year and route as before', async () => {
    const sums = (rows: readonly Record<string, unknown>[]) => {
      const found = new Map<string, Money>();
      for (const { centreId, basis, year, route, amount } of rows) {
        const [key, money] = [[centreId, basis, year, route].join(' '), amount as Money];
        found.set(key, found.get(key)?.plus(money) ?? money);
      }
      return [...found].map(([key, money]) => `${key} ${money.toString()}`).sort();
    };
    const cells = (await database.raw('amountCells').find({}).lean()).map(({ cell }) => fromStored(cell));
    expect(sums(cells as Record<string, unknown>[])).toEqual(
      sums(of('amount_lines').map((row) => fromStored(row) as Record<string, unknown>)),
    );
    expect(cells.length).toBeGreaterThan(0);
    const administrator = await new Caller(app.address).signIn('admin@example.org', demoPassword);
    expect(await administrator.call('metrics.compare')).toMatchObject({ waiting: 0, cells: 0, differences: [] });
  });

  it('is shown to its parties and goes on: to a contract in force money comes', async () => {
    const [old] = of('deals').filter(({ state }) => state === 'effective');
    const supplier = await memberOf(old?.['supplierId']);
    const demander = await memberOf(old?.['demanderId']);
    const contractId = contractIdOf(String(old?._id));
    const { items } = await supplier.call('contracts.list', { query: { state: 'effective' } });
    expect(items.map(({ id }) => id)).toEqual([contractId]);
    const contract = await supplier.call('contracts.get', { params: { contractId } });
    expect(contract).toMatchObject({ state: 'effective', version: 1, ledger: [{ kind: 'contracted', level: 2 }] });
    expect(contract.allowed).toContain('recordLine');
    const deal = await supplier.call('deals.get', { params: { dealId: String(old?._id) } });
    expect(deal).toMatchObject({ state: 'signed', confirmedBy: ['supplier', 'demander'] });
    const amount = { amount: '1.00', currency: 'CNY' as const };
    await pay({ supplier, demander, contractId }, { part: 'fixed', amount, date: '2026-12-01' });
    expect((await supplier.call('contracts.get', { params: { contractId } })).version).toBe(3);
    expect(
      (await supplier.call('deals.timeline', { params: { dealId: deal.id } })).items.map(({ type }) => type),
    ).toEqual(
      expect.arrayContaining([
        'deal.offered',
        'deal.accepted',
        'deal.fileAttached',
        'deal.fileConfirmed',
        'deal.signed',
      ]),
    );
  });

  it('gives each membership its person and its organisation', async () => {
    for (const old of of('memberships')) {
      const now = await database
        .raw('memberships')
        .findById(`${old._id}:${String(old['organisationId'])}`)
        .lean();
      expect(now).toMatchObject({ userId: old._id, role: old['role'], since: old['joinedAt'], until: null });
    }
    expect(await database.raw('memberships').countDocuments()).toBe(of('memberships').length);
  });

  it('publishes what was listed, and keeps the day by which it is to be confirmed', async () => {
    const was = of('patents').filter(({ state }) => state === 'listed');
    expect(was.length).toBeGreaterThan(0);
    for (const old of was) {
      const now = await database.raw('patents').findById(old._id).lean();
      expect(now).toMatchObject({
        ...{ state: 'published', publishedAt: old['listedAt'], deadline: { lastDay: old['confirmBy'], days: 180 } },
      });
      expect(now).not.toHaveProperty('confirmBy');
    }
  });

  it('enters in the book of each patent what running contracts took of it', async () => {
    const running = await database
      .raw('contracts')
      .find({ state: { $ne: 'ended' } })
      .lean();
    const books = await database.raw('rightsBooks').find({}).lean();
    const inBooks = books.flatMap(({ entries }) =>
      (entries as { contractId: string }[]).map(({ contractId }) => contractId),
    );
    const ids = running.map(({ _id }) => _id);
    expect(inBooks.length).toBeGreaterThan(0);
    expect(ids).toEqual(expect.arrayContaining(inBooks));
  });
});
