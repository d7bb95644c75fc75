/** find, insert, update, delete, findAndModify, count, distinct, aggregate and their cursors. */
import { aggregate } from '../pipeline/aggregate.ts';
import { type Doc, doc, empty, type Value } from '../values/bson.ts';
import { decode } from '../values/bson-read.ts';
import { encode } from '../values/bson-write.ts';
import type { Command, Context, Reply } from './context.ts';
import { distinctValues } from '../query/distinct.ts';
import { badValue, fail, StoreError } from '../values/errors.ts';
import { binding } from '../query/expressions.ts';
import { Blocked } from '../storage/locks.ts';
import { merge } from './merge.ts';
import type { Variables } from '../query/operator-kinds.ts';
import { array, collectionName, count, document, onlyFields, onlyKnown, refuseOptions, text } from './options.ts';
import { positionOf } from '../query/position.ts';
import { compileProjection } from '../query/projection.ts';
import { find, type Query } from '../storage/find.ts';
import { truthy } from '../values/types.ts';
import { compileUpdate } from '../update/update.ts';
import { insertOne, remove, update, type Updated } from '../storage/writes.ts';

const namespaceOf = ({ db, command }: Context): string => `${db}.${collectionName(command)}`;
const collectionOf = (context: Context) => context.view.catalog.get(namespaceOf(context));

const variablesOf = ({ command, now }: Context): Variables =>
  binding(document(command.get('let'), 'let'))(empty(), new Map([['NOW', now]]));

/** The query of a command, or of one of its statements, whose filter is the field named `filter`. */
const queryOf = (context: Context, asked: Doc, filter: string): Query & { readonly limit: number } => ({
  filter: document(asked.get(filter), filter),
  sort: document(asked.get('sort'), 'sort'),
  skip: count(asked.get('skip'), 'skip', 0),
  limit: count(asked.get('limit'), 'limit', 0),
  hint: asked.get('hint'),
  variables: variablesOf(context),
});

/** Encoded documents, with the projection applied if there is one. */
function* project(rows: Iterable<{ bytes: Uint8Array }>, spec: Doc, query: Query): Generator<Uint8Array> {
  const projection = spec.size > 0 ? compileProjection(spec, { aggregation: false }) : undefined;
  for (const { bytes } of rows) {
    if (!projection) {
      yield bytes;
      continue;
    }
    const whole = decode(bytes);
    const position = projection.isPositional ? positionOf(query.filter, whole) : undefined;
    yield encode(projection.apply(whole, query.variables, position));
  }
}

const runFind = (context: Context): Reply => {
  const { command, view, cursors } = context;
  const refused = 'max min returnKey showRecordId tailable awaitData';
  onlyKnown(command, `find filter sort projection skip limit singleBatch oplogReplay ${refused}`);
  refuseOptions(command, refused);
  const query = queryOf(context, command, 'filter');
  const projection = document(command.get('projection'), 'projection');
  const rows = project(find(view, collectionOf(context), query), projection, query);
  const size = count(command.get('batchSize'), 'batchSize', 101);
  const isOne = truthy(command.get('singleBatch')) || (query.limit > 0 && query.limit <= size);
  return cursors.first(namespaceOf(context), rows, size, isOne, context.owner);
};

function* encoded(documents: Iterable<Doc>): Generator<Uint8Array> {
  for (const d of documents) yield encode(d);
}

const runAggregate = (context: Context): Reply => {
  const { command, view, cursors, db } = context;
  onlyKnown(command, 'aggregate pipeline cursor explain');
  refuseOptions(command, 'explain');
  const isOfCollection = typeof command.get('aggregate') === 'string';
  const variables = variablesOf(context);
  const documents = aggregate(
    { view, db, variables, put: (stage, spec, input) => merge(context, stage, spec, input, variables) },
    isOfCollection ? collectionOf(context) : undefined,
    array(command.get('pipeline'), 'pipeline'),
    command.get('hint'),
  );
  const size = count(document(command.get('cursor'), 'cursor').get('batchSize'), 'batchSize', 101);
  const namespace = isOfCollection ? namespaceOf(context) : `${db}.$cmd.aggregate`;
  return cursors.first(namespace, encoded(documents), size, false, context.owner);
};

