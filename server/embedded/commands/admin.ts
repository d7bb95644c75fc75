/** Commands on collections, indexes and databases, and those a client sends before it begins. */
import { doc, type Doc, isDoc, type Value } from '../values/bson.ts';
import { encode } from '../values/bson-write.ts';
import type { Collection } from '../storage/catalog.ts';
import { equal } from '../values/compare.ts';
import type { Command, Reply, StoreContext } from './context.ts';
import { badValue, fail } from '../values/errors.ts';
import { compileFilter } from '../query/filter.ts';
import { indexSpec } from '../storage/index-spec.ts';
import { array, collectionName, document, onlyKnown, refuseOptions } from './options.ts';
import { truthy } from '../values/types.ts';

const existing = ({ store, db, command }: StoreContext): Collection => {
  const namespace = `${db}.${collectionName(command)}`;
  return store.catalog.get(namespace) ?? fail('NamespaceNotFound', `ns does not exist: ${namespace}`);
};

const REFUSED =
  'capped size max timeseries viewOn pipeline validator validationLevel validationAction storageEngine clusteredIndex changeStreamPreAndPostImages encryptedFields expireAfterSeconds';

const create = ({ view, db, command }: StoreContext): Reply => {
  refuseOptions(command, REFUSED);
  onlyKnown(command, `create autoIndexId idIndex ${REFUSED}`);
  const name = collectionName(command);
  if (view.catalog.has(`${db}.${name}`)) fail('NamespaceExists', `Collection ${db}.${name} already exists.`);
  view.ensure(db, name);
  return doc({ ok: 1 });
};

/** Whether the collection has this index already. Throws when an index of that name or key has other options. */
const isThere = (c: Collection, spec: Doc): boolean => {
  const key = spec.get('key') ?? null;
  if (equal(key, c.indexes[0]?.spec.get('key'))) return true; // the index on `_id`
  const named = c.indexes.find((i) => i.name === spec.get('name'));
  if (named && equal(rest(named.spec), rest(spec)) && equal(named.spec.get('key'), key)) return true;
  const isSame = ({ spec: own, sparse }: Collection['indexes'][number]): boolean =>
    equal(own.get('key'), key) &&
    equal(own.get('partialFilterExpression'), spec.get('partialFilterExpression')) &&
    sparse === truthy(spec.get('sparse'));
  const same = c.indexes.find(isSame);
  if (named && !(same && truthy(same.unique) === truthy(spec.get('unique'))))
    fail('IndexKeySpecsConflict', `An existing index has the same name as the requested index: ${named.name}`);
  if (same) fail('IndexOptionsConflict', `Index already exists with a different name or options: ${same.name}`);
  return false;
};
/** An index's options, sorted by name. */
const rest = (spec: Doc): Doc =>
  new Map([...spec].filter(([k]) => !['v', 'key', 'name'].includes(k)).sort(([x], [y]) => (x < y ? -1 : 1)));

const createIndexes = ({ view, db, command }: StoreContext): Reply => {
  onlyKnown(command, 'createIndexes indexes commitQuorum');
  const specs = array(command.get('indexes'), 'indexes').map((s) => indexSpec(document(s, 'an index')));
  if (specs.length === 0) badValue('Must specify at least one index to create');
  const had = view.catalog.has(`${db}.${collectionName(command)}`);
  let c = view.ensure(db, collectionName(command));
  const numIndexesBefore = c.indexes.length;
  for (const spec of specs) if (!isThere(c, spec)) c = view.createIndex(c, spec);
  return doc({
    numIndexesBefore,
    numIndexesAfter: c.indexes.length,
    createdCollectionAutomatically: !had,
    ...(numIndexesBefore === c.indexes.length && { note: 'all indexes already exist' }),
    ok: 1,
  });
};

const dropIndexes = (context: StoreContext): Reply => {
  const { store, command } = context;
  onlyKnown(command, 'dropIndexes index');
  const c = existing(context);
  const which = command.get('index') ?? null;
  const [id, ...others] = c.indexes;
  const find = (w: Value) =>
    c.indexes.find((i) => (isDoc(w) ? equal(i.spec.get('key'), w) : i.name === w)) ??
    fail('IndexNotFound', `index not found with name [${typeof w === 'string' ? w : '?'}]`);
  const wanted = which === '*' ? others : (Array.isArray(which) ? which : [which]).map(find);
  for (const index of wanted) {
    if (index === id) fail('InvalidOptions', 'cannot drop _id index');
    store.dropIndex(store.catalog.get(c.namespace) ?? c, index);
  }
  return doc({ nIndexesWas: c.indexes.length, ok: 1 });
};

