/** Collections, indexes, databases, and what a client asks before it begins. */
import { type Doc, doc, isDoc, type Value } from './bson.ts';
import type { Collection, Index } from './catalog.ts';
import { indexSpec } from './catalog.ts';
import type { Command, Reply, StoreContext } from './context.ts';
import { equal } from './compare.ts';
import { badValue, fail } from './errors.ts';
import { compileFilter } from './filter.ts';
import { array, collectionName, document, onlyKnown, refuseOptions, text } from './options.ts';
import { encode } from './bson.ts';
import { truthy } from './types.ts';

const missing = (namespace: string): never => {
  fail('NamespaceNotFound', `ns does not exist: ${namespace}`);
};
const existing = ({ store, db, command }: StoreContext): Collection => {
  const namespace = `${db}.${collectionName(command)}`;
  return store.catalog.get(namespace) ?? missing(namespace);
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

const sameOptions = (a: Index, b: Doc): boolean => {
  const options = (d: Doc): Doc =>
    new Map([...d].filter(([k]) => !['v', 'key', 'name'].includes(k)).sort(([x], [y]) => (x < y ? -1 : 1)));
  return equal(options(a.spec), options(b));
};

const createIndexes = ({ view, db, command }: StoreContext): Reply => {
  onlyKnown(command, 'createIndexes indexes commitQuorum');
  const specs = array(command.get('indexes'), 'indexes').map((s) => indexSpec(document(s, 'an index')));
  if (specs.length === 0) return badValue('Must specify at least one index to create');
  const had = view.catalog.has(`${db}.${collectionName(command)}`);
  let c = view.ensure(db, collectionName(command));
  const before = c.indexes.length;
  for (const spec of specs) {
    const key = spec.get('key');
    const sameKey = c.indexes.find(
      (i) =>
        equal(i.spec.get('key'), key) &&
        equal(i.spec.get('partialFilterExpression'), spec.get('partialFilterExpression')) &&
        (i.name === '_id_' || (i.sparse === truthy(spec.get('sparse')) && i.unique === truthy(spec.get('unique')))),
    );
    const sameName = c.indexes.find((i) => i.name === spec.get('name'));
    if (sameName && !equal(sameName.spec.get('key'), key))
      fail('IndexKeySpecsConflict', `An existing index has the same name as the requested index: ${sameName.name}`);
    if (sameName && sameName.name !== '_id_' && !sameOptions(sameName, spec))
      fail(
        sameKey ? 'IndexOptionsConflict' : 'IndexKeySpecsConflict',
        `An equivalent index already exists with the same name but different options: ${sameName.name}`,
      );
    if (sameName || (sameKey && sameKey.name === '_id_')) continue;
    const clash =
      sameKey ??
      c.indexes.find(
        (i) =>
          equal(i.spec.get('key'), key) &&
          !i.partial &&
          !spec.has('partialFilterExpression') &&
          i.sparse === truthy(spec.get('sparse')),
      );
    if (clash) fail('IndexOptionsConflict', `Index already exists with a different name: ${clash.name}`);
    c = view.createIndex(c, spec);
  }
  return doc({
    numIndexesBefore: before,
    numIndexesAfter: c.indexes.length,
    createdCollectionAutomatically: !had,
    ...(before === c.indexes.length && { note: 'all indexes already exist' }),
    ok: 1,
  });
};

const dropIndexes = (context: StoreContext): Reply => {
  const { store, command } = context;
  onlyKnown(command, 'dropIndexes index');
  const c = existing(context);
  const which = command.get('index');
  const before = c.indexes.length;
  const wanted =
    which === '*'
      ? c.indexes.filter((i) => i.name !== '_id_')
      : (Array.isArray(which) ? which : [which]).map((w) => {
          const found = c.indexes.find((i) => (isDoc(w) ? equal(i.spec.get('key'), w) : i.name === w));
          if (!found) fail('IndexNotFound', `index not found with name [${typeof w === 'string' ? w : '?'}]`);
          return found.name === '_id_' ? badIndex() : found;
        });
  for (const index of wanted) store.dropIndex(store.catalog.get(c.namespace) ?? c, index);
  return doc({ nIndexesWas: before, ok: 1 });
};
const badIndex = (): never => {
  fail('InvalidOptions', 'cannot drop _id index');
};

const single = (context: StoreContext, name: string, documents: Iterable<Doc>): Reply => {
  const size = document(context.command.get('cursor'), 'cursor').get('batchSize');
  const bytes = [...documents].map((d) => encode(d));
  return context.cursors.first(
    `${context.db}.${name}`,
    bytes,
    typeof size === 'number' ? size : 101,
    false,
    context.owner,
  );
};

const listIndexes = (context: StoreContext): Reply =>
  single(
    context,
    collectionName(context.command),
    existing(context).indexes.map((i) => i.spec),
  );

const listCollections = (context: StoreContext): Reply => {
  const { matches } = compileFilter(document(context.command.get('filter'), 'filter'));
  const nameOnly = truthy(context.command.get('nameOnly'));
  const all = [...context.store.catalog.values()]
    .filter((c) => c.db === context.db)
    .map((c) => {
      const name: [string, Value][] = [
        ['name', c.name],
        ['type', 'collection'],
      ];
      if (nameOnly) return new Map(name);
      return new Map<string, Value>([
        ...name,
        ['options', new Map()],
        [
          'info',
          new Map<string, Value>([
            ['readOnly', false],
            ['uuid', c.uuid],
          ]),
        ],
        ['idIndex', c.indexes[0]?.spec ?? null],
      ]);
    });
  return single(context, '$cmd.listCollections', all.filter(matches));
};

const drop = (context: StoreContext): Reply => {
  const { store, db, command } = context;
  const c = store.catalog.get(`${db}.${collectionName(command)}`);
  if (!c) return doc({ ok: 1 });
  store.drop(c);
  return doc({ nIndexesWas: c.indexes.length, ns: c.namespace, ok: 1 });
};

const dropDatabase = ({ store, db }: StoreContext): Reply => {
  for (const c of [...store.catalog.values()]) if (c.db === db) store.drop(c);
  return doc({ dropped: db, ok: 1 });
};

const listDatabases = ({ store, command }: StoreContext): Reply => {
  const { matches } = compileFilter(document(command.get('filter'), 'filter'));
  const names = [...new Set([...store.catalog.values()].map((c) => c.db))].sort();
  const all = names.map((name): Doc => {
    const size = [...store.catalog.values()].filter((c) => c.db === name).reduce((n, c) => n + store.size(c), 0);
    return new Map<string, Value>([
      ['name', name],
      ...(truthy(command.get('nameOnly'))
        ? []
        : ([
            ['sizeOnDisk', BigInt(size)],
            ['empty', size === 0],
          ] as [string, Value][])),
    ]);
  });
  return doc({ databases: all.filter(matches), totalSize: 0n, totalSizeMb: 0n, ok: 1 });
};

const renameCollection = ({ store, command }: StoreContext): Reply => {
  const [from, to] = [text(command.get('renameCollection'), 'renameCollection'), text(command.get('to'), 'to')];
  const c = store.catalog.get(from) ?? missing(from);
  const target = store.catalog.get(to);
  if (target) {
    if (!truthy(command.get('dropTarget'))) fail('NamespaceExists', 'target namespace exists');
    store.drop(target);
  }
  const dot = to.indexOf('.');
  store.rename(c, to.slice(0, dot), to.slice(dot + 1));
  return doc({ ok: 1 });
};

const collStats = (context: StoreContext): Reply => {
  const c = existing(context);
  const [n, size] = [context.store.count(c), context.store.size(c)];
  return doc({
    ns: c.namespace,
    count: n,
    size,
    storageSize: size,
    avgObjSize: n ? Math.round(size / n) : 0,
    nindexes: c.indexes.length,
    totalIndexSize: 0,
    capped: false,
    ok: 1,
  });
};

/** A primary of a replica set, so that drivers use sessions, transactions and retryable writes. */
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
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: now,
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  });

