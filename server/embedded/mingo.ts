/** The operators on text, time and sets that mingo works out, on arguments that are plain values already. */
import { Double } from 'bson';
import { Context, evalExpr } from 'mingo/core';
import * as date from 'mingo/operators/expression/date';
import * as sets from 'mingo/operators/expression/set';
import * as text from 'mingo/operators/expression/string';
import type { Options } from 'mingo/types';
import { type Doc, isDoc, type Value } from './bson.ts';
import { isNumeric } from './compare.ts';
import { badValue } from './errors.ts';
import { fromNumber, toDouble } from './numbers.ts';

const ALLOWED = [
  '$year $month $dayOfMonth $dayOfWeek $dayOfYear $hour $minute $second $millisecond $week $isoWeek $isoWeekYear $isoDayOfWeek',
  '$dateToString $dateFromString $dateToParts $dateFromParts $dateAdd $dateSubtract $dateDiff $dateTrunc',
  '$toLower $toUpper $trim $ltrim $rtrim $split $strLenCP $strLenBytes $substr $substrCP $substrBytes $indexOfCP',
  '$replaceOne $replaceAll $strcasecmp',
  '$setUnion $setIntersection $setDifference $setEquals $setIsSubset $anyElementTrue $allElementsTrue',
].flatMap((line) => line.split(' '));

type Operators = NonNullable<NonNullable<Parameters<typeof Context.init>[0]>['expression']>;
const operators = Object.fromEntries(
  Object.entries({ ...date, ...sets, ...text }).filter(([name]) => ALLOWED.includes(name)),
) as Operators; // the modules export operators only, under their own names

export const isMingo = (name: string): boolean => Object.hasOwn(operators, name);

const literal = (v: unknown): unknown => ({ $literal: v });
// One options object for all calls: a copy of the operator tables per call is four times slower.
const options = {
  context: Context.init({
    expression: { ...operators, $literal: (_doc: unknown, v: unknown, _options: unknown) => v },
  }),
} as Options;

const outward = (v: Value | undefined): unknown => {
  if (v === undefined) return null;
  if (isNumeric(v)) return toDouble(v);
  if (Array.isArray(v)) return v.map(outward);
  if (isDoc(v)) return Object.assign(Object.create(null), Object.fromEntries([...v].map(([k, x]) => [k, outward(x)])));
  return v;
};

const inward = (v: unknown): Value | undefined => {
  if (typeof v === 'number') return fromNumber(v);
  if (Array.isArray(v)) return v.map((x) => inward(x) ?? null);
  if (
    v !== null &&
    typeof v === 'object' &&
    [Object.prototype, null].includes(Object.getPrototypeOf(v) as object | null)
  )
    return new Map(Object.entries(v).map(([k, x]) => [k, inward(x) ?? null]));
  return v as Value | undefined; // what goes in unchanged comes out unchanged
};

export const byMingo = (name: string, args: Value | undefined): Value | undefined => {
  const given = Array.isArray(args)
    ? args.map((x) => literal(outward(x)))
    : isDoc(args)
      ? named(args)
      : literal(outward(args));
  try {
    return inward(evalExpr({}, { [name]: given }, options));
  } catch (error) {
    return badValue(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const named = (args: Doc): unknown => Object.fromEntries([...args].map(([k, v]) => [k, literal(outward(v))]));
export { Double };
