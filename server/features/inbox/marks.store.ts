import { collection, type Database } from '../../platform/database/mongo.ts';

/** That a person has read something in the inbox: a task or a notice, by its id. */
type StoredMark = { _id: string; v: number; item: string; userId: string; at: Date };
/** Longer than what can be read is kept. */
const keptMs = 120 * 86_400_000;
const marks = collection<StoredMark>('inboxMarks', { _id: String, v: Number, item: String, userId: String, at: Date }, [
  [{ item: 1 }],
  [{ at: 1 }],
]);
const markId = (userId: string, item: string): string => `${userId} ${item}`;

/** What a person chose for the inbox. */
type StoredSettings = {
  _id: string;
  v: number;
  mutedKinds: string[];
  /** Stream names. */
  mutedThings: string[];
  /** All notices up to then are read; null: none. */
  readTo: Date | null;
};
const settings = collection<StoredSettings>('inboxSettings', {
  _id: String,
  v: Number,
  mutedKinds: [String],
  mutedThings: [String],
  readTo: Date,
});
export type InboxSettings = Readonly<{
  mutedKinds: readonly string[];
  mutedThings: readonly string[];
  readTo: Date | null;
}>;
const none: InboxSettings = { mutedKinds: [], mutedThings: [], readTo: null };

/** What people read in the inbox, and what they do not want to hear of. Survives a rebuild of the tasks. */
export function marksStore(database: Database) {
  const models = { mark: database.model(marks), settings: database.model(settings) };
  const change = async (userId: string, update: object): Promise<void> => {
    await models.settings.updateOne({ _id: userId }, { ...update, $setOnInsert: { v: 1 } }, { upsert: true });
  };
  return {
    settings: async (userId: string): Promise<InboxSettings> => ({
      ...none,
      ...(await models.settings.findById(userId).lean<StoredSettings | null>()),
    }),
    readTo: (userId: string, at: Date) => change(userId, { $max: { readTo: at } }),
    setMuted: (userId: string, what: 'mutedKinds' | 'mutedThings', name: string, isMuted: boolean) =>
      change(userId, isMuted ? { $addToSet: { [what]: name } } : { $pull: { [what]: name } }),

    /** When the person read some items; those not read are missing. */
    of: async (userId: string, items: readonly string[]): Promise<ReadonlyMap<string, Date>> => {
      if (items.length === 0) return new Map();
      const ids = items.map((item) => markId(userId, item));
      const rows = await models.mark.find({ _id: { $in: ids } }).lean<StoredMark[]>();
      return new Map(rows.map(({ item, at }) => [item, at]));
    },
    mark: async (userId: string, items: readonly string[], at: Date): Promise<void> => {
      await models.mark.bulkWrite(
        items.map((item) => ({
          updateOne: {
            filter: { _id: markId(userId, item) },
            update: { $set: { at }, $setOnInsert: { v: 1, item, userId } },
            upsert: true,
          },
        })),
      );
    },
    unmark: async (userId: string, items: readonly string[]): Promise<void> => {
      await models.mark.deleteMany({ _id: { $in: items.map((item) => markId(userId, item)) } });
    },
    /** Forgets what was read too long ago. */
    tidy: async (now: Date): Promise<void> => {
      await models.mark.deleteMany({ at: { $lt: new Date(now.getTime() - keptMs) } });
    },
    /** Forgets that anybody read what is not there any more: it is unread when it comes again. */
    forget: async (items: readonly string[]): Promise<void> => {
      if (items.length > 0) await models.mark.deleteMany({ item: { $in: [...items] } });
    },
  };
}

export type MarksStore = ReturnType<typeof marksStore>;
