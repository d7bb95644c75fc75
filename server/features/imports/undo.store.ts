import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import type { Undoable } from '../../platform/database/undo.store.ts';

/** What an import wrote about one thing, and what was there before, kept as long as the import can be undone. */
type StoredUndo = {
  _id: string;
  v: number;
  importId: string;
  thingId: string;
  version: number;
  held: number;
  before: unknown;
};

const undos = collection<StoredUndo>(
  'importUndo',
  { _id: String, v: Number, importId: String, thingId: String, version: Number, held: Number, before: anything },
  [[{ importId: 1, _id: 1 }]],
);

/** What imports can take back. */
export function undoStore(database: Database) {
  const model = database.model(undos);
  return {
    /** Remembers what a batch did. Of a thing that an earlier batch had written, what was there before that one stays. */
    remember: async (importId: string, list: readonly Undoable[]): Promise<void> => {
      if (list.length === 0) return;
      await model.bulkWrite(
        list.map(({ id, version, held, before }) => ({
          updateOne: {
            filter: { _id: `${importId}:${id}` },
            update: { $set: { version, held }, $setOnInsert: { v: 1, importId, thingId: id, before } },
            upsert: true,
          },
        })),
      );
    },
    /** The next things that can be taken back. */
    next: async (importId: string, limit: number): Promise<Undoable[]> => {
      const list = await model.find({ importId }).sort({ _id: 1 }).limit(limit).lean<StoredUndo[]>();
      return list.map(({ thingId: id, version, held, before }) => ({ id, version, held, before }));
    },
    forget: async (importId: string, ids: readonly string[]): Promise<void> => {
      await model.deleteMany({ _id: { $in: ids.map((id) => `${importId}:${id}`) } });
    },
    forgetAll: async (importId: string): Promise<void> => {
      await model.deleteMany({ importId });
    },
  };
}

export type UndoStore = ReturnType<typeof undoStore>;
