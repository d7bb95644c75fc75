import type { RightsBook, RightsEntry } from '../../domain/contracts/rights-book.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { saveVersioned, type Versioned } from '../../platform/database/versioned.store.ts';

/** `_id` is the patent's id. */
type StoredBook = Versioned & { entries: RightsEntry[] };
const books = collection<StoredBook>('rightsBooks', { _id: String, v: Number, version: Number, entries: [anything] });

/** One rights book a patent; empty while no contract on the patent was signed. */
export function rightsBookStore(database: Database) {
  const model = database.model(books);
  return {
    of: async (patentId: string): Promise<RightsBook> => {
      const row = await model.findById(patentId).lean<StoredBook | null>();
      return { patentId, version: row?.version ?? 0, entries: row?.entries ?? [] };
    },

    /** Writes the next version, even with the same entries, so that a concurrent transaction on the patent conflicts. */
    write: ({ patentId, version, entries }: RightsBook): Promise<void> =>
      saveVersioned(model, { _id: patentId, v: 1, version: version + 1, entries: [...entries] }),
  };
}

export type RightsBookStore = ReturnType<typeof rightsBookStore>;
