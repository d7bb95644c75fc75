/**
 * A multi-document transaction: a snapshot (a SQLite connection of its own) with its writes in memory on top. It locks
 * what it writes; what others changed since the snapshot is a write conflict. Commit writes everything at once.
 */
import type { Doc } from '../values/bson.ts';
import { type Catalog, type Collection, type Index, makeIndex, provisionalCollection, withIndex } from './catalog.ts';
import { fail } from '../values/errors.ts';
import { conflict, type Holder } from './locks.ts';
import { Pages, type Row } from './pages.ts';
import type { Range } from './planner.ts';
import type { Connection } from './sqlite.ts';
import { keyLock, rowLock, type Store } from './store.ts';
import { type Change, type IndexKey, type View } from './view.ts';

/** Bytes as a string with the same order. */
const ordered = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

interface Overlay {
  readonly collection: Collection;
  /** Row id → state in this transaction; no `bytes` when deleted. `old` are the snapshot's bytes. */
  readonly rows: Map<number, { old: Uint8Array | undefined; bytes: Uint8Array | undefined }>;
  /** Index id → key → ids of the rows that this transaction gave the key. */
  readonly keys: Map<number, Map<string, Set<number>>>;
  /** The changes in the order in which they will be written. */
  readonly changes: Change[];
}

/** Counts down. Shared by all transactions, as lock names contain these ids. */
let lastProvisional = 0;

export class Transaction implements View, Holder {
  catalog: Catalog;
  readonly ended: Promise<void>;
  private finish: () => void = () => undefined;
  private readonly store: Store;
  private readonly reader: Connection;
  private readonly pages: Pages;
  private readonly inSnapshot: Catalog;
  private readonly overlays = new Map<number, Overlay>();
  private readonly locks = new Set<string>();

  constructor(store: Store) {
    this.store = store;
    this.reader = store.snapshot();
    this.pages = new Pages(this.reader);
    this.catalog = this.inSnapshot = store.catalog;
    this.ended = new Promise((resolve) => (this.finish = resolve));
    store.writers.add(this);
  }

  touches(c: Collection): boolean {
    return this.overlays.has(c.id);
  }

  private base(c: Collection): Pages | undefined {
    return this.inSnapshot.get(c.namespace)?.id === c.id ? this.pages : undefined;
  }

  private hasIndex(c: Collection, index: Index): boolean {
    return this.inSnapshot.get(c.namespace)?.indexes.some((i) => i.id === index.id) === true;
  }

  *rows(c: Collection, reverse: boolean): Generator<Row> {
    const mine = this.overlays.get(c.id)?.rows;
    const fresh = [...(mine ?? [])].filter(([, r]) => !r.old).map(([rid]) => rid);
    fresh.sort((a, b) => (reverse ? b - a : a - b));
    // new rows have the highest ids
    const added = function* (): Generator<Row> {
      for (const rid of fresh) {
        const bytes = mine?.get(rid)?.bytes;
        if (bytes) yield { rid, bytes };
      }
    };
    if (reverse) yield* added();
    for (const row of this.base(c)?.rows(c, reverse) ?? []) {
      const changed = mine?.get(row.rid);
      if (!changed) yield row;
      else if (changed.bytes) yield { rid: row.rid, bytes: changed.bytes };
    }
    if (!reverse) yield* added();
  }

  *entries(c: Collection, index: Index, range: Range, reverse: boolean): Generator<Row> {
    const overlay = this.overlays.get(c.id);
    const mine = this.ownEntries(overlay, index, range);
    const direction = reverse ? -1 : 1;
    mine.sort((a, b) => direction * (a.key < b.key ? -1 : a.key > b.key ? 1 : a.rid - b.rid));
    let next = 0;
    const base = this.hasIndex(c, index) ? this.base(c) : undefined;
    for (const entry of base?.entries(c, index, range, reverse) ?? []) {
      if (overlay?.rows.has(entry.rid)) continue;
      const at = mine.length > next ? ordered(entry.key) : '';
      for (let own = mine[next]; own && direction * (own.key < at ? -1 : own.key > at ? 1 : 0) <= 0; own = mine[++next])
        yield own;
      yield entry;
    }
    yield* mine.slice(next);
  }

  /** Entries within the range of all rows that this transaction changed, also where the key stayed the same. */
  private ownEntries(overlay: Overlay | undefined, index: Index, range: Range): (Row & { key: string })[] {
    const from = ordered(range.from);
    const to = range.to && ordered(range.to);
    const out: (Row & { key: string })[] = [];
    for (const [key, rids] of overlay?.keys.get(index.id) ?? [])
      if (key >= from && (to === null || key < to))
        for (const rid of rids) {
          const bytes = overlay?.rows.get(rid)?.bytes;
          if (bytes) out.push({ key, rid, bytes });
        }
    return out;
  }

  count(c: Collection): number {
    let n = this.base(c)?.count(c) ?? 0;
    for (const { old, bytes } of this.overlays.get(c.id)?.rows.values() ?? []) n += Number(!!bytes) - Number(!!old);
    return n;
  }

