// Accounts, concurrent transfers between them, and a store that may be killed meanwhile.
import type { Collection, MongoClient, ObjectId } from 'mongodb';

export interface Account {
  readonly _id: number;
  readonly amount: number;
}
interface Transfer {
  readonly _id: ObjectId;
  readonly n: string;
  readonly from: number;
  readonly to: number;
  readonly amount: number;
}

const START = 100;

export const openBank = async (client: MongoClient, accounts: number): Promise<void> => {
  const db = client.db('bank');
  await db
    .collection<Account>('accounts')
    .insertMany(Array.from({ length: accounts }, (_, i) => ({ _id: i, amount: START })));
  await db.collection('transfers').createIndex({ n: 1 }, { unique: true });
  await db.collection('transfers').createIndex({ from: 1, amount: -1 });
};

const parts = (client: MongoClient): { accounts: Collection<Account>; transfers: Collection<Transfer> } => ({
  accounts: client.db('bank').collection('accounts'),
  transfers: client.db('bank').collection('transfers'),
});

/** One transfer in a transaction; resolves when it is acknowledged. */
export const transfer = async (
  client: MongoClient,
  n: string,
  from: number,
  to: number,
  amount: number,
): Promise<void> => {
  const { accounts, transfers } = parts(client);
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await accounts.updateOne({ _id: from }, { $inc: { amount: -amount } }, { session });
      await accounts.updateOne({ _id: to }, { $inc: { amount } }, { session });
      await transfers.insertOne({ n, from, to, amount } as Transfer, { session }); // the driver gives the _id
    }),
  );
};

/** One attempt: `withTransaction` would repeat it for two minutes when the store is gone. */
export const transferOnce = async (...[client, n, from, to, amount]: Parameters<typeof transfer>): Promise<void> => {
  const { accounts, transfers } = parts(client);
  await client.withSession(async (session) => {
    session.startTransaction();
    try {
      await accounts.updateOne({ _id: from }, { $inc: { amount: -amount } }, { session });
      await accounts.updateOne({ _id: to }, { $inc: { amount } }, { session });
      await transfers.insertOne({ n, from, to, amount } as Transfer, { session }); // the driver gives the _id
      await session.commitTransaction();
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined); // the first error counts
      throw error;
    }
  });
};

/** The sum of all accounts in one snapshot, by a scan and by single reads. */
export const sums = async (client: MongoClient, count: number): Promise<number[]> => {
  const { accounts } = parts(client);
  return client.withSession((session) =>
    session.withTransaction(async () => {
      const scanned = (await accounts.find({}, { session }).toArray()).reduce((n, a) => n + a.amount, 0);
      let single = 0;
      for (let i = 0; i < count; i++) single += (await accounts.findOne({ _id: i }, { session }))?.amount ?? NaN;
      return [scanned, single];
    }),
  );
};

/** Checks what must always hold: no money made or lost, balances explained by transfers, indexes complete. */
export const checkBank = async (client: MongoClient, count: number, acknowledged: Iterable<string>): Promise<void> => {
  const { accounts, transfers } = parts(client);
  const balances = await accounts.find().sort({ _id: 1 }).toArray();
  const done = await transfers.find().toArray();
  const expected = Array.from({ length: count }, () => START);
  for (const t of done) {
    expected[t.from] = (expected[t.from] ?? NaN) - t.amount;
    expected[t.to] = (expected[t.to] ?? NaN) + t.amount;
  }
  expect(balances.map((a) => a.amount)).toEqual(expected);
  expect(new Set(done.map((t) => t.n))).toEqual(new Set([...done.map((t) => t.n), ...acknowledged]));
  for (const { name } of await transfers.indexes())
    expect(
      await transfers
        .find()
        .hint(name ?? '')
        .toArray(),
    ).toHaveLength(done.length);
};
