/** `$merge` and `$out`: a pipeline's results into a collection. */
import { decode, type Doc, empty, encode, isDoc, type Value } from './bson.ts';
import type { Context } from './context.ts';
import { badValue, refuse, StoreError } from './errors.ts';
import { text } from './options.ts';
import { split, straight } from './paths.ts';
import { find } from './query.ts';
import { aggregateDocument } from './update-pipeline.ts';
import { changeOf } from './view.ts';
import { insertOne, remove } from './writes.ts';

/** Writes all or nothing. The results are complete before the first is written: they may come from the same collection. */
export const merge = (context: Context, stage: string, spec: Value, input: Iterable<Doc>): void => {
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
    if (
      !collection.indexes.some(
        (i) =>
          i.unique && !i.partial && i.fields.length === fields.length && i.fields.every((f) => fields.includes(f.path)),
      )
    )
      throw new StoreError('Location51183', 'Cannot find index to verify that join fields will be unique');
    const matched = options.get('whenMatched') ?? 'merge';
    const missing = options.get('whenNotMatched') ?? 'insert';
    if (options.has('let')) refuse('let in $merge');
    for (const d of documents) {
      const filter: Doc = new Map(fields.map((f) => [f, new Map([['$eq', straight(d, split(f)) ?? null]])]));
      const [row] = find(view, collection, { filter, limit: 1 });
      if (!row) {
        if (missing === 'insert') insertOne(view, collection, encode(d));
        else if (missing === 'fail') badValue('$merge could not find a matching document in the target collection');
        else if (missing !== 'discard') badValue(`unknown whenNotMatched: ${JSON.stringify(missing)}`);
      } else {
        const next = combined(matched, d, row.bytes, context);
        if (next) view.write(collection, changeOf(view, collection, row.rid, row.bytes, encode(next)));
      }
    }
  });
};

const combined = (how: Value, d: Doc, old: Uint8Array, _context: Context): Doc | undefined => {
  const present = decode(old);
  if (Array.isArray(how)) return aggregateDocument(how)(present);
  switch (how) {
    case 'merge':
      return new Map([...present, ...[...d].filter(([k]) => k !== '_id')]);
    case 'replace':
      return new Map([['_id', present.get('_id') ?? null], ...[...d].filter(([k]) => k !== '_id')]);
    case 'keepExisting':
      return undefined;
    case 'fail':
      throw new StoreError('DuplicateKey', '$merge with whenMatched: fail found an existing document');
    default:
      return badValue('unknown whenMatched');
  }
};
