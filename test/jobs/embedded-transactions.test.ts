import { checkBank, openBank, sums, transfer } from '../support/embedded-bank.ts';
import { storeForTests } from '../support/embedded.ts';

describe('transactions of the embedded store', () => {
  const served = storeForTests();

  it('moves money from many hands at once, and no snapshot ever sees another sum', async () => {
    await openBank(served.client, 6);
    let isOver = false;
    const writers = Array.from({ length: 5 }, async (_, hand) => {
      for (let i = 0; i < 15; i++)
        await transfer(served.client, `${hand}-${i}`, (hand + i) % 6, (hand * 2 + i * 3 + 1) % 6, 1 + i);
    });
    const reader = (async () => {
      const seen = new Set<number>();
      while (!isOver) for (const sum of await sums(served.client, 6)) seen.add(sum);
      return [...seen];
    })();
    await Promise.all(writers);
    isOver = true;
    expect(await reader).toEqual([600]);
    await checkBank(served.client, 6, []);
  });

  it('reports a conflict as MongoDB does, and lets a write outside wait for the end', async () => {
    const c = served.client.db('test').collection<{ _id: number; n: number }>('conflict');
    await c.insertOne({ _id: 1, n: 0 });
    const [first, second] = [served.client.startSession(), served.client.startSession()];
    first.startTransaction();
    second.startTransaction();
    await c.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: first });
    const lost = await c
      .updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: second })
      .catch((error: unknown) => error);
    expect(lost).toMatchObject({ code: 112, codeName: 'WriteConflict' });
    expect((lost as { hasErrorLabel: (l: string) => boolean }).hasErrorLabel('TransientTransactionError')).toBe(true);
    const outside = c.updateOne({ _id: 1 }, { $inc: { n: 10 } });
    await expect(c.updateOne({ _id: 1 }, { $inc: { n: 100 } }, { maxTimeMS: 50 })).rejects.toMatchObject({ code: 50 });
    expect((await c.findOne({ _id: 1 }))?.n).toBe(0);
    await first.commitTransaction();
    await outside;
    expect((await c.findOne({ _id: 1 }))?.n).toBe(11);
    await second.abortTransaction();
    await Promise.all([first.endSession(), second.endSession()]);
  });

  it('lets one of two transactions have a unique key: the other meets a conflict, then a duplicate', async () => {
    const c = served.client.db('test').collection<{ k: string }>('unique');
    await c.createIndex({ k: 1 }, { unique: true });
    const [first, second] = [served.client.startSession(), served.client.startSession()];
    first.startTransaction();
    second.startTransaction();
    await c.insertOne({ k: 'a' }, { session: first });
    await c.findOne({}, { session: second });
    await expect(c.insertOne({ k: 'a' }, { session: second })).rejects.toMatchObject({ code: 112 });
    await first.commitTransaction();
    await expect(c.insertOne({ k: 'a' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { k: 1 },
      keyValue: { k: 'a' },
    });
    await Promise.all([first.endSession(), second.endSession()]);
  });

  it('shows a transaction its own writes, in queries, sorts and counts, and nobody else', async () => {
    const c = served.client.db('test').collection<{ _id: number; n: number }>('own');
    await c.insertMany([1, 2, 3].map((i) => ({ _id: i, n: i })));
    await c.createIndex({ n: -1 });
    await served.client.withSession(async (session) => {
      session.startTransaction();
      await c.updateOne({ _id: 1 }, { $set: { n: 9 } }, { session });
      await c.deleteOne({ _id: 2 }, { session });
      await c.insertOne({ _id: 4, n: 5 }, { session });
      expect(
        (
          await c
            .find({ n: { $gte: 3 } }, { session })
            .sort({ n: -1 })
            .toArray()
        ).map((d) => d._id),
      ).toEqual([1, 4, 3]);
      expect(await c.countDocuments({}, { session })).toBe(3);
      expect((await c.find({ n: { $gte: 3 } }).toArray()).map((d) => d._id)).toEqual([3]);
      await session.abortTransaction();
    });
    expect((await c.find().sort({ n: 1 }).toArray()).map((d) => d.n)).toEqual([1, 2, 3]);
  });

  it('reports a conflict when an index was dropped since the transaction began, and loses nothing', async () => {
    const c = served.client.db('test').collection<{ _id: number; k: number }>('dropped');
    await c.createIndex({ k: 1 });
    await c.insertOne({ _id: 1, k: 1 });
    const session = served.client.startSession();
    session.startTransaction();
    expect(await c.findOne({ k: 1 }, { session })).toMatchObject({ _id: 1 });
    await c.dropIndex('k_1');
    await expect(c.insertOne({ _id: 2, k: 2 }, { session })).rejects.toMatchObject({ code: 112 });
    await session.endSession();
    await served.client.withSession((s) => s.withTransaction(() => c.insertOne({ _id: 2, k: 2 }, { session: s })));
    expect(await c.countDocuments()).toBe(2);
  });

  it('lets two transactions each write what the other has read, as MongoDB does, and neither sees the other', async () => {
    const c = served.client.db('test').collection<{ _id: number; on: boolean }>('skew');
    await c.insertMany([
      { _id: 1, on: true },
      { _id: 2, on: true },
    ]);
    const [first, second] = [served.client.startSession(), served.client.startSession()];
    first.startTransaction();
    second.startTransaction();
    for (const session of [first, second]) expect(await c.countDocuments({ on: true }, { session })).toBe(2);
    await c.updateOne({ _id: 1 }, { $set: { on: false } }, { session: first });
    await c.updateOne({ _id: 2 }, { $set: { on: false } }, { session: second });
    expect(await c.countDocuments({ on: true }, { session: second })).toBe(1);
    await first.commitTransaction();
    expect(await c.countDocuments({ on: true }, { session: second })).toBe(1);
    await second.commitTransaction();
    expect(await c.countDocuments({ on: true })).toBe(0);
    await Promise.all([first.endSession(), second.endSession()]);
  });
});
