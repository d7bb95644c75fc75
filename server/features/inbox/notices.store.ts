import { collection, type Database } from '../../platform/database/mongo.ts';
import { type Page, pageOf, type PageQuery } from '../../platform/database/page.store.ts';

/**
 * That something happened, for all of an organisation or for one person. What happened of one kind within an hour is a
 * group: of one thing it is one line with a count, and of many things as well.
 */
export type StoredNotice = {
  /** The group, and the thing; of a line about many things the group alone. */
  _id: string;
  v: number;
  /** An organisation or a person. */
  inbox: string;
  /** The type of the event. */
  kind: string;
  group: string;
  /** Stream name; null: many things. */
  thing: string | null;
  /** When it happened last. */
  at: Date;
  count: number;
  /** Who did it, if it is told to his own organisation: he is not told. */
  by: string | null;
};
const keptMs = 60 * 86_400_000;
const notices = collection<StoredNotice>(
  'inboxNotices',
  {
    _id: String,
    v: Number,
    inbox: String,
    kind: String,
    group: String,
    thing: String,
    at: Date,
    count: Number,
    by: String,
  },
  [[{ group: 1 }], [{ inbox: 1, at: -1, _id: -1 }], [{ at: 1 }]],
);

/** Whose notices, and which not. */
export type NoticeFilter = Readonly<{
  inboxes: readonly string[];
  /** Who reads them, and did not do what he is told of. */
  userId: string;
  mutedKinds: readonly string[];
  mutedThings: readonly string[];
  since?: Date | null;
}>;

/** What happened in the last 60 days. */
export function noticesStore(database: Database) {
  const model = database.model(notices);
  const condition = ({ inboxes, userId, mutedKinds, mutedThings, since }: NoticeFilter) => ({
    inbox: { $in: [...inboxes] },
    by: { $ne: userId },
    ...(mutedKinds.length > 0 ? { kind: { $nin: [...mutedKinds] } } : {}),
    ...(mutedThings.length > 0 ? { thing: { $nin: [...mutedThings] } } : {}),
    ...(since ? { at: { $gt: since } } : {}),
  });
  return {
    ofGroups: (groups: readonly string[]): Promise<StoredNotice[]> =>
      model.find({ group: { $in: [...groups] } }).lean<StoredNotice[]>(),
    /** Writes lines, and removes those that have become part of others. */
    write: async (lines: readonly StoredNotice[], gone: readonly string[]): Promise<void> => {
      const writes = lines.map((line) => ({
        replaceOne: { filter: { _id: line._id }, replacement: line, upsert: true },
      }));
      const removals = gone.length > 0 ? [{ deleteMany: { filter: { _id: { $in: [...gone] } } } }] : [];
      if (writes.length + removals.length > 0) await model.bulkWrite([...writes, ...removals]);
    },
    /** Forgets what happened too long ago. */
    tidy: async (now: Date): Promise<void> => {
      await model.deleteMany({ at: { $lt: new Date(now.getTime() - keptMs) } });
    },
    /** The latest first. */
    page: (filter: NoticeFilter, page: PageQuery): Promise<Page<StoredNotice>> =>
      pageOf(model, condition(filter), ['-at', '-_id'], page),
    /** Those of some ids that the filter lets through. */
    among: async (filter: NoticeFilter, ids: readonly string[]): Promise<string[]> => {
      const rows = await model
        .find({ ...condition(filter), _id: { $in: [...ids] } }, { _id: 1 })
        .lean<{ _id: string }[]>();
      return rows.map(({ _id }) => _id);
    },
    /** Id and time of the latest, up to a limit. */
    latest: (filter: NoticeFilter, limit: number) =>
      model
        .find(condition(filter), { at: 1 })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .lean<Pick<StoredNotice, '_id' | 'at'>[]>(),
  };
}

export type NoticesStore = ReturnType<typeof noticesStore>;
