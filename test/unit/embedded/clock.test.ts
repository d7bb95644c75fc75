import { Binary, type Document, Long } from 'bson';
import { InsideStore } from '../../support/embedded-inside.ts';

const HOUR = 60 * 60_000;
const YEAR = 365 * 24 * HOUR;

/** The id of a cursor as it is asked for again: a small one is read as a plain number. */
const idOf = ({ cursor }: Document): Long => Long.fromValue((cursor as { id: Long | number }).id);

describe('a clock that jumps', () => {
  let store: InsideStore;
  beforeEach(() => (store = new InsideStore()));
  afterEach(() => store.close());
  const all = async (): Promise<unknown[]> =>
    ((await store.ask({ find: 'c', sort: { _id: 1 } }))['cursor'] as { firstBatch: Document[] }).firstBatch.map(
      (d) => d['_id'] as unknown,
    );
  const expiring = async (...inHours: number[]): Promise<void> => {
    await store.ask({ createIndexes: 'c', indexes: [{ key: { at: 1 }, name: 'at', expireAfterSeconds: 0 }] });
    const documents = inHours.map((hours) => ({ _id: hours, at: new Date(store.clock.time + hours * HOUR) }));
    await store.ask({ insert: 'c', documents });
  };

  it('deletes what is over as time passes', async () => {
    await expiring(1, 5);
    for (let minutes = 0; minutes < 62; minutes++) {
      store.clock.pass(60_000);
      store.round();
    }
    expect(await all()).toEqual([5]);
  });

  it('deletes nothing for an hour after it went ahead, and nothing at all when it is put right', async () => {
    await expiring(5);
    store.clock.time += YEAR;
    store.round();
    store.clock.pass(HOUR / 2);
    store.round();
    expect(await all()).toEqual([5]);
    store.clock.time -= YEAR;
    store.round();
    expect(await all()).toEqual([5]);
    store.clock.time += YEAR;
    store.round();
    store.clock.pass(HOUR + 1);
    store.round();
    expect(await all()).toEqual([]);
  });

  it('deletes nothing early when it went back, and goes on with what is over', async () => {
    await expiring(-1, 1);
    store.clock.time -= YEAR;
    store.round();
    expect(await all()).toEqual([-1, 1]);
    store.clock.time += YEAR + 2 * HOUR;
    store.clock.passed += 2 * HOUR;
    store.round();
    store.clock.pass(HOUR + 1);
    store.round();
    expect(await all()).toEqual([]);
  });

  it.each([YEAR, -YEAR])('keeps cursors, transactions and answers to repeats when it moves by %d ms', async (jump) => {
    const lsid = (n: number) => ({ id: new Binary(Buffer.alloc(16, n), 4) });
    await store.ask({ insert: 'c', documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }] });
    const insert = { insert: 'c', documents: [{ _id: 4 }], lsid: lsid(1), txnNumber: Long.fromNumber(1) };
    expect(await store.ask(insert)).toMatchObject({ ok: 1, n: 1 });
    const inTransaction = { lsid: lsid(2), txnNumber: Long.fromNumber(1), autocommit: false };
    const found = await store.ask({ find: 'c', batchSize: 1, ...inTransaction, startTransaction: true });
    await store.ask({ insert: 'c', documents: [{ _id: 5 }], ...inTransaction });

    store.clock.time += jump;
    store.round();

    const id = idOf(found);
    const more = await store.ask({ getMore: id, collection: 'c', ...inTransaction });
    expect((more['cursor'] as { nextBatch: Document[] }).nextBatch).toHaveLength(3);
    expect(await store.ask(insert)).toMatchObject({ ok: 1, n: 1 });
    expect(await store.ask({ commitTransaction: 1, ...inTransaction, $db: 'admin' })).toMatchObject({ ok: 1 });
    expect(await all()).toEqual([1, 2, 3, 4, 5]);
    expect((await store.ask({ find: 'c', sort: { $natural: -1 } }))['cursor']).toMatchObject({
      firstBatch: [5, 4, 3, 2, 1].map((_id) => ({ _id })),
    });
  });

  it.each([YEAR, -YEAR])('waits as long as it was told when it moves by %d ms', async (jump) => {
    await store.ask({ insert: 'c', documents: [{ _id: 1, n: 0 }] });
    const inTransaction = {
      lsid: { id: new Binary(Buffer.alloc(16, 3), 4) },
      txnNumber: Long.fromNumber(1),
      autocommit: false,
    };
    const updates = [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }];
    await store.ask({ update: 'c', updates, ...inTransaction, startTransaction: true });
    const waiting = store.ask({ update: 'c', updates, maxTimeMS: 60_000 });
    store.clock.time += jump;
    await store.ask({ commitTransaction: 1, ...inTransaction, $db: 'admin' });
    expect(await waiting).toMatchObject({ ok: 1, nModified: 1 });
  });

  it('forgets cursors and sessions that nobody used, by the time that has passed', async () => {
    await store.ask({ insert: 'c', documents: [{ _id: 1 }, { _id: 2 }] });
    const inTransaction = {
      lsid: { id: new Binary(Buffer.alloc(16, 4), 4) },
      txnNumber: Long.fromNumber(1),
      autocommit: false,
    };
    const found = await store.ask({ find: 'c', batchSize: 1, ...inTransaction, startTransaction: true });
    store.clock.passed += HOUR;
    store.round();
    const id = idOf(found);
    expect(await store.ask({ getMore: id, collection: 'c', ...inTransaction })).toMatchObject({ ok: 0, code: 43 });
  });
});
