/** What the positional `$` of an update or projection stands for: the array item that made the filter match. */
import { BSONRegExp } from 'bson';
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { compileFilter, element, isOperators } from './filter.ts';
import { split, straight } from '../values/paths.ts';

/** Index of the first item that matched a clause on an array; `undefined` when no clause reached an array. */
export const positionOf = (filter: Doc, document: Doc, path?: string): number | undefined => {
  let found: number | undefined;
  for (const [name, value] of filter) {
    if (name === '$and' && Array.isArray(value))
      for (const q of value) found = (isDoc(q) ? positionOf(q, document, path) : undefined) ?? found;
    else if (name === '$or' && Array.isArray(value)) {
      const q = value.find((x) => isDoc(x) && compileFilter(x).matches(document));
      found = (isDoc(q) ? positionOf(q, document, path) : undefined) ?? found;
    } else if (!name.startsWith('$')) found = ofClause(name, value, document) ?? found;
  }
  return found;
};

const ofClause = (name: string, value: Value, document: Doc): number | undefined => {
  const parts = split(name);
  for (let n = 1; n <= parts.length; n++) {
    const list = straight(document, parts.slice(0, n));
    if (!Array.isArray(list)) continue;
    const rest = parts.slice(n);
    if (rest[0] !== undefined && /^\d+$/.test(rest[0])) return Number(rest[0]);
    const i = list.findIndex((item) => matchesItem(item, rest, value));
    return i < 0 ? undefined : i;
  }
  return undefined;
};

const matchesItem = (item: Value, rest: string[], value: Value): boolean => {
  if (rest.length > 0) return isDoc(item) && compileFilter(new Map([[rest.join('.'), value]])).matches(item);
  const isCondition = isDoc(value) && isOperators(value);
  if (isCondition && value.has('$elemMatch'))
    return compileFilter(new Map([['x', value]])).matches(new Map([['x', [item]]]));
  // an item that is itself an array is not entered
  return element(isCondition ? value : new Map([[value instanceof BSONRegExp ? '$regex' : '$eq', value]]))(item);
};
