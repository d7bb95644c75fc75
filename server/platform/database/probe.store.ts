import { collection, type Database } from './mongo.ts';

/** The document that shows that the database can write. */
type Probe = { _id: string; v: number; at: Date };
const probes = collection<Probe>('healthProbes', { _id: String, v: Number, at: Date });

export function probeStore(database: Database) {
  const model = database.model(probes);
  return {
    write: async (at: Date): Promise<void> => {
      await model.updateOne({ _id: 'database' }, { $set: { v: 1, at } }, { upsert: true });
    },
  };
}
