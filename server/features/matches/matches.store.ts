import type { Versions } from '../../../matching/index.ts';
import { nextDue } from '../../domain/deadlines.ts';
import {
  type Because,
  type DeclineReason,
  interestedIn,
  type MatchSide,
  type MatchState,
  matchProcess,
  matchStates,
  type Push,
} from '../../domain/matches.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import {
  type Order,
  pageInTurn,
  pageOf,
  pagesOfIds,
  type PageQuery,
  type Part,
} from '../../platform/database/page.store.ts';
import { type StoredTerm, termFields, termIndexes, timedStore } from '../../platform/database/timed.store.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

/** A pair that was acted on; untouched pairs have no document. */
export type StoredMatch = Versioned &
  StoredTerm & {
    needId: string;
    patentId: string;
    supplierId: string;
    demanderId: string;
    centreId: string | null;
    /** The side whose present interest is older than the centre's recommendation. Absent in rows of older versions. */
    unaware?: MatchSide | null;
    state: MatchState;
    /** `from` and `until`: absent in rows of older versions, whose no is not taken back. */
    declined: { by: MatchSide; reason: DeclineReason; from?: MatchState; until?: Date } | null;
    /** Divisions of GB/T 4754 of both sides. Absent in rows of older versions, as in suggestions. */
    industries?: readonly string[];
    /** How well the pair fitted when a list last held it, 0 to 1. Absent where none has. */
    fit?: number;
    updatedAt: Date;
  };
/** Text that was written with a no, by match id; kept apart from its event, so that it can be erased. */
type StoredNote = { _id: string; v: number; by: MatchSide; organisationId: string; text: string };

/** A suggestion to one side, as last ranked by the matcher. Keyed by match and side. */
export type StoredSuggestion = {
  _id: string;
  v: number;
  matchId: string;
  side: MatchSide;
  organisationId: string;
  needId: string;
  patentId: string;
  score: number;
  /** Null: no longer among the best. */
  rank: number | null;
  versions: Versions | null;
  foundAt: Date;
  seenAt: Date | null;
  /** Put before this side by a command: it stands above what was only found. */
  isRecommended: boolean;
  /** By which command; absent in rows of older versions. */
  because?: Push;
  /** Divisions of GB/T 4754 of both sides. */
  industries?: readonly string[];
};
const matches = collection<StoredMatch>(
  'matches',
  {
    _id: String,
    v: Number,
    version: Number,
    needId: String,
    patentId: String,
    supplierId: String,
    demanderId: String,
    centreId: String,
    unaware: String,
    state: String,
    declined: anything,
    industries: [String],
    fit: Number,
    updatedAt: Date,
    ...termFields,
  },
  [
    ...termIndexes,
    [{ needId: 1, state: 1 }],
    [{ patentId: 1, state: 1 }],
    [{ supplierId: 1, updatedAt: -1, _id: -1 }],
    [{ demanderId: 1, updatedAt: -1, _id: -1 }],
    [{ centreId: 1, updatedAt: -1, _id: -1 }],
  ],
);
const notes = collection<StoredNote>('matchNotes', {
  _id: String,
  v: Number,
  by: String,
  organisationId: String,
  text: String,
});
const suggestions = collection<StoredSuggestion>(
  'matchSuggestions',
  {
    _id: String,
    v: Number,
    matchId: String,
    side: String,
    organisationId: String,
    needId: String,
    patentId: String,
    score: Number,
    rank: Number,
    versions: anything,
    foundAt: Date,
    seenAt: Date,
    isRecommended: Boolean,
    because: String,
    industries: [String],
  },
  [
    [{ organisationId: 1, seenAt: 1, foundAt: -1, _id: -1 }],
    [{ organisationId: 1, seenAt: 1, score: -1, _id: -1 }],
    [{ matchId: 1 }],
    [{ needId: 1, side: 1 }],
    [{ patentId: 1, side: 1 }],
    [{ side: 1, score: -1, _id: -1 }],
    [{ side: 1, foundAt: -1, _id: -1 }],
  ],
);
export type Suggested = Pick<StoredSuggestion, 'matchId' | 'organisationId' | 'needId' | 'patentId' | 'score'> &
  Readonly<{ versions: Versions; industries: readonly string[] }>;
/** What a list of pairs may be narrowed to. */
export type PairFilter = Readonly<{
  patentId?: string | undefined;
  needId?: string | undefined;
  industry?: string | undefined;
}>;
/** Pairs as suggested: by fit or by when they were found, of at least this fit. */
export type SuggestionQuery = PageQuery &
  PairFilter &
  Readonly<{
    sort: 'fit' | 'latest';
    /** Nothing that was only found is shown below it. */
    floor: number;
    /** What the reader asks for at least; 0 for anything. */
    atLeast: number;
  }>;
