import type { Model } from 'mongoose';
import type { ownSorts } from '../../domain/own-sorts.ts';
import { badCursor } from '../cursor.ts';

/** As in the query of every list (`api/common.ts`). */
export type PageQuery = Readonly<{ limit: number; cursor?: string | undefined }>;
export type Page<Row> = Readonly<{ rows: readonly Row[]; nextCursor: string | null }>;
/**
 * The sort order of a list: a field (`-field`: descending), then the id, which makes it total; or the id alone. A field
 * within another (`content.title`) is a text that every row has.
 */
export type Order = readonly [string, '_id' | '-_id'];

/** The orders of an organisation's own things; what was entered at once keeps its order. */
export const ownOrders: Readonly<Record<(typeof ownSorts)[number], Order>> = {
  latest: ['-enteredAt', '_id'],
  oldest: ['enteredAt', '_id'],
  title: ['content.title', '_id'],
};

const withoutSign = (field: string): string => field.replace(/^-/, '');

const listOf = <Row>(model: Model<Row>, [major]: Order): string => `${model.collection.name} ${major}`;

/**
 * The page that follows the cursor. Throws INVALID_INPUT for a cursor that no list of this collection and order gave.
 * `beside`: a few rows that are not stored and stand among the others; fields of text only are ordered by.
 */
export async function pageOf<Row extends { _id: string }>(
  model: Model<Row>,
  filter: Record<string, unknown>,
  order: Order,
  { limit, cursor }: PageQuery,
  list = listOf(model, order),
  beside: readonly Row[] = [],
): Promise<Page<Row>> {
  const [major, minor] = order;
  const field = withoutSign(major);
  const [one, other] = [major.startsWith('-') ? '$lt' : '$gt', minor.startsWith('-') ? '$lt' : '$gt'];
  const place = cursor === undefined ? null : decode(cursor, list, model.schema.path(field)?.instance);
  const after = place && {
    $or: [{ [field]: { [one]: place.value } }, { [field]: place.value, _id: { [other]: place.id } }],
  };
  const stored = await model
    .find(after ? { $and: [filter, after] } : filter)
    .sort({ [field]: one === '$lt' ? -1 : 1, _id: other === '$lt' ? -1 : 1 })
    .limit(limit + 1)
    .lean<(Row & Record<string, unknown>)[]>();
  const found = beside.length === 0 ? stored : inAmong(stored, beside, { field, place });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > limit && last ? encode([list, valueAt(last, field), last._id]) : null };
}

/** Rows in ascending order of a text and their id, with those of `beside` that come after a place. */
function inAmong<Row extends { _id: string }>(
  stored: readonly (Row & Record<string, unknown>)[],
  beside: readonly Row[],
  { field, place }: Readonly<{ field: string; place: Readonly<{ value: unknown; id: string }> | null }>,
): (Row & Record<string, unknown>)[] {
  const keyOf = (row: Row & Record<string, unknown>) => [String(row[field]), row._id] as const;
  const compare = ([one, id]: readonly [string, string], [other, otherId]: readonly [string, string]) =>
    one === other ? (id < otherId ? -1 : id > otherId ? 1 : 0) : one < other ? -1 : 1;
  const later = (beside as readonly (Row & Record<string, unknown>)[]).filter(
    (row) => !place || compare(keyOf(row), [String(place.value), place.id]) > 0,
  ); // any row can be asked for a field
  return [...stored, ...later].sort((a, b) => compare(keyOf(a), keyOf(b)));
}

/** What stands in a row at a field, which may lie within another. */
export const valueAt = (row: unknown, field: string): unknown =>
  field.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], row); // rows are objects

/** A part of a list: which rows, and in which order. */
export type Part = Readonly<{ filter: Record<string, unknown>; order: Order }>;

/**
 * One list of several parts: first all rows of the first, then those of the next. Their filters must not overlap.
 * Throws INVALID_INPUT for a cursor of another list than the one of this name.
 */
export async function pageInTurn<Row extends { _id: string }>(
  model: Model<Row>,
  name: string,
  parts: readonly Part[],
  { limit, cursor }: PageQuery,
): Promise<Page<Row>> {
  const lists = parts.map(({ order }, turn) => `${listOf(model, order)} ${name} ${turn}`);
  const place = cursor === undefined ? [lists[0]] : partsOf(cursor);
  const first = lists.findIndex((list) => list === place[0]);
  if (first < 0) throw badCursor();
  const rows: Row[] = [];
  for (const [turn, { filter, order }] of parts.entries()) {
    if (turn < first) continue;
    if (rows.length === limit) {
      if (await model.exists(filter)) return { rows, nextCursor: encode([lists[turn]]) };
      continue;
    }
    const from = turn === first && place.length > 1 ? cursor : undefined;
    const page = await pageOf(model, filter, order, { limit: limit - rows.length, cursor: from }, lists[turn]);
    rows.push(...page.rows);
    if (page.nextCursor !== null) return { rows, nextCursor: page.nextCursor };
  }
  return { rows, nextCursor: null };
}

/** All documents of a collection that pass `filter`, in pages of `size`, by id; of each these `fields`, or all. */
export async function* everyPage<Row extends { _id: string }>(
  model: Model<Row>,
  {
    filter = {},
    fields = {},
    size = 500,
  }: Readonly<{ filter?: object; fields?: Record<string, 1>; size?: number }> = {},
): AsyncGenerator<Row[]> {
  for (let after = ''; ;) {
    const rows = await model
      .find({ ...filter, _id: { $gt: after } }, fields)
      .sort({ _id: 1 })
      .limit(size)
      .lean<Row[]>();
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < size) return;
    after = last._id;
  }
}

/** The ids of all documents of a collection, in pages. */
export async function* pagesOfIds<Row extends { _id: string }>(model: Model<Row>): AsyncGenerator<string[]> {
  for await (const rows of everyPage(model, { fields: { _id: 1 } })) yield rows.map(({ _id }) => _id);
}

/** A place in a list as opaque text: which list, and the sort key of the last row shown. */
const encode = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The place that a cursor of this list names, if it is one at which a row of this list can stand. */
function decode(cursor: string, list: string, kind: string | undefined): { value: unknown; id: string } {
  const [ofList, kept, id, ...more] = partsOf(cursor);
  const value = kind === 'Date' ? dateOf(kept) : kept;
  if (ofList !== list || more.length > 0 || !isText(id) || !isValue(value, kind)) throw badCursor();
  return { value, id };
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

const dateOf = (kept: unknown): Date => new Date(typeof kept === 'string' ? kept : Number.NaN);

/** A date of four-digit years, a finite number, or a text that the database can compare: whatever a field can hold. */
function isValue(value: unknown, kind: string | undefined): boolean {
  if (value instanceof Date) return value.getTime() > firstInstant && value.getTime() < lastInstant;
  if (kind === 'Number') return Number.isFinite(value);
  return kind === 'String' || kind === 'Mixed' ? isText(value) : typeof value === kind?.toLowerCase();
}

/** The database ends a text at NUL, and half of a character does not come back as it went in. */
const isText = (value: unknown): value is string => typeof value === 'string' && !/\0|\p{Cs}/u.test(value);

const [firstInstant, lastInstant] = [Date.UTC(1000, 0), Date.UTC(9999, 0)];
