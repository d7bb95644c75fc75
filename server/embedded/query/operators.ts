/** The expression operators. One that is not in this table is refused by name. */
import { ObjectId } from 'bson';
import { isDoc, type Value } from '../values/bson.ts';
import { compare, equal, isNumeric, type Numeric } from '../values/compare.ts';
import { badValue, mismatch, refuse } from '../values/errors.ts';
import { arithmetic, divide, round, toDouble, Total } from '../values/numbers.ts';
import { fold, lazy, type Make, many, named, nullsOut, type Operands, type Part, simple } from './operator-kinds.ts';
import { truthy, typeName } from '../values/types.ts';

const listOf = (v: Value | undefined): Value[] =>
  Array.isArray(v) ? v : mismatch(`an array was needed, not ${typeName(v)}`);
const numeric = (v: Value | undefined): Numeric =>
  isNumeric(v) ? v : mismatch(`only numeric types are supported, not ${typeName(v)}`);
const integer = (v: Value | undefined): number =>
  isNumeric(v) && Number.isInteger(toDouble(v)) ? toDouble(v) : mismatch('a whole number was needed');
const itemName = (part: Part): string => {
  const name = part('as') ?? 'this';
  return typeof name === 'string' && /^[a-z]\w*$/.test(name) ? name : badValue('not a valid name for a variable');
};

/** In expressions a missing value sorts below null. */
const order = (a: Value | undefined, b: Value | undefined): number =>
  a === undefined || b === undefined ? Number(a !== undefined) - Number(b !== undefined) : compare(a, b);
const comparison = (test: (c: number) => boolean): Make => simple(2, 2, (a, b) => test(order(a, b)));

const plus = (a: Value, b: Value): Value => {
  if (b instanceof Date)
    return a instanceof Date ? mismatch('only one date allowed in an $add expression') : plus(b, a);
  return a instanceof Date
    ? new Date(a.getTime() + Math.round(toDouble(numeric(b))))
    : arithmetic('add', numeric(a), numeric(b));
};
const minus = (a: Value, b: Value): Value => {
  if (!(a instanceof Date)) return arithmetic('subtract', numeric(a), numeric(b));
  return b instanceof Date
    ? BigInt(a.getTime() - b.getTime())
    : new Date(a.getTime() - Math.round(toDouble(numeric(b))));
};

const totalOf = (values: Operands): Total => {
  const total = new Total();
  for (const v of values) if (isNumeric(v)) total.add(v);
  return total;
};
const extreme = (direction: 1 | -1): Make =>
  many((values) =>
    values.reduce<Value>(
      (best, v) => (v == null ? best : best === null || compare(v, best) * direction > 0 ? v : best),
      null,
    ),
  );

const text = (v: Value | undefined): string =>
  typeof v === 'string' ? v : mismatch(`only strings are supported, not ${typeName(v)}`);
/** Parts of a date in UTC, by the letter in a format: the width in digits and the value. */
const DATE_PARTS: Readonly<Record<string, readonly [number, (d: Date) => number]>> = {
  Y: [4, (d) => d.getUTCFullYear()],
  m: [2, (d) => d.getUTCMonth() + 1],
  d: [2, (d) => d.getUTCDate()],
  H: [2, (d) => d.getUTCHours()],
  M: [2, (d) => d.getUTCMinutes()],
  S: [2, (d) => d.getUTCSeconds()],
  L: [3, (d) => d.getUTCMilliseconds()],
};
const datePart = (v: Value, letter: string): readonly [number, number] => {
  if (!(v instanceof Date)) return refuse(`parts of a date of the type ${typeName(v)}`);
  const [width, read] = DATE_PARTS[letter] ?? refuse(`%${letter} in the format of a date`);
  return [read(v), width];
};
const dated = (v: Value, letter: string): string => {
  if (letter === '%') return letter;
  const [n, width] = datePart(v, letter);
  return n >= 0 && n <= 9999 ? String(n).padStart(width, '0') : badValue('a year of more than four digits');
};

const inText = (v: Value): string => {
  if (v instanceof Date) return v.toISOString();
  const isPlain = typeof v === 'string' || typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean';
  return isPlain || v instanceof ObjectId ? String(v) : refuse(`$toString of the type ${typeName(v)}`);
};

const KEYS_OF_COND = ['if', 'then', 'else'];

