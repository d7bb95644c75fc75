/** find, insert, update, delete, findAndModify, count, distinct, aggregate and their cursors. */
import { aggregate } from './aggregate.ts';
import { decode, type Doc, doc, encode, type Value } from './bson.ts';
import type { Command, Context, Reply } from './context.ts';
import { distinctValues } from './distinct.ts';
import { badValue, fail, refuse, StoreError } from './errors.ts';
import { expression } from './expressions.ts';
import { Blocked } from './locks.ts';
import { merge } from './merge.ts';
import type { Variables } from './operators.ts';
import { array, collectionName, count, document, onlyKnown, onlyFields, refuseOptions, text } from './options.ts';
import { positionOf } from './position.ts';
import { compileProjection } from './projection.ts';
import { find, type Query } from './query.ts';
import { truthy } from './types.ts';
import { compileUpdate } from './update.ts';
import { insertOne, remove, update } from './writes.ts';

const collectionOf = ({ view, db, command }: Context) => view.catalog.get(`${db}.${collectionName(command)}`);
const namespaceOf = ({ db, command }: Context): string => `${db}.${collectionName(command)}`;

const variablesOf = ({ command, now }: Context): Variables => {
  const out = new Map<string, Value | undefined>([['NOW', now]]);
  for (const [name, v] of document(command.get('let'), 'let'))
    out.set(name, expression(v)(new Map(), new Map([['NOW', now]])));
  return out;
};

/** Documents as they are to be sent, through the projection if there is one. */
function* project(
  rows: Iterable<{ bytes: Uint8Array }>,
  spec: Doc,
  filter: Doc,
  variables: Variables,
): Generator<Uint8Array> {
  if (spec.size === 0) {
    for (const row of rows) yield row.bytes;
    return;
  }
  const projection = compileProjection(spec, { aggregation: false });
  for (const row of rows) {
    const whole = decode(row.bytes);
    yield encode(projection.apply(whole, variables, projection.isPositional ? positionOf(filter, whole) : undefined));
  }
}

const runFind = (context: Context): Reply => {
  const { command, view, cursors } = context;
  onlyKnown(
    command,
    'find filter sort projection skip limit singleBatch max min returnKey showRecordId tailable awaitData oplogReplay',
  );
  refuseOptions(command, 'max min returnKey showRecordId tailable awaitData');
  const filter = document(command.get('filter'), 'filter');
  const variables = variablesOf(context);
  const limit = count(command.get('limit'), 'limit', 0);
  const query: Query = {
    filter,
    sort: document(command.get('sort'), 'sort'),
    skip: count(command.get('skip'), 'skip', 0),
    limit,
    hint: command.get('hint'),
    variables,
  };
  const rows = project(
    find(view, collectionOf(context), query),
    document(command.get('projection'), 'projection'),
    filter,
    variables,
  );
  const size = count(command.get('batchSize'), 'batchSize', 101);
  return cursors.first(
    namespaceOf(context),
    rows,
    size,
    truthy(command.get('singleBatch')) || (limit > 0 && limit <= size),
    context.owner,
  );
};

const runAggregate = (context: Context): Reply => {
  const { command, view, cursors, db } = context;
  onlyKnown(command, 'aggregate pipeline cursor explain allowDiskUse');
  if (truthy(command.get('explain'))) refuse('explain');
  const pipeline = array(command.get('pipeline'), 'pipeline');
  const [first] = command.values();
  const collection = typeof first === 'string' ? collectionOf(context) : undefined;
  const variables = variablesOf(context);
  const documents = aggregate(
    { view, db, variables, put: (stage, spec, input) => merge(context, stage, spec, input, variables) },
    collection,
    pipeline,
    command.get('hint'),
  );
  const bytes = (function* () {
    for (const d of documents) yield encode(d);
  })();
  const size = count(document(command.get('cursor'), 'cursor').get('batchSize'), 'batchSize', 101);
  return cursors.first(
    typeof first === 'string' ? namespaceOf(context) : `${db}.$cmd.aggregate`,
    bytes,
    size,
    false,
    context.owner,
  );
};