/** Runs the statements in order and returns one `writeErrors` entry per failed statement. */
const statements = <T>(context: Context, items: readonly T[], run: (item: T, i: number) => void): Value[] => {
  const errors: Value[] = [];
  const ordered = context.command.get('ordered') !== false;
  for (const [i, item] of items.entries())
    try {
      run(item, i);
    } catch (error) {
      const isOwn = error instanceof StoreError && !['WriteConflict', 'NotImplemented'].includes(error.codeName);
      if (!isOwn || error instanceof Blocked) throw error;
      const { code, extra, message } = error;
      errors.push(new Map([...doc({ index: i, code }), ...(extra as Doc), ...doc({ errmsg: message })]));
      // Any failure ends a transaction, so the statements after it cannot run.
      if (ordered || context.owner !== undefined) break;
    }
  return errors;
};

const written = (fields: Record<string, unknown>, errors: Value[]): Reply =>
  doc({ ...fields, ...(errors.length > 0 && { writeErrors: errors }), ok: 1 });

const batch = (v: Value | undefined, what: string): Value[] => {
  const items = array(v, what);
  if (items.length === 0 || items.length > 100_000)
    fail('InvalidLength', 'Write batch sizes must be between 1 and 100000');
  return items;
};

/** The statements, with only known fields in each. A malformed one fails the whole command. */
const parsed = (command: Doc, list: string, allowed: string): Doc[] =>
  batch(command.get(list), list).map((item) => {
    const one = document(item, `a statement of ${list}`);
    onlyFields(one, list, allowed);
    return one;
  });

const runInsert = (context: Context): Reply => {
  const { command, view, db } = context;
  onlyKnown(command, 'insert documents');
  const documents = batch(command.get('documents'), 'documents') as unknown[]; // the wire protocol leaves them as bytes
  const collection = view.ensure(db, collectionName(command));
  let n = 0;
  const errors = statements(context, documents, (given) => {
    insertOne(
      view,
      collection,
      given instanceof Uint8Array ? given : badValue('a document to insert must be an object'),
    );
    n++;
  });
  return written({ n }, errors);
};

const runUpdate = (context: Context): Reply => {
  const { command, view, db } = context;
  onlyKnown(command, 'update updates');
  let [n, nModified] = [0, 0];
  const upserted: Value[] = [];
  const updates = parsed(command, 'updates', 'q u c multi upsert arrayFilters hint collation');
  const errors = statements(context, updates, (one, i) => {
    const change = compileUpdate(one.get('u'), one.get('arrayFilters'), context.now);
    const [many, upsert] = [truthy(one.get('multi')), truthy(one.get('upsert'))];
    if (many && change.isReplacement)
      fail('FailedToParse', 'multi update is not supported for replacement-style update');
    const query = queryOf(context, one, 'q');
    const collection = upsert ? view.ensure(db, collectionName(command)) : collectionOf(context);
    if (!collection) return;
    const done = update(view, collection, query, change, { many, upsert });
    if (done.upserted !== undefined) upserted.push(doc({ index: i, _id: done.upserted }));
    n += done.matched + Number(done.upserted !== undefined);
    nModified += done.modified;
  });
  return written({ n, nModified, ...(upserted.length > 0 && { upserted }) }, errors);
};

const runDelete = (context: Context): Reply => {
  const { command, view } = context;
  onlyKnown(command, 'delete deletes');
  const collection = collectionOf(context);
  let n = 0;
  const errors = statements(context, parsed(command, 'deletes', 'q limit hint collation'), (one) => {
    const query = queryOf(context, one, 'q');
    if (query.limit > 1) fail('FailedToParse', 'The limit field in delete objects must be 0 or 1');
    if (collection) n += remove(view, collection, query).length;
  });
  return written({ n }, errors);
};

