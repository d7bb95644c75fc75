import type { Route } from '../../../matching/index.ts';
import type { PriceBatch } from '../../domain/contracts/price-batches.ts';
import { collection, type Database } from '../../platform/database/mongo.ts';

/** `isLatest`: the one of its kind and area that is shown. */
export type StoredBatch = {
  _id: string;
  v: number;
  at: Date;
  isLatest: boolean;
  kind: Route;
  ipc: string;
  contractIds: string[];
  low: number;
  middle: number;
  high: number;
};

const batches = collection<StoredBatch>(
  'priceBatches',
  {
    _id: String,
    v: Number,
    at: Date,
    isLatest: Boolean,
    kind: String,
    ipc: String,
    contractIds: [String],
    low: Number,
    middle: Number,
    high: Number,
  },
  [[{ isLatest: 1, kind: 1, ipc: 1 }], [{ contractIds: 1 }]],
);

/** What contracts cost, in batches that are never changed and share no contract. */
export function pricesStore(database: Database) {
  const model = database.model(batches);
  return {
    /** The newest batch of each kind and area. */
    latest: (): Promise<StoredBatch[]> => model.find({ isLatest: true }).lean<StoredBatch[]>(),

    /** Which of these contracts are in a batch. */
    published: async (contractIds: readonly string[]): Promise<ReadonlySet<string>> =>
      new Set(await model.distinct('contractIds', { contractIds: { $in: [...contractIds] } })),

    /** Adds a batch, which is shown from now on instead of the one before. */
    add: async (id: string, { contractIds, ...batch }: PriceBatch<Route>, at: Date): Promise<void> => {
      const { kind, ipc } = batch;
      await model.updateMany({ isLatest: true, kind, ipc }, { $set: { isLatest: false } });
      await model.create([{ _id: id, v: 1, at, isLatest: true, ...batch, contractIds: [...contractIds] }]);
    },
  };
}

export type PricesStore = ReturnType<typeof pricesStore>;
