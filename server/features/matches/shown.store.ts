import type { Feature, Versions } from '../../../matching/index.ts';
import type { MatchSide } from '../../domain/matches.ts';
import type { Clock } from '../../platform/clock.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { keptFor } from '../../platform/kept-for.ts';

/** A line as it was shown. */
export type ShownItem = Readonly<{
  /** Id of the match. */
  id: string;
  /** The patent in a need's list, the need in a patent's list. */
  shownId: string;
  rank: number;
  score: number;
  /** Language of the patent's text; text features are weighted by language. */
  language: 'zh' | 'en';
  /** Feature values for the side that looked; absent for a centre. */
  values?: Readonly<Partial<Record<Feature, number>>>;
}>;
/** A list as it was shown to an organisation, for learning and later questions. */
export type StoredShown = {
  _id: string;
  v: number;
  listFor: string;
  side: MatchSide | 'facilitator';
  organisationId: string;
  at: Date;
  versions: Versions;
  items: ShownItem[];
  /** Ids of the matches in it whose reasons were opened. */
  opened?: string[];
};

const shown = collection<StoredShown>(
  'matchesShown',
  {
    _id: String,
    v: Number,
    listFor: String,
    side: String,
    organisationId: String,
    at: Date,
    versions: anything,
    items: anything,
    opened: { type: [String], default: undefined },
  },
  [[{ listFor: 1, at: -1 }], [{ at: -1 }]],
);

/** The latest lists considered when counting or learning. */
const mostLists = 5_000;

/** The lists that people saw. */
export function shownStore(database: Database) {
  const model = database.model(shown);
  return {
    /** Stores a shown list, unless it equals the one this organisation was shown last. */
    add: async (list: StoredShown): Promise<void> => {
      const { listFor, organisationId } = list;
      const last = await model.findOne({ listFor, organisationId }).sort({ at: -1 }).lean<StoredShown | null>();
      const same = (one: StoredShown) => JSON.stringify([one.versions, one.items]);
      if (last && same(last) === same(list)) return;
      await model.create([list]);
    },

    /** Notes that an organisation opened a match's reasons, in the list where it last saw it, if any. */
    open: async (organisationId: string, listsFor: readonly string[], matchId: string): Promise<void> => {
      const lists = await model
        .find({ organisationId, listFor: { $in: [...listsFor] } })
        .sort({ at: -1 })
        .limit(10)
        .lean<StoredShown[]>();
      const seen = lists.find(({ items }) => items.some(({ id }) => id === matchId));
      if (seen && !seen.opened?.includes(matchId))
        await model.updateOne({ _id: seen._id }, { $addToSet: { opened: matchId } });
    },

    /** Lists since a moment, latest first. */
    since: (from: Date): Promise<StoredShown[]> =>
      model
        .find({ at: { $gte: from } })
        .sort({ at: -1 })
        .limit(mostLists)
        .lean<StoredShown[]>(),

    /** How often each patent and need stood in a list since a moment. */
    counts: async (from: Date): Promise<ReadonlyMap<string, number>> => {
      const rows = await model.aggregate<{ _id: string; count: number }>([
        { $match: { at: { $gte: from } } },
        { $unwind: '$items' },
        { $group: { _id: '$items.shownId', count: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, count }) => [_id, count]));
    },

    model,
  };
}

export type ShownStore = ReturnType<typeof shownStore>;

const weekMs = 7 * 86_400_000;
const freshMs = 60_000;

/** How often each patent and need was shown this week, counted at most once a minute. */
export const shownThisWeek = (store: ShownStore, clock: Clock): (() => Promise<ReadonlyMap<string, number>>) =>
  keptFor(clock, freshMs, (now) => store.counts(new Date(now.getTime() - weekMs)));
