/** What commands read and write through: the present state, or a transaction's snapshot with its own writes. */
import { type Doc, doc } from '../values/bson.ts';
import { decode, decodeSome } from '../values/bson-read.ts';
import type { Catalog, Collection, Index } from './catalog.ts';
import { StoreError } from '../values/errors.ts';
import { fieldKeys } from '../values/field-keys.ts';
import type { Range } from './planner.ts';
import type { Row } from './pages.ts';
import { heads, split, straight } from '../values/paths.ts';

export interface View {
  readonly catalog: Catalog;
  /** In insertion order. */
  rows(collection: Collection, reverse: boolean): Iterable<Row>;
  entries(collection: Collection, index: Index, range: Range, reverse: boolean): Iterable<Row>;
  count(collection: Collection): number;
  /** Whether a document other than `rid` has the key in this index. */
  isTaken(collection: Collection, index: Index, key: Buffer, rid: number | undefined): boolean;
  /** The collection, created if missing. */
  ensure(db: string, name: string): Collection;
  /** The collection with the new index. */
  createIndex(collection: Collection, spec: Doc): Collection;
  write(collection: Collection, change: Change): void;
}

/** A change to one document: `old` is absent for an insert, `bytes` for a delete. */
export interface Change {
  readonly rid: number;
  readonly old?: Uint8Array;
  readonly bytes?: Uint8Array;
  readonly removed: readonly IndexKey[];
  readonly added: readonly IndexKey[];
  readonly kept: readonly IndexKey[];
}
export interface IndexKey {
  readonly index: Index;
  readonly key: Buffer;
}

/** Top-level fields that an index reads; `null` for any. */
export const needsOf = (index: Index): ReadonlySet<string> | null => {
  const names = heads(index.fields.map((f) => f.path));
  if (!index.partial) return names;
  const { needs } = index.partial.filter;
  return needs && new Set([...names, ...needs]);
};

/** The index keys of a document; none when a sparse or partial index leaves it out. */
export const keysOf = (index: Index, document: Doc): { keys: Buffer[]; array: boolean } => {
  if (index.partial && !index.partial.filter.matches(document)) return { keys: [], array: false };
  const { keys, array, isMissing } = fieldKeys(index.fields, document);
  return { keys: index.sparse && isMissing ? [] : keys, array };
};

/** The index keys that a change removes and adds. Throws DuplicateKey when another document has a unique key. */
export const changeOf = (
  view: View,
  collection: Collection,
  rid: number,
  old: Uint8Array | undefined,
  bytes: Uint8Array | undefined,
): Change => {
  const removed: IndexKey[] = [];
  const added: IndexKey[] = [];
  const kept: IndexKey[] = [];
  for (const index of collection.indexes) {
    const needs = needsOf(index);
    const before = old ? keysOf(index, decodeSome(old, needs)).keys : [];
    const next = bytes ? keysOf(index, decodeSome(bytes, needs)) : { keys: [], array: false };
    if (next.array) index.grown.multikey = true;
    const had = new Set(before.map((k) => k.toString('latin1')));
    const has = new Set(next.keys.map((k) => k.toString('latin1')));
    for (const k of before) (has.has(k.toString('latin1')) ? kept : removed).push({ index, key: k });
    for (const k of next.keys) {
      if (had.has(k.toString('latin1'))) continue;
      if (index.unique && bytes && view.isTaken(collection, index, k, rid)) throw duplicate(collection, index, bytes);
      added.push({ index, key: k });
    }
  }
  return { rid, ...(old && { old }), ...(bytes && { bytes }), removed, added, kept };
};

export const duplicate = (collection: Collection, index: Index, bytes: Uint8Array): StoreError => {
  const document = decode(bytes);
  const value: Doc = new Map(index.fields.map((f) => [f.path, straight(document, split(f.path)) ?? null]));
  const shown = [...value].map(([k, v]) => `${k}: ${JSON.stringify(v)}`).join(', ');
  const pattern = index.spec.get('key') ?? null;
  return new StoreError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name} dup key: { ${shown} }`,
    doc({ keyPattern: pattern, keyValue: value }),
  );
};