  isTaken(c: Collection, index: Index, key: Buffer, rid: number | undefined): boolean {
    const overlay = this.overlays.get(c.id);
    const mine = overlay?.keys.get(index.id)?.get(ordered(key));
    if (mine && [...mine].some((other) => other !== rid)) return true;
    const base = this.hasIndex(c, index) ? this.base(c) : undefined;
    const before = base?.holders(index, key).filter((other) => other !== rid && !overlay?.rows.has(other)) ?? [];
    if (before.length > 0) return true;
    this.lock(keyLock(index, key));
    // committed by another transaction since the snapshot: invisible here, so a conflict instead of a duplicate
    if (index.id > 0 && this.store.holders(index, key).some((other) => other !== rid && !overlay?.rows.has(other)))
      throw conflict();
    return false;
  }

  ensure(db: string, name: string): Collection {
    const known = this.catalog.get(`${db}.${name}`);
    if (known) return known;
    const made = provisionalCollection(--lastProvisional, db, name);
    this.catalog = new Map(this.catalog).set(made.namespace, made);
    return made;
  }

  createIndex(c: Collection, spec: Doc): Collection {
    const isEmpty = c.id < 0 && (this.overlays.get(c.id)?.rows.size ?? 0) === 0;
    if (!isEmpty)
      fail(
        'OperationNotSupportedInTransaction',
        'Cannot create new indexes on existing collections in a multi-document transaction.',
      );
    const next = withIndex(c, makeIndex(--lastProvisional, spec, false));
    this.catalog = new Map(this.catalog).set(next.namespace, next);
    return next;
  }

  private lock(name: string): void {
    this.store.locks.take(name, this);
    this.locks.add(name);
  }

  write(c: Collection, change: Change): void {
    const now = c.id < 0 ? c : this.store.catalog.get(c.namespace);
    if (!now || !sameIndexes(now, c)) throw conflict();
    this.lock(rowLock(c, change.rid));
    const overlay = this.overlay(c);
    let state = overlay.rows.get(change.rid);
    if (!state) {
      const present = change.old && this.store.row(c, change.rid);
      if (change.old && (!present || Buffer.compare(present, change.old) !== 0)) throw conflict();
      overlay.rows.set(change.rid, (state = { old: change.old, bytes: change.bytes }));
      // from now on the snapshot's entries of this row are hidden, so unchanged keys are repeated here
      for (const { index, key } of change.kept) this.keySet(overlay, index, key).add(change.rid);
    } else state.bytes = change.bytes;
    for (const { index, key } of change.removed) {
      if (index.unique) this.lock(keyLock(index, key));
      this.keySet(overlay, index, key).delete(change.rid);
    }
    for (const { index, key } of change.added) this.keySet(overlay, index, key).add(change.rid);
    overlay.changes.push(change);
  }

  private overlay(c: Collection): Overlay {
    let overlay = this.overlays.get(c.id);
    if (!overlay) this.overlays.set(c.id, (overlay = { collection: c, rows: new Map(), keys: new Map(), changes: [] }));
    return overlay;
  }

  private keySet(overlay: Overlay, index: Index, key: Buffer): Set<number> {
    let keys = overlay.keys.get(index.id);
    if (!keys) overlay.keys.set(index.id, (keys = new Map<string, Set<number>>()));
    const name = ordered(key);
    let rids = keys.get(name);
    if (!rids) keys.set(name, (rids = new Set()));
    return rids;
  }

  /** Adds all changes to the store's open commit. Call it within `store.atomically`. */
  commit(): void {
    const made = this.makeCollections();
    for (const { collection, changes } of this.overlays.values()) {
      const own = made.get(collection.id);
      if (own) {
        own.grown.nextRow = collection.grown.nextRow;
        for (const change of changes) this.store.put(own, moved(change, collection, own));
        continue;
      }
      const now = this.store.catalog.get(collection.namespace);
      if (!now || !sameIndexes(now, collection)) throw conflict();
      for (const change of changes) this.store.put(collection, change);
    }
  }

  /** Makes the transaction's new collections real. Throws a conflict if one of that name exists by now. */
  private makeCollections(): Map<number, Collection> {
    const made = new Map<number, Collection>();
    for (const c of this.catalog.values()) {
      if (c.id >= 0) continue;
      if (this.store.catalog.has(c.namespace)) throw conflict();
      let real = this.store.ensure(c.db, c.name);
      for (const index of c.indexes.slice(1)) real = this.store.createIndex(real, index.spec);
      made.set(c.id, real);
    }
    return made;
  }

  /** Releases the snapshot and the locks; what was not committed is discarded. */
  end(): void {
    this.store.releaseSnapshot(this.reader);
    this.store.locks.release(this.locks);
    this.store.writers.delete(this);
    this.finish();
  }
}

/** Whether keys made for one collection are valid for the other: neither it nor its indexes were replaced meanwhile. */
const sameIndexes = (a: Collection, b: Collection): boolean =>
  a.grown === b.grown &&
  a.indexes.length === b.indexes.length &&
  a.indexes.every((index, i) => index.grown === b.indexes[i]?.grown);

/** A change to a provisional collection, for the real collection made from it. */
const moved = (change: Change, from: Collection, to: Collection): Change => {
  const keys = (list: readonly IndexKey[]): IndexKey[] =>
    list.flatMap(({ index, key }) => {
      const real = to.indexes[from.indexes.findIndex((i) => i.id === index.id)];
      if (real && index.grown.multikey) real.grown.multikey = true;
      return real ? [{ index: real, key }] : [];
    });
  return { ...change, removed: keys(change.removed), added: keys(change.added), kept: [] };
};
