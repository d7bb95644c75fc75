/** `$merge` and `$out`: a pipeline's results into a collection. */
import { type Doc, empty, encode, isDoc, type Value } from './bson.ts';
import type { Context } from './context.ts';
import { badValue, refuse, StoreError } from './errors.ts';
import { expression } from './expressions.ts';
import { bind, type Variables } from './operator-tools.ts';
import { document, text } from './options.ts';
import { split, straight } from './paths.ts';
import { find } from './query.ts';
import type { Update } from './update.ts';
import { aggregateDocument } from './update-pipeline.ts';
import { duplicate } from './view.ts';
import { insertOne, remove, updateRow, withId } from './writes.ts';

/** Writes all or nothing. The results are complete before the first is written: they may come from the same collection. */
export const merge = (
  context: Context,
  stage: string,
  spec: Value,
  input: Iterable<Doc>,
  variables: Variables,
): void => {
  const { store, view, owner } = context;
  if (owner !== undefined)
    throw new StoreError('OperationNotSupportedInTransaction', `${stage} cannot be used in a transaction`);
  const target = isDoc(spec) ? (stage === '$merge' ? spec.get('into') : spec) : spec;
  const db = isDoc(target) ? text(target.get('db'), 'db') : context.db;
  const name = isDoc(target) ? target.get('coll') : target;
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
    const options: Doc = isDoc(spec) ? spec : empty();
    const on = options.get('on') ?? '_id';
    const fields = Array.isArray(on) ? on.map((f) => text(f, 'on')) : [text(on, 'on')];
    const index = collection.indexes.find(
      (i) =>
        i.unique && !i.partial && i.fields.length === fields.length && i.fields.every((f) => fields.includes(f.path)),
    );
    if (!index) throw new StoreError('Location51183', 'Cannot find index to verify that join fields will be unique');
    const matched = options.get('whenMatched') ?? 'merge';
    const missing = options.get('whenNotMatched') ?? 'insert';
    if (missing !== 'insert' && missing !== 'fail' && missing !== 'discard') return badValue('unknown whenNotMatched');
    const combine = combination(matched, document(options.get('let'), 'let'), variables);
    for (const given of documents) {
      const d = given.has('_id') || !fields.includes('_id') ? given : withId(given);
      const filter: Doc = new Map(fields.map((f) => [f, new Map([['$eq', joinValue(d, f)]])]));
      const query = { filter, limit: 1 };
      const [row] = find(view, collection, query);
      if (row) {
        if (matched === 'fail') throw duplicate(collection, index, encode(d));
        if (combine) updateRow(view, collection, row, query, combine(d));
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

/** What becomes of a document that is there when another comes for its place; nothing when it stays as it is. */
const combination = (how: Value, lets: Doc, outer: Variables): ((d: Doc) => Update) | undefined => {
  const asUpdate = (apply: Update['apply']): Update => ({ apply, isReplacement: false });
  if (Array.isArray(how)) {
    const run = aggregateDocument(how);
    const own = lets.size > 0 ? lets : new Map<string, Value>([['new', '$$ROOT']]);
    const values = Array.from(own, ([name, v]) => [name, expression(v)] as const);
    return (d) => {
      const bound = bind(outer, ...values.map(([name, e]): [string, Value | undefined] => [name, e(d, outer)]));
      return asUpdate((present) => run(present, bound));
    };
  }
  switch (how) {
    case 'merge':
      return (d) => asUpdate((present) => new Map([...present, ...[...d].filter(([k]) => k !== '_id')]));
    case 'replace':
      return (d) =>
        asUpdate((present) => new Map([['_id', present.get('_id') ?? null], ...[...d].filter(([k]) => k !== '_id')]));
    case 'keepExisting':
    case 'fail':
      return undefined;
    default:
      return badValue('unknown whenMatched');
  }
};
