import type { PairedTest, Weights } from '../../../matching/index.ts';
import type { Emphasis } from '../../domain/match-emphasis.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

/** A centre's factors, keyed by the centre. */
export type StoredEmphasis = Versioned & { emphasis: Emphasis; updatedAt: Date };

export const learnedResults = ['live', 'worse', 'tooLittle'] as const;
/** One night's attempt to learn. Its id is the version of the weights. */
export type StoredLearned = Versioned & {
  at: Date;
  result: (typeof learnedResults)[number];
  /** Number of lists in which something was wanted. */
  trainedOn: number;
  heldBackLists: number;
  weights: Weights | null;
  heldBack: PairedTest | null;
  /** Absent in attempts from before answers were learned from. */
  answers?: PairedTest | null;
  frozen: PairedTest | null;
};

const emphases = collection<StoredEmphasis>('matchEmphases', {
  _id: String,
  v: Number,
  version: Number,
  emphasis: anything,
  updatedAt: Date,
});
/** The industries that a centre named as its own, keyed by the centre. */
export type StoredIndustries = Versioned & { industries: readonly string[]; updatedAt: Date };
const industries = collection<StoredIndustries>('centreIndustries', {
  _id: String,
  v: Number,
  version: Number,
  industries: [String],
  updatedAt: Date,
});
const learned = collection<StoredLearned>(
  'matchLearned',
  {
    _id: String,
    v: Number,
    version: Number,
    at: Date,
    result: String,
    trainedOn: Number,
    heldBackLists: Number,
    weights: anything,
    heldBack: anything,
    answers: anything,
    frozen: anything,
  },
  [[{ at: -1 }], [{ result: 1, at: -1 }]],
);

/** Centres' factors and industries, and learned weights. */
export function weightsStore(database: Database) {
  const models = {
    emphasis: database.model(emphases),
    industries: database.model(industries),
    learned: database.model(learned),
  };
  return {
    industries: (centreId: string) => models.industries.findById(centreId).lean<StoredIndustries | null>(),
    saveIndustries: (row: StoredIndustries) => saveVersioned(models.industries, row),
    emphasis: (centreId: string) => models.emphasis.findById(centreId).lean<StoredEmphasis | null>(),
    saveEmphasis: (emphasis: StoredEmphasis) => saveVersioned(models.emphasis, emphasis),
    addLearned: (row: StoredLearned) => saveVersioned(models.learned, row),
    learned: (id: string) => models.learned.findById(id).lean<StoredLearned | null>(),
    /** The latest attempts, latest first. */
    latestLearned: (limit: number) => models.learned.find().sort({ at: -1 }).limit(limit).lean<StoredLearned[]>(),
    /** What went live last; null while the platform uses the shipped weights. */
    live: () => models.learned.findOne({ result: 'live' }).sort({ at: -1 }).lean<StoredLearned | null>(),
  };
}

export type WeightsStore = ReturnType<typeof weightsStore>;
