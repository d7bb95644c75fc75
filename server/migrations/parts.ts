import type { Part, Raw } from '../platform/database/migrations.ts';
import type { RawDocument } from '../platform/database/mongo.ts';

const batchSize = 200;

/** The next documents of a collection, by id. */
const pageOf = (raw: Raw, collection: string, from: string | null): Promise<RawDocument[]> =>
  raw(collection)
    .find(from === null ? {} : { _id: { $gt: from } })
    .sort({ _id: 1 })
    .limit(batchSize)
    .lean<RawDocument[]>();

/** The `from` of the batch after this page; null after the last. */
const after = (page: readonly RawDocument[]): string | null =>
  page.length < batchSize ? null : (page.at(-1)?._id ?? null);

/** Calls `act` for every document of a collection, in batches. */
export const forEach = (
  what: string,
  collection: string,
  act: (document: RawDocument, raw: Raw) => Promise<void>,
): Part => ({
  what,
  batch: async (raw, from) => {
    const page = await pageOf(raw, collection, from);
    for (const document of page) await act(document, raw);
    return after(page);
  },
});

/** Replaces every document of a collection by `lift` of it. */
export const lifted = (what: string, collection: string, lift: (document: RawDocument) => RawDocument): Part => ({
  what,
  batch: async (raw, from) => {
    const page = await pageOf(raw, collection, from);
    if (page.length > 0) await raw(collection).bulkWrite(page.map((old) => replacing(old._id, lift(old))));
    return after(page);
  },
});

/** Renames a collection (the embedded store cannot): copies it in batches, compares the counts, drops the old one. */
export const moved = (
  from: string,
  to: string,
  lift: (document: RawDocument) => RawDocument = (document) => document,
): readonly Part[] => [
  {
    what: `${from} → ${to}`,
    batch: async (raw, place) => {
      const page = await pageOf(raw, from, place);
      if (page.length > 0) {
        const next = page.map(lift);
        await raw(to).bulkWrite(next.map((document) => ({ ...replacing(document._id, document, true) })));
      }
      return after(page);
    },
  },
  {
    what: `${to} has all of ${from}`,
    batch: async (raw) => {
      const [wanted, found] = [await raw(from).countDocuments(), await raw(to).countDocuments()];
      if (found < wanted) throw new Error(`${to} has ${found} of ${wanted} documents of ${from}`);
      return null;
    },
  },
  { what: `${from} is dropped`, drop: from },
];

const replacing = (_id: string, replacement: RawDocument, upsert = false) => ({
  replaceOne: { filter: { _id }, replacement, upsert },
});