/** Pairs that were acted on; with `atLeast` above 0 only those that a list has held with at least this fit. */
export type OwnMatchesQuery = PageQuery &
  PairFilter &
  Readonly<{ state?: MatchState | undefined; sort: 'latest' | 'oldest'; atLeast: number }>;
const orders = { fit: ['-score', '-_id'], latest: ['-foundAt', '-_id'] } as const;

const partsIn = (filters: readonly Part['filter'][], order: Order): Part[] =>
  filters.map((filter) => ({ filter, order }));

const narrowed = ({ patentId, needId, industry }: PairFilter) => ({
  ...(patentId === undefined ? {} : { patentId }),
  ...(needId === undefined ? {} : { needId }),
  ...(industry === undefined ? {} : { industries: industry }),
});
/** A smaller change of the score is not written. */
const sameScore = 1e-6;
const keyOf = (matchId: string, side: MatchSide) => `${matchId}:${side}`;

const marked = (match: StoredMatch): StoredMatch => ({
  ...match,
  dueOn: nextDue(matchProcess, { ...match, until: {} })?.lastDay ?? null,
});

/** Pairs that were acted on, and the matcher's suggestions to each side. */
export function matchesStore(database: Database) {
  const models = {
    match: database.model(matches),
    note: database.model(notes),
    suggestion: database.model(suggestions),
  };
  /** The fit with which a list last held a pair, if one has. */
  const rankedIn = (matchId: string) =>
    models.suggestion.findOne({ matchId, versions: { $ne: null } }).lean<StoredSuggestion | null>();
  const fitOf = async (matchId: string): Promise<Pick<StoredMatch, 'fit'>> => {
    const ranked = await rankedIn(matchId);
    return ranked ? { fit: ranked.score } : {};
  };
  /** Keeps the fit of the pairs among these that somebody acted on. */
  const noteFits = async (ranked: readonly Readonly<{ matchId: string; score: number }>[]): Promise<void> => {
    const scores = new Map(ranked.map(({ matchId, score }) => [matchId, score]));
    const acted = await models.match
      .find({ _id: { $in: [...scores.keys()] } }, { fit: 1 })
      .lean<Pick<StoredMatch, '_id' | 'fit'>[]>();
    const moved = acted.flatMap(({ _id, fit }) => {
      const score = scores.get(_id) ?? 0;
      return fit !== undefined && Math.abs(fit - score) < sameScore ? [] : [{ _id, score }];
    });
    if (moved.length > 0)
      await models.match.bulkWrite(
        moved.map(({ _id, score }) => ({ updateOne: { filter: { _id }, update: { $set: { fit: score } } } })),
      );
  };
  return {
    match: (id: string) => models.match.findById(id).lean<StoredMatch | null>(),
    matches: async (ids: readonly string[]): Promise<ReadonlyMap<string, StoredMatch>> => {
      const rows = await models.match.find({ _id: { $in: [...ids] } }).lean<StoredMatch[]>();
      return new Map(rows.map((row) => [row._id, row]));
    },
    save: async (match: StoredMatch) => saveVersioned(models.match, marked({ ...match, ...(await fitOf(match._id)) })),
    pagesOfIds: () => pagesOfIds(models.match),
    /** The ids of matches of these needs or patents in which one side is interested and the other has not answered. */
    unansweredAmong: async ({
      needIds,
      patentIds,
    }: Readonly<{ needIds: readonly string[]; patentIds: readonly string[] }>): Promise<string[]> => {
      const state = { $in: matchStates.filter((one) => interestedIn(one) !== null) };
      const found: string[] = [];
      for (const [field, ids] of Object.entries({ needId: needIds, patentId: patentIds })) {
        if (ids.length === 0) continue;
        const rows = await models.match.find({ [field]: { $in: [...new Set(ids)] }, state }, { _id: 1 }).lean();
        found.push(...rows.map(({ _id }) => _id));
      }
      return found;
    },
    ...timedStore(models.match, marked),

    /** The patents that either side declined, by need. */
    declinedPatents: async (needIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> => {
      const rows = await models.match
        .find({ needId: { $in: [...needIds] }, state: 'declined' }, { needId: 1, patentId: 1 })
        .lean<Pick<StoredMatch, 'needId' | 'patentId'>[]>();
      const found = new Map<string, string[]>();
      for (const { needId, patentId } of rows) found.set(needId, [...(found.get(needId) ?? []), patentId]);
      return found;
    },

    addNote: async (matchId: string, note: Omit<StoredNote, '_id' | 'v'>): Promise<void> => {
      await models.note.create([{ _id: matchId, v: 1, ...note }]);
    },
    removeNote: async (matchId: string): Promise<void> => {
      await models.note.deleteOne({ _id: matchId });
    },
    notes: async (matchIds: readonly string[], organisationId: string): Promise<ReadonlyMap<string, string>> => {
      const rows = await models.note.find({ _id: { $in: [...matchIds] }, organisationId }).lean<StoredNote[]>();
      return new Map(rows.map(({ _id, text }) => [_id, text]));
    },

    /**
     * Replaces the suggestions to `side` about needs or patents, given as a list, best first, by id. Writes only what
     * differs, as most lists stay as they are; what was seen stays seen.
     */
    setSuggestions: async (
      side: MatchSide,
      about: 'needId' | 'patentId',
      lists: ReadonlyMap<string, readonly Suggested[]>,
      now: Date,
    ): Promise<void> => {
      const rows = await models.suggestion
        .find({ [about]: { $in: [...lists.keys()] }, side })
        .lean<StoredSuggestion[]>();
      const before = new Map(rows.map((row) => [row._id, row]));
      const ranked = [...lists.values()].flatMap((list) => list.map((suggested, at) => ({ suggested, rank: at + 1 })));
      const changed = ranked.flatMap(({ suggested: { matchId, score, versions, industries, ...ids }, rank }) => {
        const known = before.get(keyOf(matchId, side));
        before.delete(keyOf(matchId, side));
        const isSame = known?.rank === rank && known.industries?.join() === industries.join();
        if (isSame && Math.abs(known.score - score) < sameScore) return [];
        return {
          updateOne: {
            filter: { _id: keyOf(matchId, side) },
            update: {
              $set: { score, versions, rank, industries },
              $setOnInsert: { v: 1, matchId, side, ...ids, foundAt: now, seenAt: null, isRecommended: false },
            },
            upsert: true,
          },
        };
      });
      if (changed.length > 0) await models.suggestion.bulkWrite(changed);
      await noteFits(ranked.map(({ suggested }) => suggested));
      const gone = [...before.values()].filter(({ rank }) => rank !== null).map(({ _id }) => _id);
      if (gone.length === 0) return;
      await models.suggestion.deleteMany({ _id: { $in: gone }, seenAt: null, isRecommended: false });
      await models.suggestion.updateMany({ _id: { $in: gone } }, { $set: { rank: null } });
    },

    /** Puts a pair before one side because a command asks for it, whatever its rank; its fit is that of the other side's list. */
    recommend: async (
      side: MatchSide,
      pair: Omit<Suggested, 'score' | 'versions'>,
      because: Push,
      now: Date,
    ): Promise<void> => {
      const { matchId, industries, ...ids } = pair;
      const known = await rankedIn(matchId);
      const { score, versions } = known ?? { score: 0, versions: null };
      await models.suggestion.updateOne(
        { _id: keyOf(matchId, side) },
        {
          $set: { seenAt: null, isRecommended: true, because, foundAt: now, industries },
          $setOnInsert: { v: 1, matchId, side, ...ids, score, rank: null, versions },
        },
        { upsert: true },
      );
    },

    /** Takes back that a command put a pair before one side. */
    unsay: async (side: MatchSide, matchId: string, because: Push): Promise<void> => {
      await models.suggestion.updateOne(
        { _id: keyOf(matchId, side), because },
        { $set: { isRecommended: false, seenAt: null }, $unset: { because: '' } },
      );
    },

    see: async (side: MatchSide, matchIds: readonly string[], now: Date): Promise<void> => {
      await models.suggestion.updateMany(
        { _id: { $in: matchIds.map((id) => keyOf(id, side)) }, seenAt: null },
        { $set: { seenAt: now } },
      );
    },
    seen: async (side: MatchSide, matchIds: readonly string[]): Promise<ReadonlySet<string>> => {
      const rows = await models.suggestion
        .find({ _id: { $in: matchIds.map((id) => keyOf(id, side)) }, seenAt: { $ne: null } }, { matchId: 1 })
        .lean<Pick<StoredSuggestion, 'matchId'>[]>();
      return new Set(rows.map(({ matchId }) => matchId));
    },
    /** The needs (or patents) whose lists contain one of these patents (or needs). */
    partnersOf: async (kind: 'needId' | 'patentId', ids: readonly string[], limit: number): Promise<string[]> => {
      const wanted = kind === 'needId' ? 'patentId' : 'needId';
      const rows = await models.suggestion
        .find({ [kind]: { $in: [...ids] }, rank: { $ne: null } }, { [wanted]: 1 })
        .limit(limit)
        .lean<Pick<StoredSuggestion, 'needId' | 'patentId'>[]>();
      return [...new Set(rows.map((row) => row[wanted]))];
    },

    /** The needs (or patents) of an organisation in whose kept lists a patent (or need) stands, or that stand in its own. */
    suggestedTo: async (
      { kind, id }: Readonly<{ kind: 'patent' | 'need'; id: string }>,
      organisationId: string,
      limit: number,
    ): Promise<string[]> => {
      const [about, wanted] = kind === 'patent' ? (['patentId', 'needId'] as const) : (['needId', 'patentId'] as const);
      const [mine, its] = kind === 'patent' ? (['demander', 'supplier'] as const) : (['supplier', 'demander'] as const);
      const found: string[] = [];
      // the list of the thing itself holds those of all organisations: the caller keeps the ones that it asked for
      for (const side of [{ side: mine, organisationId }, { side: its }]) {
        const rows = await models.suggestion
          .find({ [about]: id, ...side, rank: { $ne: null } }, { [wanted]: 1 })
          .sort({ score: -1, _id: -1 })
          .limit(limit)
          .lean<Pick<StoredSuggestion, 'needId' | 'patentId'>[]>();
        found.push(...rows.map((row) => row[wanted]));
      }
      return found;
    },
    /** Matches in which somebody acted between a thing and an organisation of the other side, the latest first. */
    between: (
      { kind, id }: Readonly<{ kind: 'patent' | 'need'; id: string }>,
      organisationId: string,
      limit: number,
    ): Promise<StoredMatch[]> =>
      models.match
        .find({
          ...(kind === 'patent'
            ? { patentId: id, demanderId: organisationId }
            : { needId: id, supplierId: organisationId }),
          state: { $ne: 'suggested' satisfies MatchState },
        })
        .sort({ updatedAt: -1, _id: -1 })
        .limit(limit)
        .lean<StoredMatch[]>(),

    /** What one side has not seen yet: first what somebody put before it, then the best of its own lists. */
    unseenPage: (
      organisationId: string,
      { sort, floor, atLeast, because, ...asked }: SuggestionQuery & Readonly<{ because?: Because | undefined }>,
    ) => {
      const unseen = { organisationId, seenAt: null, ...narrowed(asked) };
      const score = { $gte: Math.max(floor, atLeast) };
      const found = { ...unseen, isRecommended: false, rank: { $ne: null }, score };
      const pushed = {
        ...{ ...unseen, isRecommended: true },
        ...(because ? { because } : {}),
        ...(atLeast > 0 ? { score: { $gte: atLeast } } : {}),
      };
      const turns = because === undefined ? [pushed, found] : because === 'found' ? [found] : [pushed];
      return pageInTurn(models.suggestion, 'unseen', partsIn(turns, orders[sort]), asked);
    },
    /**
     * Pairs of all needs, those of the industries `first` before others. Both sides' lists hold a pair with the same
     * score, so one side's are enough.
     */
    bestPage: (first: readonly string[], { sort, floor, atLeast, ...asked }: SuggestionQuery) => {
      const score = { $gte: Math.max(floor, atLeast) };
      const all = { side: 'demander', rank: { $ne: null }, score, ...narrowed(asked) };
      const turns = [
        { $and: [all, { industries: { $in: [...first] } }] },
        { $and: [all, { industries: { $nin: [...first] } }] },
      ];
      return pageInTurn(models.suggestion, 'best', partsIn(first.length > 0 ? turns : [all], orders[sort]), asked);
    },
    /** Pairs of this organisation that were acted on, by when. */
    ownPage: (organisationId: string, { state, sort, atLeast, ...asked }: OwnMatchesQuery) =>
      pageOf(
        models.match,
        {
          ...(state ? { state } : {}),
          ...(atLeast > 0 ? { fit: { $gte: atLeast } } : {}),
          ...narrowed(asked),
          $or: [{ supplierId: organisationId }, { demanderId: organisationId }, { centreId: organisationId }],
        },
        sort === 'latest' ? ['-updatedAt', '-_id'] : ['updatedAt', '_id'],
        asked,
      ),
  };
}

export type MatchesStore = ReturnType<typeof matchesStore>;