/** Runs the statements one after the other; the failed ones are reported with their number. */
const statements = <T>(context: Context, items: readonly T[], run: (item: T, i: number) => void): Value[] => {
  const errors: Value[] = [];
  const ordered = context.command.get('ordered') !== false;
  for (const [i, item] of items.entries())
    try {
      run(item, i);
    } catch (error) {
      const own =
        error instanceof StoreError && error.codeName !== 'WriteConflict' && error.codeName !== 'NotImplemented';
      if (!own || error instanceof Blocked) throw error;
      errors.push(
        new Map<string, Value>([
          ['index', i],
          ['code', error.code],
          ...(error.extra as Doc),
          ['errmsg', error.message],
        ]),
      );
      // In a transaction any failure ends it, so there is nothing to go on with.
      if (ordered || context.owner !== undefined) break;
    }
  return errors;
};

const written = (fields: Record<string, unknown>, errors: Value[]): Reply => {
  const reply = doc(fields);
  if (errors.length > 0) reply.set('writeErrors', errors);
  return reply.set('ok', 1);
};

/** Statements that are documents with known fields; one that is not fails the whole command. */
const parsed = (command: Doc, list: string, allowed: string): Doc[] =>
  batch(command.get(list), list).map((item) => {
    const one = document(item, `a statement of ${list}`);
    onlyFields(one, list, allowed);
    return one;
  });

const batch = (v: Value | undefined, what: string): Value[] => {
  const items = array(v, what);
  if (items.length === 0 || items.length > 100_000)
    fail('InvalidLength', 'Write batch sizes must be between 1 and 100000');
  return items;
};

const runInsert = (context: Context): Reply => {
  const { command, view, db } = context;
  onlyKnown(command, 'insert documents');
  const documents = batch(command.get('documents'), 'documents') as unknown[]; // the wire leaves them as bytes
  const collection = view.ensure(db, collectionName(command));
  let n = 0;
  const errors = statements(context, documents, (given) => {
    if (!(given instanceof Uint8Array)) return badValue('a document to insert must be an object');
    insertOne(view, collection, given);
    n++;
  });
  return written({ n }, errors);
};

const runUpdate = (context: Context): Reply => {
  const { command, view, db } = context;
  onlyKnown(command, 'update updates');
  const name = collectionName(command);
  let [n, modified] = [0, 0];
  const upserted: Value[] = [];
  const updates = parsed(command, 'updates', 'q u c multi upsert arrayFilters hint collation');
  const errors = statements(context, updates, (one, i) => {
    const change = compileUpdate(one.get('u'), one.get('arrayFilters'), context.now);
    const filter = document(one.get('q'), 'q');
    const upsert = truthy(one.get('upsert'));
    const collection = upsert ? view.ensure(db, name) : view.catalog.get(`${db}.${name}`);
    if (truthy(one.get('multi')) && change.isReplacement)
      fail('FailedToParse', 'multi update is not supported for replacement-style update');
    if (!collection) return;
    const query = {
      filter,
      hint: one.get('hint'),
      variables: variablesOf(context),
    };
    const done = update(view, collection, query, change, { many: truthy(one.get('multi')), upsert });
    if (done.upserted !== undefined)
      upserted.push(
        new Map<string, Value>([
          ['index', i],
          ['_id', done.upserted],
        ]),
      );
    n += done.matched + Number(done.upserted !== undefined);
    modified += done.modified;
  });
  return written({ n, nModified: modified, ...(upserted.length > 0 && { upserted }) }, errors);
};