export const OPERATORS: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['$literal', (v) => () => v],
  ['$eq', comparison((c) => c === 0)],
  ['$ne', comparison((c) => c !== 0)],
  ['$gt', comparison((c) => c > 0)],
  ['$gte', comparison((c) => c >= 0)],
  ['$lt', comparison((c) => c < 0)],
  ['$lte', comparison((c) => c <= 0)],
  ['$and', lazy((args) => args.every((arg) => truthy(arg())))],
  ['$or', lazy((args) => args.some((arg) => truthy(arg())))],
  ['$not', simple(1, 1, (v) => !truthy(v))],
  [
    '$cond',
    (operand, compile, name) => {
      const parts = Array.isArray(operand) ? new Map(operand.map((x, i) => [KEYS_OF_COND[i] ?? '', x])) : operand;
      const choose = (part: Part): Value | undefined => (truthy(part('if')) ? part('then') : part('else'));
      return named(KEYS_OF_COND, [], choose)(parts, compile, name);
    },
  ],
  [
    '$ifNull',
    lazy((args) => {
      if (args.length < 2) badValue('$ifNull needs at least two arguments');
      let v: Value | undefined;
      for (const arg of args) if ((v = arg()) != null) break;
      return v;
    }),
  ],

  ['$add', fold<Value>(0, plus)],
  ['$subtract', nullsOut(2, 2, minus)],
  ['$multiply', fold<Numeric>(1, (a, b) => arithmetic('multiply', a, numeric(b)))],
  [
    '$divide',
    nullsOut(2, 2, (a, b) =>
      toDouble(numeric(b)) === 0 ? badValue("can't $divide by zero") : divide(numeric(a), numeric(b)),
    ),
  ],
  [
    '$round',
    nullsOut(1, 2, (v, place = 0) => {
      const n = integer(place);
      return n >= 0 && n <= 100 ? round(numeric(v), n) : refuse('$round before the decimal point');
    }),
  ],
  ['$sum', many((values) => totalOf(values).result())],
  ['$avg', many((values) => totalOf(values).average())],
  ['$max', extreme(1)],
  ['$min', extreme(-1)],

  ['$size', simple(1, 1, (v) => listOf(v).length)],
  ['$isArray', simple(1, 1, (v) => Array.isArray(v))],
  ['$in', simple(2, 2, (v, list) => listOf(list).some((x) => v !== undefined && equal(x, v)))],
  ['$arrayElemAt', nullsOut(2, 2, (v, i) => listOf(v).at(integer(i)))],
  ['$first', nullsOut(1, 1, (v) => listOf(v)[0])],
  ['$last', nullsOut(1, 1, (v) => listOf(v).at(-1))],
  ['$concatArrays', fold<Value[]>([], (all, v) => [...all, ...listOf(v)])],
  [
    '$map',
    named(['input', 'in'], ['as'], (part) => {
      const [v, name] = [part('input'), itemName(part)];
      return v == null ? null : listOf(v).map((x) => part('in', [name, x]) ?? null);
    }),
  ],
  [
    '$filter',
    named(['input', 'cond'], ['as'], (part) => {
      const [v, name] = [part('input'), itemName(part)];
      return v == null ? null : listOf(v).filter((x) => truthy(part('cond', [name, x])));
    }),
  ],

  [
    '$mergeObjects',
    many((values) => {
      const parts = values.filter((v) => v != null);
      return new Map(parts.flatMap((v) => (isDoc(v) ? [...v] : mismatch('$mergeObjects requires object inputs'))));
    }),
  ],
  [
    '$setField',
    named(['field', 'input', 'value'], [], (part) => {
      const [into, name, v] = [part('input'), text(part('field')), part('value')];
      if (into == null) return null;
      const out = new Map(isDoc(into) ? into : mismatch('$setField needs a document'));
      if (v === undefined) out.delete(name);
      else out.set(name, v);
      return out;
    }),
  ],
  ['$type', simple(1, 1, typeName)],

  ['$concat', fold<string>('', (all, v) => all + text(v))],
  ['$toString', nullsOut(1, 1, inText)],
  [
    '$toObjectId',
    nullsOut(1, 1, (v) => {
      if (v instanceof ObjectId) return v;
      return /^[0-9a-f]{24}$/i.test(text(v)) ? new ObjectId(text(v)) : badValue('not the text of an ObjectId');
    }),
  ],
  ['$year', nullsOut(1, 1, (v) => datePart(v, 'Y')[0])],
  ['$month', nullsOut(1, 1, (v) => datePart(v, 'm')[0])],
  ['$dayOfMonth', nullsOut(1, 1, (v) => datePart(v, 'd')[0])],
  [
    '$dateToString',
    named(['date'], ['format'], (part) => {
      const [v, format] = [part('date'), part('format') ?? '%Y-%m-%dT%H:%M:%S.%LZ'];
      return v == null ? null : text(format).replace(/%(.?)/gs, (_, letter: string) => dated(v, letter));
    }),
  ],
]);
