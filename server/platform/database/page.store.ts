import type { Model } from 'mongoose';
import { DomainError } from '../../domain/errors.ts';

/** As in the query of every list (`api/common.ts`). */
export type PageQuery = Readonly<{ limit: number; cursor?: string | undefined }>;
export type Page<Row> = Readonly<{ rows: readonly Row[]; nextCursor: string | null }>;
/** The sort order of a list: a field (`-field`: descending), then the id, which makes it total. */
export type Order = readonly [string, '_id' | '-_id'];

const withoutSign = (field: string): string => field.replace(/^-/, '');

/** The page after the cursor. Throws INVALID_INPUT for a cursor that is not of a list in this order. */
export async function pageOf<Row extends { _id: string }>(
  model: Model<Row>,
  filter: Record<string, unknown>,
  [major, minor]: Order,
  { limit, cursor }: PageQuery,
): Promise<Page<Row>> {
  const field = withoutSign(major);
  const [one, other] = [major.startsWith('-') ? '$lt' : '$gt', minor.startsWith('-') ? '$lt' : '$gt'];
  const place = cursor === undefined ? null : decode(cursor, model.schema.path(field)?.instance);
  const after = place && {
    $or: [{ [field]: { [one]: place.value } }, { [field]: place.value, _id: { [other]: place.id } }],
  };
  const found = await model
    .find(after ? { $and: [filter, after] } : filter)
    .sort({ [field]: one === '$lt' ? -1 : 1, _id: other === '$lt' ? -1 : 1 })
    .limit(limit + 1)
    .lean<(Row & Record<string, unknown>)[]>();
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > limit && last ? encode([last[field], last._id]) : null };
}

/** All documents of a collection in pages of `size`, by id. */
export async function* everyPage<Row extends { _id: string }>(model: Model<Row>, size = 500): AsyncGenerator<Row[]> {
  for (let after = ''; ;) {
    const rows = await model
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(size)
      .lean<Row[]>();
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < size) return;
    after = last._id;
  }
}

/** The cursor after a row: its sort key as opaque text. */
const encode = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The sort key in a cursor, for a sort field of this mongoose type. Throws INVALID_INPUT. */
function decode(cursor: string, kind: string | undefined): { value: unknown; id: string } {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === 2 && typeof key[1] === 'string') {
      const [text, id] = key as [unknown, string]; // checked above
      const value = kind === 'Date' && typeof text === 'string' ? new Date(text) : text;
      const isDate = value instanceof Date && !Number.isNaN(value.getTime());
      if (kind === 'Date' ? isDate : typeof value === kind?.toLowerCase()) return { value, id };
    }
  } catch {
    // not a cursor
  }
  throw new DomainError('INVALID_INPUT', 'common.invalidInput', { field: 'cursor' });
}
