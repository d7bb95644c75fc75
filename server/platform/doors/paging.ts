import { DomainError } from '../../domain/errors.ts';

/** A place in a list with a stable order, as opaque text: the sort key of the last item shown. */
const encode = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

function decode(cursor: string, length: number): (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isKey =
      Array.isArray(key) && key.length === length && key.every((part) => ['string', 'number'].includes(typeof part));
    if (isKey) return key as (string | number)[]; // checked just now
  } catch {
    // falls through to the refusal
  }
  return refuse();
}

function refuse(): never {
  throw new DomainError('INVALID_INPUT', 'common.invalidInput', { field: 'cursor' });
}

/**
 * The filter for what comes after `cursor` in the ascending (or with `-field` descending) order of two fields, the second
 * of them unique. `first` reads the first field back from text, where it is a date.
 */
export function afterCursor(
  cursor: string | undefined,
  [major, minor]: readonly [string, string],
  first: (text: string) => unknown = (text) => text,
): { $or?: Record<string, unknown>[] } {
  if (cursor === undefined) return {};
  const [majorValue = '', minorValue = ''] = decode(cursor, 2);
  const [majorName, majorOperator] = major.startsWith('-') ? [major.slice(1), '$lt'] : [major, '$gt'];
  const [minorName, minorOperator] = minor.startsWith('-') ? [minor.slice(1), '$lt'] : [minor, '$gt'];
  const value = typeof majorValue === 'string' ? first(majorValue) : majorValue;
  if (value instanceof Date && Number.isNaN(value.getTime())) refuse();
  return {
    $or: [
      { [majorName]: { [majorOperator]: value } },
      { [majorName]: value, [minorName]: { [minorOperator]: minorValue } },
    ],
  };
}

/** The cursor of the next page, from one row more than was asked for; null at the end. */
export function nextCursor<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly unknown[],
): string | null {
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? encode(keyOf(last)) : null;
}