const runFindAndModify = (context: Context): Reply => {
  const { command, view, db } = context;
  onlyKnown(command, 'findAndModify findandmodify query sort remove update new fields upsert arrayFilters');
  const query = { ...queryOf(context, command, 'query'), limit: 1 };
  const fields = document(command.get('fields'), 'fields');
  const [upsert, wantsNew] = [truthy(command.get('upsert')), truthy(command.get('new'))];
  const reply = (last: Record<string, unknown>, value: Doc | undefined): Reply => {
    const [shown = null] = value ? project([{ bytes: encode(value) }], fields, query) : [];
    return doc({ lastErrorObject: doc(last), value: shown, ok: 1 });
  };
  if (truthy(command.get('remove'))) {
    if (command.has('update') || upsert || wantsNew)
      fail('FailedToParse', "Cannot specify an update, upsert or new with 'remove'");
    const collection = collectionOf(context);
    const [row] = collection ? remove(view, collection, query) : [];
    return reply({ n: Number(!!row) }, row && decode(row.bytes));
  }
  if (!command.has('update')) fail('FailedToParse', "Either an update or 'remove' must be specified");
  const change = compileUpdate(command.get('update'), command.get('arrayFilters'), context.now);
  const collection = upsert ? view.ensure(db, collectionName(command)) : collectionOf(context);
  const none: Updated = { matched: 0, modified: 0 };
  const done = collection ? update(view, collection, query, change, { many: false, upsert }) : none;
  const { matched, upserted, before, after } = done;
  const isUpsert = upserted !== undefined;
  const last = { n: matched + Number(isUpsert), updatedExisting: matched > 0, ...(isUpsert && { upserted }) };
  return reply(last, wantsNew ? after : before);
};

const runCount = (context: Context): Reply => {
  const { command, view } = context;
  onlyKnown(command, 'count query limit skip fields');
  const collection = collectionOf(context);
  const { limit, skip = 0, ...query } = queryOf(context, command, 'query');
  if (collection && query.filter.size === 0) {
    const n = Math.max(0, view.count(collection) - skip);
    return doc({ n: limit ? Math.min(limit, n) : n, ok: 1 });
  }
  let n = 0;
  for (const _ of find(view, collection, { ...query, skip, limit })) n++;
  return doc({ n, ok: 1 });
};

const runDistinct = (context: Context): Reply => {
  const { command, view } = context;
  onlyKnown(command, 'distinct key query');
  const rows = find(view, collectionOf(context), queryOf(context, command, 'query'));
  return doc({ values: distinctValues(rows, text(command.get('key'), 'key')), ok: 1 });
};

const runGetMore = (context: Context): Reply => {
  const { command, cursors, db } = context;
  onlyKnown(command, 'getMore collection batchSize');
  const id = command.get('getMore');
  const namespace = `${db}.${text(command.get('collection'), 'collection')}`;
  const size = count(command.get('batchSize'), 'batchSize', 0) || Infinity;
  return typeof id === 'bigint'
    ? cursors.more(id, namespace, size, context.owner)
    : badValue('the cursor id must be a long');
};

const runKillCursors = ({ command, cursors }: Context): Reply => {
  const ids = array(command.get('cursors'), 'cursors').filter((x) => typeof x === 'bigint');
  const { killed, missing } = cursors.kill(ids);
  return doc({ cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [], ok: 1 });
};

export const crud: Record<string, Command> = {
  find: { kind: 'read', run: runFind },
  aggregate: { kind: 'read', run: runAggregate },
  count: { kind: 'read', run: runCount },
  distinct: { kind: 'read', run: runDistinct },
  getMore: { kind: 'read', run: runGetMore },
  killCursors: { kind: 'read', run: runKillCursors },
  insert: { kind: 'write', run: runInsert },
  update: { kind: 'write', run: runUpdate },
  delete: { kind: 'write', run: runDelete },
  findAndModify: { kind: 'write', run: runFindAndModify },
  findandmodify: { kind: 'write', run: runFindAndModify },
};
