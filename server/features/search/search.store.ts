import { collection, type Database } from '../../platform/database/mongo.ts';

/** What the database knows about an index that is kept outside it. */
type IndexState = {
  _id: string;
  v: number;
  /** The form (`indexForm`) of its last full build. */
  form: number;
  /** Things changed while no server wrote to it: it has to be rebuilt. */
  isBehind: boolean;
};

const states = collection<IndexState>('searchIndexes', { _id: String, v: Number, form: Number, isBehind: Boolean });

export function searchStore(database: Database) {
  const model = database.model(states);
  return {
    isCurrent: async (index: string, form: number): Promise<boolean> =>
      (await model.exists({ _id: index, form, isBehind: false })) !== null,
    setBuilt: async (index: string, form: number): Promise<void> => {
      await model.updateOne({ _id: index }, { $set: { v: 1, form, isBehind: false } }, { upsert: true });
    },
    /** Of one index, or of all. */
    setBehind: async (index?: string): Promise<void> => {
      await model.updateMany(index === undefined ? {} : { _id: index }, { $set: { isBehind: true } });
    },
  };
}

export type SearchStore = ReturnType<typeof searchStore>;
