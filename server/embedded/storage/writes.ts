/** Insert, update and delete of documents through a view. */
import { ObjectId } from 'bson';
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { check, decode, decodeSome, idFirst, MAX_DOCUMENT } from '../values/bson-read.ts';
import { encode } from '../values/bson-write.ts';
import type { Collection } from './catalog.ts';
import { badValue, fail } from '../values/errors.ts';
import { positionOf } from '../query/position.ts';
import { find, type Query } from './find.ts';
import type { Update } from '../update/update.ts';
import { seed } from '../update/upsert.ts';
import type { Row } from './pages.ts';
import { changeOf, type View } from './view.ts';

/** Stores exactly the given bytes, unless `_id` is missing or not the first field. */
export const insertOne = (view: View, c: Collection, given: Uint8Array): void => {
  if (given.length > MAX_DOCUMENT)
    fail('BSONObjectTooLarge', `object to insert too large. size in bytes: ${given.length}, max size: ${MAX_DOCUMENT}`);
  check(given);
  const bytes = idFirst(given) ?? encode(withId(decode(given)));
  checkId(decodeId(bytes));
  const rid = c.grown.nextRow++;
  view.write(c, changeOf(view, c, rid, undefined, bytes));
};

export const withId = (d: Doc): Doc =>
  new Map([['_id', d.has('_id') ? (d.get('_id') ?? null) : new ObjectId()], ...[...d].filter(([k]) => k !== '_id')]);
const ID = new Set(['_id']);
const decodeId = (bytes: Uint8Array): Value => decodeSome(bytes, ID).get('_id') ?? null;
const checkId = (id: Value): void => {
  if (Array.isArray(id)) badValue("The '_id' value cannot be of type array");
  if (id instanceof Object && 'pattern' in id) badValue("The '_id' value cannot be of type regex");
  if (isDoc(id))
    for (const name of id.keys())
      if (name.startsWith('$'))
        fail(
          'DollarPrefixedFieldName',
          `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
        );
};

export interface Updated {
  readonly matched: number;
  readonly modified: number;
  readonly upserted?: Value;
  readonly before?: Doc;
  readonly after?: Doc;
}

export const updateRow = (
  view: View,
  c: Collection,
  row: Row,
  query: Query,
  update: Update,
): { before: Doc; after: Doc; changed: boolean } => {
  const before = decode(row.bytes);
  const after = update.apply(decode(row.bytes), {
    inserting: false,
    position: () => positionOf(query.filter, before),
    variables: query.variables,
  });
  const bytes = encode(after);
  if (bytes.length > MAX_DOCUMENT)
    fail('BSONObjectTooLarge', 'Resulting document after update is larger than 16777216');
  const changed = Buffer.compare(bytes, row.bytes) !== 0;
  if (changed) {
    check(bytes);
    view.write(c, changeOf(view, c, row.rid, row.bytes, bytes));
  }
  return { before, after, changed };
};

const upsertDocument = ({ filter, variables }: Query, update: Update): Doc => {
  const start = seed(filter, update.isReplacement);
  const made = withId(update.apply(start, { inserting: true, position: () => undefined, variables }));
  checkId(made.get('_id') ?? null);
  return made;
};

/** Updates all matching documents or the first; with `upsert`, inserts one when none matches. */
export const update = (
  view: View,
  c: Collection,
  query: Query,
  change: Update,
  options: { many: boolean; upsert: boolean },
): Updated => {
  if (options.many && change.isReplacement)
    fail('FailedToParse', 'multi update is not supported for replacement-style update');
  // find all rows first: a change could move a row into the part that is still to be read
  const rows = [...find(view, c, options.many ? query : { ...query, limit: 1 })];
  if (rows.length === 0 && options.upsert) {
    const made = upsertDocument(query, change);
    insertOne(view, c, encode(made));
    return { matched: 0, modified: 0, upserted: made.get('_id') ?? null, after: made };
  }
  let modified = 0;
  let last: { before: Doc; after: Doc } | undefined;
  for (const row of rows) {
    const done = updateRow(view, c, row, query, change);
    modified += Number(done.changed);
    last = done;
  }
  return { matched: rows.length, modified, ...(last && { before: last.before, after: last.after }) };
};

export const remove = (view: View, c: Collection, query: Query): Row[] => {
  const rows = [...find(view, c, query)];
  for (const row of rows) view.write(c, changeOf(view, c, row.rid, row.bytes, undefined));
  return rows;
};
