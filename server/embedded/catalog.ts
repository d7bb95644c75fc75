/**
 * What collections and indexes there are. A collection `c` is a table `d<c>` (row number → exact BSON bytes), an index `i`
 * a table `i<i>` (key bytes, row number). The catalog in memory is replaced, never changed, so that a transaction keeps the
 * one it began with; only what grows (row numbers, the multikey mark) is shared.
 */
import { Binary } from 'bson';
import { randomUUID } from 'node:crypto';
import { decode, type Doc, doc, encode, isDoc } from './bson.ts';
import { isNumeric } from './compare.ts';
import { badValue, fail, refuse } from './errors.ts';
import { compileFilter, type Filter } from './filter.ts';
import { toDouble } from './numbers.ts';
import { refuseCollation } from './options.ts';
import { split } from './paths.ts';
import type { SortField } from './field-keys.ts';
import type { Cell, Connection } from './sqlite.ts';
import { truthy } from './types.ts';

export interface Index {
  readonly id: number;
  readonly name: string;
  readonly spec: Doc;
  readonly fields: readonly SortField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: { readonly query: Doc; readonly filter: Filter } | undefined;
  readonly expireAfter: number | undefined;
  /** Some document has had an array on the way. It stays set. */
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
    const last = connection.get(`SELECT max(rid) AS last FROM d${id}`);
    const collection = makeCollection(id, db, name, new Binary(bytes(row['uuid']), 4), indexes);
    collection.grown.nextRow = Number(last?.['last'] ?? 0) + 1;
    catalog.set(collection.namespace, collection);
  }
  return catalog;
};

/** A collection that a transaction makes: numbered below zero until the transaction commits. */
export const provisionalCollection = (id: number, db: string, name: string): Collection => {
  checkNamespace(db, name);
  return makeCollection(id, db, name, newUuid(), [makeIndex(id, ID_INDEX, false)]);
};

export const provisionalIndex = (id: number, collection: Collection, spec: Doc): Collection => ({
  ...collection,
  indexes: [...collection.indexes, makeIndex(id, spec, false)],
});

const makeCollection = (id: number, db: string, name: string, uuid: Binary, indexes: Index[]): Collection => ({
  id,
  db,
  name,
  namespace: `${db}.${name}`,
  uuid,
  indexes,
  grown: { nextRow: 1 },
});

const nameOf = (spec: Doc): string => {
  const name = spec.get('name');
  return typeof name === 'string' ? name : '';
};

