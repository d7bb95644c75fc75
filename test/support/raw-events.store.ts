import type { Database } from '../../server/platform/database/mongo.ts';
import { collection } from '../../server/platform/database/mongo.ts';

/** The events as somebody with access to the database sees them: writable. Only for tests that tamper. */
export function rawEvents(database: Database) {
  const model = database.model(collection<{ _id: string }>('events', { _id: String }));
  return {
    change: async (filter: Record<string, unknown>, set: Record<string, unknown>): Promise<void> => {
      await model.collection.updateOne(filter, { $set: set });
    },
    remove: async (filter: Record<string, unknown>): Promise<void> => {
      await model.collection.deleteMany(filter);
    },
  };
}
