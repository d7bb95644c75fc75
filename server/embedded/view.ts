/** What a command reads and writes through: the present state, or a transaction's snapshot with its own writes on top. */
import { decode, decodeSome, type Doc, doc } from './bson.ts';
import type { Catalog, Collection, Index } from './catalog.ts';
import { StoreError } from './errors.ts';
import { keysOf, needsOf } from './index-keys.ts';
import type { Range } from './planner.ts';
import type { Connection } from './sqlite.ts';
import { straight, split } from './paths.ts';

export interface Row {
  readonly rid: number;
  readonly bytes: Uint8Array;
}
export interface Entry extends Row {
  readonly key: Uint8Array;
}

export interface View {
  readonly catalog: Catalog;
  /** In the order of insertion. */
  rows(collection: Collection, reverse: boolean): Iterable<Row>;
  entries(collection: Collection, index: Index, range: Range, reverse: boolean): Iterable<Row>;
  row(collection: Collection, rid: number): Uint8Array | undefined;
  count(collection: Collection): number;
  /** Whether another document than `rid` has the key. */
  isTaken(collection: Collection, index: Index, key: Buffer, rid: number | undefined): boolean;
  /** The collection, made when it is missing. */
  ensure(db: string, name: string): Collection;
  /** The collection with the new index. */
  createIndex(collection: Collection, spec: Doc): Collection;
  write(collection: Collection, change: Change): void;
}

/** One document's change: `old` is absent for an insert, `bytes` for a delete. */
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

/** Keys that a change takes away and adds; refuses a key that another document has in a unique index. */
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

/** A read has gone on for longer than was allowed: it belongs on the reading thread. */
export class TooLong extends Error {}

/** Reads through one SQLite connection in pages, so that no statement stays open while others write. */
export class Pages {
  private readonly connection: Connection;
  /** How many rows may still be read before the read counts as a long one. */
  left = Infinity;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  private spend(rows: number): void {
    if ((this.left -= rows) < 0) throw new TooLong();
  }

  *rows(c: Collection, reverse: boolean): Generator<Row> {
    let last = reverse ? Number.MAX_SAFE_INTEGER : -1;
    for (let size = 16; ; size = Math.min(size * 4, 256)) {
      const page = this.connection.all(
        `SELECT rid, doc FROM d${c.id} WHERE rid ${reverse ? '<' : '>'} ? ORDER BY rid ${reverse ? 'DESC' : ''} LIMIT ?`,
        last,
        size,
      );
      this.spend(page.length);
      for (const row of page) yield { rid: (last = row['rid'] as number), bytes: row['doc'] as Uint8Array }; // the table's types
      if (page.length < size) return;
    }
  }

  *entries(c: Collection, index: Index, range: Range, reverse: boolean): Generator<Entry> {
    const from = `SELECT i.k, i.rid, d.doc FROM i${index.id} i CROSS JOIN d${c.id} d ON d.rid = i.rid WHERE`;
    const order = reverse ? 'ORDER BY i.k DESC, i.rid DESC LIMIT ?' : 'ORDER BY i.k, i.rid LIMIT ?';
    const end = range.to ?? Buffer.alloc(0);
    const upper = range.to ? 'i.k < ?' : 'i.k > ?';
    let last: Entry | undefined;
    for (let size = 4; ; size = Math.min(size * 4, 256)) {
      const rest = !last ? 'i.k >= ?' : reverse ? '(i.k, i.rid) < (?, ?) AND i.k >= ?' : '(i.k, i.rid) > (?, ?)';
      const cells = !last ? [range.from] : reverse ? [last.key, last.rid, range.from] : [last.key, last.rid];
      const page = this.connection.all(`${from} ${rest} AND ${upper} ${order}`, ...cells, end, size);
      this.spend(page.length);
      for (const row of page) {
        last = { key: row['k'] as Uint8Array, rid: row['rid'] as number, bytes: row['doc'] as Uint8Array }; // the tables' types
        yield last;
      }
      if (page.length < size) return;
    }
  }

  row(c: Collection, rid: number): Uint8Array | undefined {
    return this.connection.get(`SELECT doc FROM d${c.id} WHERE rid = ?`, rid)?.['doc'] as Uint8Array | undefined; // as above
  }

  holders(index: Index, key: Buffer): number[] {
    return this.connection
      .all(`SELECT rid FROM i${index.id} WHERE k = ? LIMIT 2`, key)
      .map((row) => Number(row['rid']));
  }

  count(c: Collection): number {
    const [id] = c.indexes;
    return Number(this.connection.get(`SELECT count(*) AS n FROM i${id?.id ?? 0}`)?.['n']);
  }
}