const runDelete = (context: Context): Reply => {
  const { command, view } = context;
  onlyKnown(command, 'delete deletes');
  const collection = collectionOf(context);
  let n = 0;
  const errors = statements(context, parsed(command, 'deletes', 'q limit hint collation'), (one) => {
    const limit = count(one.get('limit'), 'limit', 0);
    if (limit > 1) fail('FailedToParse', 'The limit field in delete objects must be 0 or 1');
    const query = {
      filter: document(one.get('q'), 'q'),
      limit,
      hint: one.get('hint'),
      variables: variablesOf(context),
    };
    if (collection) n += remove(view, collection, query).length;
  });
  return written({ n }, errors);
};

const runFindAndModify = (context: Context): Reply => {
  const { command, view, db } = context;
  onlyKnown(command, 'findAndModify findandmodify query sort remove update new fields upsert arrayFilters');
  const filter = document(command.get('query'), 'query');
  const variables = variablesOf(context);
  const query: Query = {
    filter,
    sort: document(command.get('sort'), 'sort'),
    limit: 1,
    hint: command.get('hint'),
    variables,
  };
  const fields = document(command.get('fields'), 'fields');
  const [upsert, wantsNew] = [truthy(command.get('upsert')), truthy(command.get('new'))];
  const show = (d: Doc | undefined): Uint8Array | null =>
    d ? ([...project([{ bytes: encode(d) }], fields, filter, variables)][0] ?? null) : null;
  if (truthy(command.get('remove'))) {
    if (command.has('update') || upsert || wantsNew)
      fail('FailedToParse', "Cannot specify an update, upsert or new with 'remove'");
    const collection = collectionOf(context);
    const [row] = collection ? remove(view, collection, query) : [];
    return doc({ lastErrorObject: doc({ n: Number(!!row) }), value: show(row && decode(row.bytes)), ok: 1 });
  }
  if (!command.has('update')) fail('FailedToParse', "Either an update or 'remove' must be specified");
  const change = compileUpdate(command.get('update'), command.get('arrayFilters'), context.now);
  const collection = upsert ? view.ensure(db, collectionName(command)) : collectionOf(context);
  const done = collection
    ? update(view, collection, query, change, { many: false, upsert })
    : { matched: 0, modified: 0 };
  const isUpsert = 'upserted' in done && done.upserted !== undefined;
  const value = wantsNew ? ('after' in done ? done.after : undefined) : 'before' in done ? done.before : undefined;
  const last = {
    n: done.matched + Number(isUpsert),
    updatedExisting: done.matched > 0,
    ...(isUpsert && { upserted: done.upserted }),
  };
  return doc({ lastErrorObject: doc(last), value: show(value), ok: 1 });
};

const runCount = (context: Context): Reply => {
  const { command, view } = context;
  onlyKnown(command, 'count query limit skip fields');
  const collection = collectionOf(context);
  const filter = document(command.get('query'), 'query');
  const [skip, limit] = [count(command.get('skip'), 'skip', 0), Math.abs(Number(command.get('limit') ?? 0))];
  if (!collection) return doc({ n: 0, ok: 1 });
  if (filter.size === 0) {
    const n = Math.max(0, view.count(collection) - skip);
    return doc({ n: limit ? Math.min(limit, n) : n, ok: 1 });
  }
  let n = 0;
  for (const _ of find(view, collection, { filter, skip, limit, hint: command.get('hint') })) n++;
  return doc({ n, ok: 1 });
};

const runDistinct = (context: Context): Reply => {
  const { command, view } = context;
  onlyKnown(command, 'distinct key query');
  const rows = find(view, collectionOf(context), {
    filter: document(command.get('query'), 'query'),
    hint: command.get('hint'),
  });
  return doc({ values: distinctValues(rows, text(command.get('key'), 'key')), ok: 1 });
};

const runGetMore = (context: Context): Reply => {
  const { command, cursors, db } = context;
  onlyKnown(command, 'getMore collection batchSize');
  const id = command.get('getMore');
  if (typeof id !== 'bigint') return badValue('the cursor id must be a long');
  return cursors.more(
    id,
    `${db}.${text(command.get('collection'), 'collection')}`,
    count(command.get('batchSize'), 'batchSize', Infinity) || Infinity,
    context.owner,
  );
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
