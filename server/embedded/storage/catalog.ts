/**
 * The catalog of collections and indexes. Collection n is the table `d<n>` (row id → exact BSON bytes), index n the
 * table `i<n>` (key bytes, row id). The catalog in memory is replaced, never changed, so that a transaction keeps the
 * one it began with; versions share only what grows (next row id, multikey mark).
 */
import { Binary } from 'bson';
import { randomUUID } from 'node:crypto';
import { type Doc, doc, isDoc } from '../values/bson.ts';
import { decode } from '../values/bson-read.ts';
import { encode } from '../values/bson-write.ts';
import { compare, isNumeric } from '../values/compare.ts';
import { fail, refuse } from '../values/errors.ts';
import { compileFilter, type Filter } from '../query/filter.ts';
import { toDouble } from '../values/numbers.ts';
import type { SortField } from '../values/field-keys.ts';
import type { Cell, Connection } from './sqlite.ts';
import { truthy } from '../values/types.ts';

export interface Index {
  readonly id: number;
  readonly name: string;
  readonly spec: Doc;
  readonly fields: readonly SortField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: { readonly query: Doc; readonly filter: Filter } | undefined;
  readonly expireAfter: number | undefined;
  /** Whether a document ever had an array on an indexed path. Never reset. */
  readonly grown: { multikey: boolean };
}

export interface Collection {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly namespace: string;
  readonly uuid: Binary;
  readonly indexes: readonly Index[];
  readonly grown: { nextRow: number };
}

export type Catalog = ReadonlyMap<string, Collection>;

export const SCHEMA = `
CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY, db TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL, UNIQUE (db, name));
CREATE TABLE IF NOT EXISTS indexes (id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, spec BLOB NOT NULL, multikey INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS retries (session BLOB PRIMARY KEY, number INTEGER NOT NULL, at INTEGER NOT NULL, reply BLOB NOT NULL) WITHOUT ROWID;
`;

const ID_INDEX = doc({ v: 2, key: doc({ _id: 1 }), name: '_id_' });
const newUuid = (): Binary => new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), 4);

const bytes = (cell: Cell | undefined): Uint8Array => (cell instanceof Uint8Array ? cell : new Uint8Array());

export const loadCatalog = (connection: Connection): Map<string, Collection> => {
  const catalog = new Map<string, Collection>();
  for (const row of connection.all('SELECT id, db, name, uuid FROM collections ORDER BY id')) {
    const [id, db, name] = [Number(row['id']), String(row['db']), String(row['name'])];
    const indexes = connection
      .all('SELECT id, spec, multikey FROM indexes WHERE collection = ? ORDER BY id', id)
      .map((x) => makeIndex(Number(x['id']), decode(bytes(x['spec'])), x['multikey'] === 1));
    const collection = makeCollection(id, db, name, new Binary(bytes(row['uuid']), 4), indexes);
    collection.grown.nextRow = Number(connection.value(`SELECT max(rid) FROM d${id}`) ?? 0) + 1;
    catalog.set(collection.namespace, collection);
  }
  return catalog;
};

/** A collection made in a transaction; its id is negative until the commit. */
export const provisionalCollection = (id: number, db: string, name: string): Collection => {
  checkNamespace(db, name);
  return makeCollection(id, db, name, newUuid(), [makeIndex(id, ID_INDEX, false)]);
};

export const withIndex = (c: Collection, index: Index): Collection => ({ ...c, indexes: [...c.indexes, index] });

const makeCollection = (id: number, db: string, name: string, uuid: Binary, indexes: Index[]): Collection => ({
  id,
  db,
  name,
  namespace: `${db}.${name}`,
  uuid,
  indexes,
  grown: { nextRow: 1 },
});

export const makeIndex = (id: number, spec: Doc, multikey: boolean): Index => {
  const key = spec.get('key');
  const [name, partial] = [spec.get('name'), spec.get('partialFilterExpression')];
  const expire = spec.get('expireAfterSeconds');
  return {
    id,
    name: typeof name === 'string' ? name : '',
    spec,
    fields: Array.from(isDoc(key) ? key : [], ([path, v]) => ({ path, direction: compare(v, 0) < 0 ? -1 : 1 })),
    unique: truthy(spec.get('unique')) || spec.get('name') === '_id_',
    sparse: truthy(spec.get('sparse')),
    partial: isDoc(partial) ? { query: partial, filter: compileFilter(partial) } : undefined,
    expireAfter: isNumeric(expire) ? toDouble(expire) : undefined,
    grown: { multikey },
  };
};

export const checkNamespace = (db: string, name: string): void => {
  if (db === '' || db.length > 63 || /[/\\. "$\0]/.test(db)) fail('InvalidNamespace', `Invalid database name: '${db}'`);
  if (name === '' || /^\.|\.$|[$\0]/.test(name) || db.length + name.length > 254)
    fail('InvalidNamespace', `Invalid collection name: '${name}'`);
  if (name.startsWith('system.')) refuse(`the collection ${name}`);
};

/** Creates the tables of a collection and of its `_id` index. */
export const createCollection = (connection: Connection, db: string, name: string): Collection => {
  checkNamespace(db, name);
  const uuid = newUuid();
  connection.run('INSERT INTO collections (db, name, uuid) VALUES (?, ?, ?)', db, name, uuid.buffer);
  const id = lastId(connection);
  connection.exec(`CREATE TABLE d${id} (rid INTEGER PRIMARY KEY, doc BLOB NOT NULL)`);
  return makeCollection(id, db, name, uuid, [createIndex(connection, id, ID_INDEX)]);
};

const lastId = (connection: Connection): number => Number(connection.value('SELECT last_insert_rowid()'));

/** Creates an index's table; the caller writes the entries. */
export const createIndex = (connection: Connection, collection: number, spec: Doc): Index => {
  connection.run('INSERT INTO indexes (collection, spec, multikey) VALUES (?, ?, 0)', collection, encode(spec));
  const index = makeIndex(lastId(connection), spec, false);
  connection.exec(
    `CREATE TABLE i${index.id} (k BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (k, rid)) WITHOUT ROWID`,
  );
  return index;
};

export const dropIndex = (connection: Connection, index: Index): void => {
  connection.run('DELETE FROM indexes WHERE id = ?', index.id);
  connection.exec(`DROP TABLE i${index.id}`);
};

export const dropCollection = (connection: Connection, collection: Collection): void => {
  for (const index of collection.indexes) dropIndex(connection, index);
  connection.run('DELETE FROM collections WHERE id = ?', collection.id);
  connection.exec(`DROP TABLE d${collection.id}`);
};
