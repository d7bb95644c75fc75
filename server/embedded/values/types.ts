/** Kinds of values by MongoDB's names and numbers, and what counts as true or as a whole number. */
import { Double } from 'bson';
import type { Value } from './bson.ts';
import { compareNumbers, isNumeric, rank } from './compare.ts';
import { badValue } from './errors.ts';
import { toDouble } from './numbers.ts';

export const truthy = (v: Value | undefined): boolean =>
  v != null && v !== false && !(isNumeric(v) && compareNumbers(v, 0) === 0);

/** A whole number, however it is stored. */
export const toInteger = (v: Value | undefined, what: string): number => {
  const n = isNumeric(v) ? toDouble(v) : NaN;
  return Number.isInteger(n) ? n : badValue(`${what} must be a whole number`);
};

const CODES: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
  number: NaN,
};

/** The names by the ranks of their kinds; numbers have one for each type. */
const NAMES = new Map([
  [1, 'minKey'],
  [10, 'null'],
  [30, 'string'],
  [40, 'object'],
  [50, 'array'],
  [60, 'binData'],
  [70, 'objectId'],
  [80, 'bool'],
  [90, 'date'],
  [100, 'timestamp'],
  [110, 'regex'],
  [120, 'javascript'],
  [255, 'maxKey'],
]);

/** The alias `$type` and the expression of that name use. */
export const typeName = (v: Value | undefined): string => {
  if (v === undefined) return 'missing';
  if (!isNumeric(v)) return NAMES.get(rank(v)) ?? '';
  return typeof v === 'number' ? 'int' : typeof v === 'bigint' ? 'long' : v instanceof Double ? 'double' : 'decimal';
};

export const typeTest = (operand: Value): ((v: Value | undefined) => boolean) => {
  const wanted = (Array.isArray(operand) ? operand : [operand]).map((x) => {
    const isIt = ([name, code]: [string, number]): boolean => (isNumeric(x) ? code === toDouble(x) : name === x);
    const [name] =
      Object.entries(CODES).find(isIt) ?? badValue(`Unknown type name alias or code: ${JSON.stringify(x)}`);
    return name;
  });
  if (wanted.length === 0) return badValue('$type must match at least one type');
  return (v) => wanted.includes(typeName(v)) || (isNumeric(v) && wanted.includes('number'));
};
