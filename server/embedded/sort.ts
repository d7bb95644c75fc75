/** Sort orders: an array counts by its least item going up and by its greatest going down. */
import { type Doc, isDoc, type Value } from './bson.ts';
import { compare, EMPTY_ARRAY_RANK, isNumeric, rank } from './compare.ts';
import { badValue, refuse } from './errors.ts';
import { toDouble } from './numbers.ts';
import { isIndex, split } from './paths.ts';

export interface SortField {
  readonly path: string;
  readonly direction: 1 | -1;
}

export const parseSort = (spec: Doc): SortField[] => {
  if (spec.size > 32) return badValue('too many sort keys');
  return [...spec].map(([path, value]) => {
    if (isDoc(value)) return refuse('$meta in a sort');
    const n = isNumeric(value) ? toDouble(value) : 0;
    if (n !== 1 && n !== -1) return badValue('$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (path === '' || path.startsWith('$')) return badValue(`not a field to sort by: '${path}'`);
    return { path, direction: n };
  });
};

/** Every value an index would hold for the path; `[]` as an item stands for an empty array at the end. */
export const reached = (
  value: Value | undefined,
  parts: readonly string[],
  at = 0,
  out: (Value | undefined)[] = [],
): (Value | undefined)[] => {
  const part = parts[at];
  if (part === undefined) {
    out.push(...(!Array.isArray(value) ? [value] : value.length === 0 ? [EMPTY] : value));
  } else if (isDoc(value)) reached(value.get(part), parts, at + 1, out);
  else if (Array.isArray(value)) {
    if (isIndex(part) && Number(part) < value.length) reached(value[Number(part)], parts, at + 1, out);
    else {
      for (const item of value) if (!Array.isArray(item)) reached(item, parts, at, out);
      if (value.length === 0) out.push(undefined);
    }
  } else out.push(undefined);
  return out;
};

/** Stands for an empty array, which sorts below null. */
export const EMPTY: Value = [];

const below = (a: Value | undefined, b: Value | undefined): number => {
  const [x, y] = [a === EMPTY, b === EMPTY];
  if (x || y) return x && y ? 0 : x ? EMPTY_ARRAY_RANK - rank(b) : rank(a) - EMPTY_ARRAY_RANK;
  return compare(a, b);
};

const least = (values: (Value | undefined)[], direction: number): Value | undefined =>
  values.length === 1 ? values[0] : values.reduce((a, b) => (below(b, a) * direction < 0 ? b : a));

export interface SortKey {
  readonly of: (doc: Doc) => (Value | undefined)[];
  readonly compare: (a: (Value | undefined)[], b: (Value | undefined)[]) => number;
}

/** A key worked out once a document, and the order of keys. */
export const sortKey = (fields: readonly SortField[]): SortKey => {
  const paths = fields.map((f) => split(f.path));
  return {
    of: (doc) =>
      paths.map((parts, i) => {
        const values = reached(doc, parts);
        return values.length === 0 ? undefined : least(values, fields[i]?.direction ?? 1);
      }),
    compare: (a, b) => {
      for (const [i, field] of fields.entries()) {
        const c = below(a[i], b[i]) * field.direction;
        if (c !== 0) return c;
      }
      return 0;
    },
  };
};

export const bySpec = (spec: Doc): ((a: Doc, b: Doc) => number) => {
  const key = sortKey(parseSort(spec));
  return (a, b) => key.compare(key.of(a), key.of(b));
};