const makeIndex = (id: number, spec: Doc, multikey: boolean): Index => {
  const key = spec.get('key');
  const partial = spec.get('partialFilterExpression');
  const expire = spec.get('expireAfterSeconds');
  return {
    id,
    name: nameOf(spec),
    spec,
    fields: isDoc(key)
      ? [...key].map(([path, v]) => ({ path, direction: isNumeric(v) && toDouble(v) < 0 ? -1 : 1 }))
      : [],
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

/** Makes the collection with its `_id` index, or answers the one there is. */
export const createCollection = (
  connection: Connection,
  catalog: Catalog,
  db: string,
  name: string,
): { catalog: Catalog; collection: Collection } => {
  const existing = catalog.get(`${db}.${name}`);
  if (existing) return { catalog, collection: existing };
  checkNamespace(db, name);
  const uuid = newUuid();
  connection.run('INSERT INTO collections (db, name, uuid) VALUES (?, ?, ?)', db, name, uuid.buffer);
  const id = lastId(connection);
  connection.exec(`CREATE TABLE d${id} (rid INTEGER PRIMARY KEY, doc BLOB NOT NULL)`);
  const collection = makeCollection(id, db, name, uuid, [insertIndex(connection, id, ID_INDEX)]);
  return { catalog: new Map(catalog).set(collection.namespace, collection), collection };
};

const lastId = (connection: Connection): number => Number(connection.get('SELECT last_insert_rowid() AS id')?.['id']);

const insertIndex = (connection: Connection, collection: number, spec: Doc): Index => {
  connection.run('INSERT INTO indexes (collection, spec, multikey) VALUES (?, ?, 0)', collection, encode(spec));
  const index = makeIndex(lastId(connection), spec, false);
  connection.exec(
    `CREATE TABLE i${index.id} (k BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (k, rid)) WITHOUT ROWID`,
  );
  return index;
};

/** Adds an index; its entries are the caller's to write. */
export const addIndex = (
  connection: Connection,
  catalog: Catalog,
  collection: Collection,
  spec: Doc,
): { catalog: Catalog; collection: Collection; index: Index } => {
  const index = insertIndex(connection, collection.id, spec);
  const next = { ...collection, indexes: [...collection.indexes, index] };
  return { catalog: new Map(catalog).set(next.namespace, next), collection: next, index };
};

export const dropIndex = (connection: Connection, catalog: Catalog, collection: Collection, index: Index): Catalog => {
  connection.run('DELETE FROM indexes WHERE id = ?', index.id);
  connection.exec(`DROP TABLE i${index.id}`);
  const next = { ...collection, indexes: collection.indexes.filter((x) => x.id !== index.id) };
  return new Map(catalog).set(next.namespace, next);
};

export const dropCollection = (connection: Connection, catalog: Catalog, collection: Collection): Catalog => {
  connection.run('DELETE FROM collections WHERE id = ?', collection.id);
  connection.run('DELETE FROM indexes WHERE collection = ?', collection.id);
  for (const index of collection.indexes) connection.exec(`DROP TABLE i${index.id}`);
  connection.exec(`DROP TABLE d${collection.id}`);
  const next = new Map(catalog);
  next.delete(collection.namespace);
  return next;
};

const OPTIONS = 'v key name ns background unique sparse partialFilterExpression expireAfterSeconds collation'.split(
  ' ',
);
const cannotCreate = (why: string): never => fail('CannotCreateIndex', why);

/** An index's specification as it is kept and listed, or the reason why it cannot be. */
export const indexSpec = (given: Doc): Doc => {
  const key = given.get('key');
  if (!isDoc(key) || key.size === 0) return cannotCreate('an index needs a key');
  for (const [path, v] of key) {
    if (typeof v === 'string') refuse(`${v} indexes`);
    if (!isNumeric(v) || toDouble(v) === 0 || Number.isNaN(toDouble(v)))
      cannotCreate(`Values in the index key pattern must be numbers other than 0: ${path}`);
    if (split(path).some((p) => p === '' || p.startsWith('$'))) cannotCreate(`not a field to index: '${path}'`);
  }
  for (const [option, value] of given)
    if (!OPTIONS.includes(option) && truthy(value)) refuse(`the index option ${option}`);
  refuseCollation(given.get('collation'));
  const name = given.get('name') ?? [...key].map(([p, v]) => `${p}_${isNumeric(v) ? toDouble(v) : ''}`).join('_');
  if (typeof name !== 'string' || name === '') return cannotCreate('an index name must be a string');
  const out = doc({ v: 2, key, name });
  for (const option of ['unique', 'sparse']) if (truthy(given.get(option))) out.set(option, true);
  const [partial, expire] = [given.get('partialFilterExpression'), given.get('expireAfterSeconds')];
  if (partial !== undefined) {
    if (out.has('sparse')) cannotCreate('cannot mix "partialFilterExpression" and "sparse" options');
    checkPartial(isDoc(partial) ? partial : badValue('partialFilterExpression must be an object'));
    out.set('partialFilterExpression', partial);
  }
  if (expire !== undefined) {
    if (!isNumeric(expire) || toDouble(expire) < 0) cannotCreate('expireAfterSeconds must be a number of seconds');
    if (key.size > 1) cannotCreate('TTL indexes are single-field indexes, compound indexes do not support TTL');
    out.set('expireAfterSeconds', expire);
  }
  return out;
};

const PARTIAL = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'];
const checkPartial = (query: Doc): void => {
  compileFilter(query);
  for (const [name, value] of query)
    if (name === '$and' && Array.isArray(value)) value.forEach((q) => isDoc(q) && checkPartial(q));
    else if (name.startsWith('$')) cannotCreate(`unsupported expression in partial index: ${name}`);
    else if (isDoc(value))
      for (const [op, operand] of value)
        if (op.startsWith('$') && (!PARTIAL.includes(op) || (op === '$exists' && !truthy(operand))))
          cannotCreate(`unsupported expression in partial index: ${op}`);
};