const VERSION = '7.0.0';

/** The one parameter that there is; `'*'` asks for all of them, as test suites do before they begin. */
const getParameter = ({ command: asked }: StoreContext): Reply => {
  const name = 'featureCompatibilityVersion';
  if (asked.get('getParameter') !== '*' && !asked.has(name)) fail('InvalidOptions', 'no option found to get');
  return doc({ [name]: doc({ version: '7.0' }), ok: 1 });
};

const answers = (fields: Record<string, unknown>) => (): Reply => doc({ ...fields, ok: 1 });

const command = (run: (context: StoreContext) => Reply): Command => ({ kind: 'admin', run });
const change = (run: (context: StoreContext) => Reply): Command => ({ kind: 'write', run });

export const admin: Record<string, Command> = {
  ping: command(answers({})),
  buildInfo: command(
    answers({
      version: VERSION,
      versionArray: [7, 0, 0, 0],
      gitVersion: 'embedded',
      modules: [],
      bits: 64,
      debug: false,
      maxBsonObjectSize: 16 * 1024 * 1024,
      storageEngines: ['sqlite'],
    }),
  ),
  buildinfo: command(answers({ version: VERSION, versionArray: [7, 0, 0, 0] })),
  serverStatus: command(answers({ version: VERSION, process: 'embedded' })),
  connectionStatus: command(answers({ authInfo: doc({ authenticatedUsers: [], authenticatedUserRoles: [] }) })),
  getParameter: command(getParameter),
  create: change(create),
  createIndexes: change(createIndexes),
  dropIndexes: change(dropIndexes),
  drop: change(drop),
  dropDatabase: change(dropDatabase),
  renameCollection: change(renameCollection),
  listIndexes: command(listIndexes),
  listCollections: command(listCollections),
  listDatabases: command(listDatabases),
  collStats: command(collStats),
};
