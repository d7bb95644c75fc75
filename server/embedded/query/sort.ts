/** Sort orders. A document sorts by the least of the keys that an index on the same fields would hold for it. */
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { compare, isNumeric } from '../values/compare.ts';
import { badValue, refuse, StoreError } from '../values/errors.ts';
import { fieldKeys, type SortField } from '../values/field-keys.ts';
import { toDouble } from '../values/numbers.ts';
import { split, straight } from '../values/paths.ts';

export const parseSort = (spec: Doc): SortField[] => {
  if (spec.size > 32) return badValue('too many sort keys');
  return [...spec].map(([path, value]) => {
    if (isDoc(value)) return refuse('$meta in a sort');
    const n = isNumeric(value) ? toDouble(value) : 0;
    if (n !== 1 && n !== -1) return badValue('$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (path === '' || (path.startsWith('$') && path !== '$natural'))
      return badValue(`not a field to sort by: '${path}'`);
    return { path, direction: n };
  });
};

/** Computes a document's sort key once; comparing the keys' bytes sorts the documents. */
export const sortKey =
  (fields: readonly SortField[]) =>
  (document: Doc): Buffer => {
    try {
      return fieldKeys(fields, document).keys.reduce((a, b) => (Buffer.compare(b, a) < 0 ? b : a));
    } catch (error) {
      if (error instanceof StoreError && error.codeName === 'CannotIndexParallelArrays')
        return badValue('cannot sort with keys that are parallel arrays');
      throw error;
    }
  };

/** Order of array items by their fields, for `$push`. Unlike a sort of documents it does not look into arrays. */
export const itemOrder = (spec: Doc): ((a: Value, b: Value) => number) => {
  const fields = parseSort(spec).map(({ path, direction }) => ({ parts: split(path), direction }));
  const at = (item: Value, parts: string[]): Value | undefined => (isDoc(item) ? straight(item, parts) : undefined);
  return (a, b) => {
    for (const { parts, direction } of fields) {
      const c = compare(at(a, parts), at(b, parts)) * direction;
      if (c !== 0) return c;
    }
    return 0;
  };
};
