import { collection, type Database } from '../database/mongo.ts';
import type { FileFault } from './whole-file.ts';

/** A stored file whose bytes were found to be wrong, until they are found to be right again. */
export type StoredFault = { _id: string; v: number; fault: FileFault; foundAt: Date };

const faults = collection<StoredFault>('fileFaults', { _id: String, v: Number, fault: String, foundAt: Date });

export function fileFaultStore(database: Database) {
  const model = database.model(faults);
  return {
    /** Keeps when it was found first. */
    enter: async (fileId: string, fault: FileFault, foundAt: Date): Promise<void> => {
      await model.updateOne({ _id: fileId }, { $set: { fault }, $setOnInsert: { v: 1, foundAt } }, { upsert: true });
    },
    /** Does not write when there is nothing to remove. */
    remove: async (fileId: string): Promise<void> => {
      if (await model.exists({ _id: fileId })) await model.deleteOne({ _id: fileId });
    },
    count: (): Promise<number> => model.countDocuments(),
    list: (limit: number): Promise<StoredFault[]> =>
      model.find().sort({ foundAt: 1, _id: 1 }).limit(limit).lean<StoredFault[]>(),
  };
}
