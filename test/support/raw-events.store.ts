import type { mongo } from 'mongoose';
import { type ChainedEvent, eventHash } from '../../server/platform/events/chain.ts';
import { collection, type Database } from '../../server/platform/database/mongo.ts';

type Raw = Omit<ChainedEvent, 'at'> & { _id: string; at: Date; hash: string };

/** Events as an intruder with database access sees them: writable. Only for tests that tamper or replay the past. */
export function rawEvents(database: Database) {
  const model = database.model(collection<{ _id: string }>('events', { _id: String }));
  const raw = model.collection as unknown as mongo.Collection<Raw>; // the driver's own collection
  return {
    change: async (filter: Record<string, unknown>, set: Record<string, unknown>): Promise<void> => {
      await raw.updateOne(filter, { $set: set });
    },
    count: (filter: Record<string, unknown>): Promise<number> => model.collection.countDocuments(filter),
    remove: async (filter: Record<string, unknown>): Promise<void> => {
      await raw.deleteMany(filter);
    },
    /** Changes events of a stream in order, each with a fitting hash; `relink` chains them to each other as well. */
    forge: async (stream: string, change: Partial<Raw>, { relink = false, seq = 0 } = {}): Promise<void> => {
      let prevHash = '';
      for (const row of await raw
        .find(seq ? { stream, seq } : { stream })
        .sort({ seq: 1 })
        .toArray()) {
        const forged = { ...row, ...change, ...(relink ? { prevHash } : {}) };
        prevHash = eventHash({ ...forged, at: forged.at.toISOString() });
        await raw.replaceOne({ _id: row._id }, { ...forged, hash: prevHash });
      }
    },
  };
}
