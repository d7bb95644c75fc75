import type { PublicTotal } from '../../domain/contracts/public-totals.ts';
import type { VerificationLevel } from '../../domain/contracts/levels.ts';
import { collection, type Database } from '../../platform/database/mongo.ts';

/** The figures of the exchange as they are public: all steps so far together. */
export type PublishedTotals = Readonly<{ contracts: number; yuan: number; level: VerificationLevel; at: Date }>;

type StoredStep = {
  _id: string;
  v: number;
  at: Date;
  contractIds: string[];
  yuan: number;
  level: VerificationLevel;
  /** With all steps before. */
  totals: Omit<PublishedTotals, 'at'>;
};

const steps = collection<StoredStep>(
  'publicTotals',
  {
    _id: String,
    v: Number,
    at: Date,
    contractIds: [String],
    yuan: Number,
    level: Number,
    totals: { contracts: Number, yuan: Number, level: Number },
  },
  [[{ at: -1 }], [{ contractIds: 1 }]],
);

/** The public figures of the exchange, in steps that are never changed and share no contract. */
export function totalsStore(database: Database) {
  const model = database.model(steps);
  const latest = async (): Promise<PublishedTotals | null> => {
    const [last] = await model.find({}).sort({ at: -1 }).limit(1).lean<StoredStep[]>();
    return last ? { ...last.totals, at: last.at } : null;
  };
  return {
    latest,

    /** Which of these contracts are in the figures. */
    published: async (contractIds: readonly string[]): Promise<ReadonlySet<string>> =>
      new Set(await model.distinct('contractIds', { contractIds: { $in: [...contractIds] } })),

    add: async (id: string, { contractIds, yuan, level }: PublicTotal, at: Date): Promise<void> => {
      const before = await latest();
      const totals = {
        contracts: (before?.contracts ?? 0) + contractIds.length,
        yuan: (before?.yuan ?? 0) + yuan,
        level: before && before.level < level ? before.level : level,
      };
      await model.create([{ _id: id, v: 1, at, contractIds: [...contractIds], yuan, level, totals }]);
    },
  };
}

export type TotalsStore = ReturnType<typeof totalsStore>;
