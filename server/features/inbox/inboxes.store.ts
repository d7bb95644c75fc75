import { collection, type Database } from '../../platform/database/mongo.ts';

/** When what waits for somebody, or is new to them, changed last. `_id`: an organisation, `operators`, or a person. */
type StoredInbox = { _id: string; v: number; seq: number; at: Date };
const inboxes = collection<StoredInbox>('inboxes', { _id: String, v: Number, seq: Number, at: Date }, [[{ at: 1 }]]);

/** Which inboxes have changed: from it every server process knows whom to tell. */
export function inboxesStore(database: Database) {
  const model = database.model(inboxes);
  return {
    changed: async (ids: readonly string[], seq: number, at: Date): Promise<void> => {
      await model.bulkWrite(
        ids.map((_id) => ({
          updateOne: { filter: { _id }, update: { $set: { seq, at }, $setOnInsert: { v: 1 } }, upsert: true },
        })),
      );
    },
    /** Those that changed since a moment, the first of them first. */
    since: async (at: Date, limit: number) =>
      model
        .find({ at: { $gte: at } })
        .sort({ at: 1 })
        .limit(limit)
        .lean<StoredInbox[]>(),
  };
}

export type InboxesStore = ReturnType<typeof inboxesStore>;
