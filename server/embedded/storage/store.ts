/**
 * The present state: one SQLite file, one writer. All writes of one turn of the event loop share one commit, each
 * command in a savepoint of its own; `settled` resolves when they are on disk.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Doc } from '../values/bson.ts';
import { decodeSome } from '../values/bson-read.ts';
import { encode } from '../values/bson-write.ts';
import * as tables from './catalog.ts';
import type { Catalog, Collection, Index } from './catalog.ts';
import { verify } from './integrity.ts';
import { Blocked, type Holder, Locks } from './locks.ts';
import { Pages } from './pages.ts';
import { Connection } from './sqlite.ts';
import { type Change, duplicate, keysOf, needsOf, type View } from './view.ts';

interface Group {
  readonly settled: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class Store extends Pages implements View {
  readonly path: string;
  readonly locks = new Locks();
  catalog: Catalog;
  /** Open transactions, for changes of the catalog that have to wait until nobody writes to a collection. */
  readonly writers = new Set<Holder & { touches(collection: Collection): boolean }>();
  private group: Group | undefined;
  private readonly readers: Connection[] = [];
  /** Sequence number of the last remembered reply; independent of the clock. */
  private lastRemembered: number;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'store.sqlite');
    super(new Connection(path));
    this.path = path;
    this.connection.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000; ' +
        // on macOS an fsync alone leaves the bytes in the disk's cache
        'PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;',
    );
    this.connection.exec(tables.SCHEMA);
    this.catalog = tables.loadCatalog(this.connection);
    this.lastRemembered = Number(this.connection.value('SELECT coalesce(max(at), 0) FROM retries'));
  }

  /** Runs a read that may look at this many rows; throws `TooLong` beyond that. */
  withRowLimit<T>(rows: number, run: () => T): T {
    this.rowsLeft = rows;
    try {
      return run();
    } finally {
      this.rowsLeft = Infinity;
    }
  }

  /** Runs one command's writes: all of them or, when it throws, none. */
  atomically<T>(run: () => T): T {
    this.open();
    const before = this.catalog;
    this.connection.exec('SAVEPOINT command');
    try {
      const result = run();
      this.connection.exec('RELEASE command');
      return result;
    } catch (error) {
      // on a full disk SQLite rolls back the whole transaction, not only this command
      if (!this.connection.db.isTransaction) this.abandonGroup(error);
      else {
        this.connection.exec('ROLLBACK TO command; RELEASE command');
        this.catalog = before;
      }
      throw error;
    }
  }

  /** Resolves when all writes so far are on disk; `undefined` when they already are. */
  get settled(): Promise<void> | undefined {
    return this.group?.settled;
  }

  private open(): void {
    if (this.group) return;
    this.connection.exec('BEGIN IMMEDIATE');
    let resolve = (): void => undefined;
    let reject = (_error: unknown): void => undefined;
    const settled = new Promise<void>((yes, no) => ([resolve, reject] = [yes, no]));
    settled.catch(() => undefined); // waiting commands report it; without one it is no crash
    this.group = { settled, resolve, reject };
    setImmediate(() => this.flush());
  }

  /** Commits the open group of writes now. */
  flush(): void {
    const { group } = this;
    if (!group) return;
    try {
      this.connection.exec('COMMIT');
      this.group = undefined;
      group.resolve();
    } catch (error) {
      this.abandonGroup(error);
    }
  }

  /** The open group will not reach the disk: everyone waiting for it gets the error. */
  private abandonGroup(error: unknown): void {
    const { group } = this;
    this.group = undefined;
    if (this.connection.db.isTransaction) this.connection.exec('ROLLBACK');
    this.catalog = tables.loadCatalog(this.connection);
    group?.reject(error);
  }

  /** A connection whose reads all see this moment, until it is handed to `releaseSnapshot`. */
  snapshot(): Connection {
    this.flush();
    const reader = this.readers.pop() ?? new Connection(this.path, { readOnly: true });
    reader.exec('BEGIN');
    reader.get('SELECT count(*) FROM collections');
    return reader;
  }

  releaseSnapshot(reader: Connection): void {
    reader.exec('ROLLBACK');
    if (this.readers.length < 8) this.readers.push(reader);
    else reader.close();
  }

  /** Total size of a collection's documents, in bytes. */
  size(c: Collection): number {
    return Number(this.connection.value(`SELECT coalesce(sum(length(doc)), 0) FROM d${c.id}`));
  }

  isTaken(_c: Collection, index: Index, key: Buffer, rid: number | undefined): boolean {
    this.locks.free(keyLock(index, key));
    return this.holders(index, key).some((other) => other !== rid);
  }

  private keep(c: Collection): Collection {
    this.catalog = new Map(this.catalog).set(c.namespace, c);
    return c;
  }

  ensure(db: string, name: string): Collection {
    return this.catalog.get(`${db}.${name}`) ?? this.keep(tables.createCollection(this.connection, db, name));
  }

  write(c: Collection, change: Change): void {
    this.locks.free(rowLock(c, change.rid));
    for (const { index, key } of change.removed) if (index.unique) this.locks.free(keyLock(index, key));
    this.put(c, change);
  }

  /** Writes without checking locks: for a committing transaction, which holds them. */
  put(c: Collection, { rid, old, bytes, removed, added }: Change): void {
    if (bytes && old) this.connection.run(`UPDATE d${c.id} SET doc = ? WHERE rid = ?`, bytes, rid);
    else if (bytes) this.connection.run(`INSERT INTO d${c.id} (rid, doc) VALUES (?, ?)`, rid, bytes);
    else this.connection.run(`DELETE FROM d${c.id} WHERE rid = ?`, rid);
    for (const { index, key } of removed)
      this.connection.run(`DELETE FROM i${index.id} WHERE k = ? AND rid = ?`, key, rid);
    for (const { index, key } of added) {
      this.connection.run(`INSERT INTO i${index.id} (k, rid) VALUES (?, ?)`, key, rid);
      this.markMultikey(index);
    }
  }

  private readonly marked = new WeakSet<Index['grown']>();
  private markMultikey(index: Index): void {
    if (!index.grown.multikey || this.marked.has(index.grown)) return;
    this.connection.run('UPDATE indexes SET multikey = 1 WHERE id = ?', index.id);
    // only a mark on disk counts: a rollback must not lose it
    void this.settled?.then(() => this.marked.add(index.grown)).catch(() => undefined);
  }

  private waitForWriters(c: Collection): void {
    for (const writer of this.writers) if (writer.touches(c)) throw new Blocked(writer);
  }

  createIndex(c: Collection, spec: Doc): Collection {
    this.waitForWriters(c);
    const index = tables.createIndex(this.connection, c.id, spec);
    const needs = needsOf(index);
    for (const { rid, bytes } of this.rows(c, false)) {
      const { keys, array } = keysOf(index, decodeSome(bytes, needs));
      if (array) index.grown.multikey = true;
      for (const key of keys) {
        if (index.unique && this.holders(index, key).length > 0) throw duplicate(c, index, bytes);
        this.connection.run(`INSERT INTO i${index.id} (k, rid) VALUES (?, ?)`, key, rid);
      }
    }
    this.markMultikey(index);
    return this.keep(tables.withIndex(c, index));
  }

  dropIndex(c: Collection, index: Index): void {
    this.waitForWriters(c);
    tables.dropIndex(this.connection, index);
    this.keep({ ...c, indexes: c.indexes.filter((x) => x.id !== index.id) });
  }

  drop(c: Collection): void {
    this.waitForWriters(c);
    tables.dropCollection(this.connection, c);
    this.catalog = new Map([...this.catalog].filter(([namespace]) => namespace !== c.namespace));
  }

  /** The reply to the session's last numbered write, for a repeat of it. */
  remembered(session: Uint8Array): { number: number; reply: Uint8Array } | undefined {
    const row = this.connection.get('SELECT number, reply FROM retries WHERE session = ?', session);
    return row && { number: Number(row['number']), reply: row['reply'] as Uint8Array }; // the table's types
  }

  remember(session: Uint8Array, number: number, reply: Doc): void {
    this.connection.run(
      'INSERT OR REPLACE INTO retries (session, number, at, reply) VALUES (?, ?, ?, ?)',
      session,
      number,
      ++this.lastRemembered,
      encode(reply),
    );
  }

  /** Keeps the last 10,000 replies; by number, so that no clock change can turn a repeat into a second write. */
  forgetRemembered(): void {
    this.connection.run(
      'DELETE FROM retries WHERE at <= coalesce((SELECT at FROM retries ORDER BY at DESC LIMIT 1 OFFSET 10000), -1)',
    );
  }

  /** Throws `Damaged` when the data is not sound. */
  verify(): void {
    verify(this.connection, this.catalog);
  }

  close(): void {
    this.flush();
    for (const reader of this.readers) reader.close();
    // uncollected statements would keep SQLite from doing this on close
    this.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.connection.close();
  }
}

export const rowLock = (c: Collection, rid: number): string => `d${c.id}:${rid}`;
export const keyLock = (index: Index, key: Buffer): string => `k${index.id}:${key.toString('latin1')}`;
