import type { PublicTotal } from '../../domain/contracts/public-totals.ts';
import type { VerificationLevel } from '../../domain/contracts/levels.ts';
import { Money } from '../../domain/money.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';

/** The figures of the exchange as they are public: all steps so far together. */
export type PublishedTotals = Readonly<{ contracts: number; amount: Money; level: VerificationLevel; at: Date }>;

type StoredStep = {
  _id: string;
  v: number;
  at: Date;
  contractIds: string[];
  amount: unknown;
  level: VerificationLevel;
  /** With all steps before. The first steps there were had a number of `yuan`. */
  totals: Readonly<{ contracts: number; amount?: unknown; yuan?: number; level: VerificationLevel }>;
};

const steps = collection<StoredStep>(
  'publicTotals',
  {
    _id: String,
    v: Number,
    at: Date,
    contractIds: [String],
    amount: anything,
    level: Number,
    totals: anything,
  },
  [[{ at: -1 }], [{ contractIds: 1 }]],
);

/** The public figures of the exchange, in steps that are never changed and share no contract. */
export function totalsStore(database: Database) {
  const model = database.model(steps);
  const latest = async (): Promise<PublishedTotals | null> => {
    const [last] = await model.find({}).sort({ at: -1 }).limit(1).lean<StoredStep[]>();
    if (!last) return null;
    const { contracts, amount, yuan = 0, level } = last.totals;
    const total = amount ? (fromStored(amount) as Money) : Money.of(`${yuan}.00`, 'CNY'); // as `add` made it
    return { contracts, amount: total, level, at: last.at };
  };
  return {
    latest,

    /** Which of these contracts are in the figures. */
    published: async (contractIds: readonly string[]): Promise<ReadonlySet<string>> =>
      new Set(await model.distinct('contractIds', { contractIds: { $in: [...contractIds] } })),

    add: async (id: string, { contractIds, amount, level }: PublicTotal, at: Date): Promise<void> => {
      const before = await latest();
      const totals = {
        contracts: (before?.contracts ?? 0) + contractIds.length,
        amount: toStored(before ? before.amount.plus(amount) : amount),
        level: before && before.level < level ? before.level : level,
      };
      await model.create([
        { _id: id, v: 1, at, contractIds: [...contractIds], amount: toStored(amount), level, totals },
      ]);
    },
  };
}

export type TotalsStore = ReturnType<typeof totalsStore>;
