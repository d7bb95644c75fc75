/** Type names and numbers of MongoDB, truthiness, whole numbers. */
import { Double } from 'bson';
import type { Value } from './bson.ts';
import { compareNumbers, isNumeric, rank } from './compare.ts';
import { badValue, refuse } from './errors.ts';
import { toDouble } from './numbers.ts';

export const truthy = (v: Value | undefined): boolean =>
  v != null && v !== false && !(isNumeric(v) && compareNumbers(v, 0) === 0);

/** A whole number of any numeric type. Throws BadValue for anything else. */
export const toInteger = (v: Value | undefined, what: string): number => {
  const n = isNumeric(v) ? toDouble(v) : NaN;
  return Number.isInteger(n) ? n : badValue(`${what} must be a whole number`);
};

/** MongoDB's name and number of each type, and the rank of its kind. */
const TYPES: readonly (readonly [string, number, number])[] = [
  ['double', 1, 20],
  ['string', 2, 30],
  ['object', 3, 40],
  ['array', 4, 50],
  ['binData', 5, 60],
  ['objectId', 7, 70],
  ['bool', 8, 80],
  ['date', 9, 90],
  ['null', 10, 10],
  ['regex', 11, 110],
  ['javascript', 13, 120],
  ['int', 16, 20],
  ['timestamp', 17, 100],
  ['long', 18, 20],
  ['decimal', 19, 20],
  ['minKey', -1, 1],
  ['maxKey', 127, 255],
];

/** The type name for the query operator and the expression `$type`. */
export const typeName = (v: Value | undefined): string => {
  if (v === undefined) return 'missing';
  if (!isNumeric(v)) return TYPES.find(([, , kind]) => kind === rank(v))?.[0] ?? '';
  return typeof v === 'number' ? 'int' : typeof v === 'bigint' ? 'long' : v instanceof Double ? 'double' : 'decimal';
};

export const typeTest = (operand: Value): ((v: Value | undefined) => boolean) => {
  const wanted = (Array.isArray(operand) ? operand : [operand]).map((x) => {
    if (x === 'number') return x;
    const found = TYPES.find(([name, code]) => (isNumeric(x) ? code === toDouble(x) : name === x));
    return found ? found[0] : refuse('$type of a type that it does not know');
  });
  if (wanted.length === 0) return badValue('$type must match at least one type');
  return (v) => wanted.includes(typeName(v)) || (isNumeric(v) && wanted.includes('number'));
};
