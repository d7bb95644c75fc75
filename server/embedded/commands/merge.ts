/** `$merge` and `$out`: writing the results of a pipeline into a collection. */
import { type Doc, empty, isDoc, type Value } from '../values/bson.ts';
import { encode } from '../values/bson-write.ts';
import type { Context } from './context.ts';
import { aggregateDocument } from '../query/document-stages.ts';
import { badValue, fail, refuse } from '../values/errors.ts';
import { binding } from '../query/expressions.ts';
import type { Variables } from '../query/operator-kinds.ts';
import { document, text } from './options.ts';
import { split, straight } from '../values/paths.ts';
import { find } from '../storage/find.ts';
import { duplicate } from '../storage/view.ts';
import { insertOne, remove, updateRow, withId } from '../storage/writes.ts';

/** Writes all documents or none. Reads all input first, as it may come from the collection that is written to. */
export const merge = (
  context: Context,
  stage: string,
  spec: Value,
  input: Iterable<Doc>,
  variables: Variables,
): void => {
  const { store, view, owner } = context;
  if (owner !== undefined) fail('OperationNotSupportedInTransaction', `${stage} cannot be used in a transaction`);
  const options: Doc = isDoc(spec) && stage === '$merge' ? spec : empty();
  const target = options.get('into') ?? spec;
  const [db, name] = isDoc(target) ? [text(target.get('db'), 'db'), target.get('coll')] : [context.db, target];
  if (typeof name !== 'string') return badValue(`${stage} needs a collection to write to`);
  if (!store) return refuse(`${stage} on the reading thread`);
  const documents = [...input];
  store.atomically(() => {
    const collection = view.ensure(db, name);
    if (stage === '$out') {
      remove(view, collection, { filter: empty() });
      for (const d of documents) insertOne(view, collection, encode(d));
      return;
    }
    const on = options.get('on') ?? '_id';
    const fields = (Array.isArray(on) ? on : [on]).map((f) => text(f, 'on'));
    const index = collection.indexes.find(
      ({ unique, partial, fields: own }) =>
        unique && !partial && own.length === fields.length && own.every((f) => fields.includes(f.path)),
    );
    if (!index) return fail('Location51183', 'Cannot find index to verify that join fields will be unique');
    const missing = options.get('whenNotMatched') ?? 'insert';
    if (missing !== 'insert' && missing !== 'fail' && missing !== 'discard') return badValue('unknown whenNotMatched');
    const combine = combination(options, variables);
    for (const given of documents) {
      const d = given.has('_id') || !fields.includes('_id') ? given : withId(given);
      const filter: Doc = new Map(fields.map((f) => [f, new Map([['$eq', joinValue(d, f)]])]));
      const [row] = find(view, collection, { filter, limit: 1 });
      if (row) {
        if (combine === 'fail') throw duplicate(collection, index, encode(d));
        if (combine === 'keepExisting') continue;
        const update = { apply: (present: Doc) => combine(d, present), isReplacement: false };
        updateRow(view, collection, row, { filter }, update);
      } else if (missing === 'insert') insertOne(view, collection, encode(d));
      else if (missing === 'fail') badValue('$merge could not find a matching document in the target collection');
    }
  });
};

const joinValue = (d: Doc, field: string): Value => {
  const v = straight(d, split(field));
  return v == null || Array.isArray(v)
    ? badValue(`$merge write error: 'on' field '${field}' cannot be missing, null or an array`)
    : v;
};

const withoutId = (d: Doc): [string, Value][] => [...d].filter(([k]) => k !== '_id');

/** How a result is combined with the document already in its place. */
const combination = (options: Doc, outer: Variables): 'keepExisting' | 'fail' | ((d: Doc, present: Doc) => Doc) => {
  const how = options.get('whenMatched') ?? 'merge';
  if (Array.isArray(how)) {
    const run = aggregateDocument(how);
    const given = document(options.get('let'), 'let');
    const own = given.size > 0 ? given : new Map<string, Value>([['new', '$$ROOT']]);
    const bound = binding(own);
    return (d, present) => run(present, bound(d, outer));
  }
  if (how === 'merge') return (d, present) => new Map([...present, ...withoutId(d)]);
  if (how === 'replace') return (d, present) => new Map([['_id', present.get('_id') ?? null], ...withoutId(d)]);
  return how === 'keepExisting' || how === 'fail' ? how : badValue('unknown whenMatched');
};
