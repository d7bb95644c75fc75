/** Kinds of values by MongoDB's names and numbers, and what counts as true or as a whole number. */
import { Binary, BSONRegExp, Double, MaxKey, MinKey, ObjectId } from 'bson';
import { isDoc, type Value } from './bson.ts';
import { compareNumbers, isNumeric, rank } from './compare.ts';
import { badValue } from './errors.ts';

type Test = (v: Value | undefined) => boolean;

export const truthy = (v: Value | undefined): boolean =>
  v != null && v !== false && !(isNumeric(v) && compareNumbers(v, 0) === 0);

/** A whole number, however it is stored. */
export const toInteger = (v: Value | undefined, what: string): number => {
  const n = isNumeric(v) ? Number(v instanceof Double ? v.value : String(v)) : NaN;
  return Number.isFinite(n) && Number.isInteger(n) ? n : badValue(`${what} must be a whole number`);
};

const TYPES: readonly [string, number, Test][] = [
  ['double', 1, (v) => v instanceof Double],
  ['string', 2, (v) => typeof v === 'string'],
  ['object', 3, (v) => isDoc(v)],
  ['array', 4, (v) => Array.isArray(v)],
  ['binData', 5, (v) => v instanceof Binary],
  ['undefined', 6, () => false],
  ['objectId', 7, (v) => v instanceof ObjectId],
  ['bool', 8, (v) => typeof v === 'boolean'],
  ['date', 9, (v) => v instanceof Date],
  ['null', 10, (v) => v === null],
  ['regex', 11, (v) => v instanceof BSONRegExp],
  ['dbPointer', 12, () => false],
  ['javascript', 13, (v) => rank(v) === 120],
  ['symbol', 14, () => false],
  ['javascriptWithScope', 15, () => false],
  ['int', 16, (v) => typeof v === 'number'],
  ['timestamp', 17, (v) => rank(v) === 100],
  ['long', 18, (v) => typeof v === 'bigint'],
  ['decimal', 19, (v) => isNumeric(v) && typeof v === 'object' && !(v instanceof Double)],
  ['minKey', -1, (v) => v instanceof MinKey],
  ['maxKey', 127, (v) => v instanceof MaxKey],
  ['number', NaN, (v) => isNumeric(v)],
];

/** The alias `$type` and the expression of that name use. */
export const typeName = (v: Value | undefined): string =>
  v === undefined ? 'missing' : (TYPES.find(([, , test]) => test(v))?.[0] ?? 'unknown');

export const typeTest = (operand: Value): Test => {
  const tests = (Array.isArray(operand) ? operand : [operand]).map((x): Test => {
    const found = TYPES.find(([name, code]) => (typeof x === 'string' ? name === x : code === numberOf(x)));
    return found ? found[2] : badValue(`Unknown type name alias or code: ${JSON.stringify(x)}`);
  });
  if (tests.length === 0) return badValue('$type must match at least one type');
  return (v) => v !== undefined && tests.some((t) => t(v));
};

const numberOf = (v: Value): number => (isNumeric(v) ? Number(v instanceof Double ? v.value : String(v)) : NaN);