const listed = ({ cursors, command, db, owner }: StoreContext, name: string, documents: readonly Doc[]): Reply => {
  const size = document(command.get('cursor'), 'cursor').get('batchSize');
  const batchSize = typeof size === 'number' ? size : 101;
  return cursors.first(`${db}.${name}`, documents.map(encode), batchSize, false, owner);
};

const listIndexes = (context: StoreContext): Reply => {
  const { name, indexes } = existing(context);
  const specs = indexes.map((i) => i.spec);
  return listed(context, name, specs);
};

const listCollections = (context: StoreContext): Reply => {
  const { store, db, command } = context;
  const { matches } = compileFilter(document(command.get('filter'), 'filter'));
  const isShort = truthy(command.get('nameOnly'));
  const all = [...store.catalog.values()].filter((c) => c.db === db);
  const shown = all.map(({ name, uuid, indexes }) => {
    const type = 'collection';
    const info = doc({ readOnly: false, uuid });
    return doc({ name, type, ...(!isShort && { options: doc({}), info, idIndex: indexes[0]?.spec }) });
  });
  return listed(context, '$cmd.listCollections', shown.filter(matches));
};

const drop = ({ store, db, command }: StoreContext): Reply => {
  const c = store.catalog.get(`${db}.${collectionName(command)}`);
  if (!c) return doc({ ok: 1 });
  store.drop(c);
  return doc({ nIndexesWas: c.indexes.length, ns: c.namespace, ok: 1 });
};

const dropDatabase = ({ store, db }: StoreContext): Reply => {
  for (const c of store.catalog.values()) if (c.db === db) store.drop(c);
  return doc({ dropped: db, ok: 1 });
};

const listDatabases = ({ store, command }: StoreContext): Reply => {
  const { matches } = compileFilter(document(command.get('filter'), 'filter'));
  const sizes = new Map<string, number>();
  for (const c of store.catalog.values()) sizes.set(c.db, (sizes.get(c.db) ?? 0) + store.size(c));
  const isShort = truthy(command.get('nameOnly'));
  const all = [...sizes].sort(([a], [b]) => (a < b ? -1 : 1));
  const databases = all.map(([name, size]) =>
    doc({ name, ...(!isShort && { sizeOnDisk: BigInt(size), empty: size === 0 }) }),
  );
  return doc({ databases: databases.filter(matches), totalSize: 0n, totalSizeMb: 0n, ok: 1 });
};

const LIMITS = { maxBsonObjectSize: 16 * 1024 * 1024, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000 };

/** Presents the store as the primary of a replica set, so that drivers use sessions, transactions and retries. */
export const hello = (now: Date, legacy: boolean, address: string): Doc =>
  doc({
    ...(legacy ? { ismaster: true } : {}),
    isWritablePrimary: true,
    setName: 'embedded',
    setVersion: 1,
    secondary: false,
    hosts: [address],
    primary: address,
    me: address,
    ...LIMITS,
    localTime: now,
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  });

/** The only server parameter; `'*'` asks for all of them, as test suites do before they begin. */
const getParameter = ({ command: asked }: StoreContext): Reply => {
  const name = 'featureCompatibilityVersion';
  if (asked.get('getParameter') !== '*' && !asked.has(name)) fail('InvalidOptions', 'no option found to get');
  return doc({ [name]: doc({ version: '7.0' }), ok: 1 });
};

const answers = (fields: Record<string, unknown>) => (): Reply => doc({ ...fields, ok: 1 });
const buildInfo = answers({
  version: '7.0.0',
  versionArray: [7, 0, 0, 0],
  gitVersion: 'embedded',
  modules: [],
  bits: 64,
  debug: false,
  maxBsonObjectSize: LIMITS.maxBsonObjectSize,
  storageEngines: ['sqlite'],
});

export const admin: Record<string, Command> = {
  ping: { kind: 'admin', run: answers({}) },
  buildInfo: { kind: 'admin', run: buildInfo },
  buildinfo: { kind: 'admin', run: buildInfo },
  serverStatus: { kind: 'admin', run: answers({ version: '7.0.0', process: 'embedded' }) },
  getParameter: { kind: 'admin', run: getParameter },
  create: { kind: 'write', run: create },
  createIndexes: { kind: 'write', run: createIndexes },
  dropIndexes: { kind: 'write', run: dropIndexes },
  drop: { kind: 'write', run: drop },
  dropDatabase: { kind: 'write', run: dropDatabase },
  listIndexes: { kind: 'admin', run: listIndexes },
  listCollections: { kind: 'admin', run: listCollections },
  listDatabases: { kind: 'admin', run: listDatabases },
};
