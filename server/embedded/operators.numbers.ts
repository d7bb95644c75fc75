/** Operators on numbers and dates as amounts of time. */
import { Decimal128, Double } from 'bson';
import type { Value } from './bson.ts';
import { compare, isNumeric, type Numeric } from './compare.ts';
import { badValue, refuse } from './errors.ts';
import { arithmetic, divide, fromInteger, fromNumber, toDecimal, toDouble, Total } from './numbers.ts';
import {
  integer,
  type Make,
  mismatch,
  nullable,
  nullsOut,
  numeric,
  type Operands,
  type Operators,
  simple,
  spread,
} from './operator-tools.ts';
import { typeName } from './types.ts';

const plus = (a: Value, b: Value): Value => {
  if (a instanceof Date && b instanceof Date) return mismatch('only one date allowed in an $add expression');
  if (a instanceof Date) return new Date(a.getTime() + Math.round(toDouble(numeric(b, '$add'))));
  if (b instanceof Date) return plus(b, a);
  return arithmetic('add', numeric(a, '$add'), numeric(b, '$add'));
};

const minus = (a: Value, b: Value): Value => {
  if (a instanceof Date)
    return b instanceof Date
      ? BigInt(a.getTime() - b.getTime())
      : new Date(a.getTime() - Math.round(toDouble(numeric(b, '$subtract'))));
  return arithmetic('subtract', numeric(a, '$subtract'), numeric(b, '$subtract'));
};

const fold =
  (name: string, start: Numeric, step: (a: Value, b: Value) => Value): Make =>
  (operand, compile) => {
    const args = (Array.isArray(operand) ? operand : [operand]).map(compile);
    return (doc, vars) => {
      let total: Value = start;
      for (const e of args) {
        const v = e(doc, vars);
        if (v == null) return null;
        if (!isNumeric(v) && !(v instanceof Date && name === '$add'))
          return mismatch(`${name} only supports numeric or date types, not ${typeName(v)}`);
        total = step(total, v);
      }
      return total;
    };
  };

/** A function of one double that keeps the kind of its argument where MongoDB does. */
const rounding = (name: string, run: (n: number) => number): Make =>
  simple(
    name,
    1,
    1,
    nullable((v) => {
      const n = numeric(v ?? null, name);
      if (typeof n === 'number' || typeof n === 'bigint') return n;
      if (n instanceof Double) return new Double(run(n.value));
      return roundDecimal(n, 0, name);
    }),
  );

const roundDecimal = (n: Decimal128, place: number, name: string): Value => {
  const text = n.toString();
  if (!/^-?[\d.]+(E[+-]?\d+)?$/.test(text)) return n;
  const [mantissa = '', e = '0'] = text.split('E');
  const [whole = '', part = ''] = mantissa.replace('-', '').split('.');
  const scale = part.length - Number(e) - place;
  const digits = BigInt(whole + part);
  if (scale <= 0) return n;
  const unit = 10n ** BigInt(scale);
  const negative = mantissa.startsWith('-');
  const rest = digits % unit;
  let q = digits / unit;
  if (name === '$round') q += rest * 2n > unit || (rest * 2n === unit && q % 2n === 1n) ? 1n : 0n;
  else if (rest > 0n && ((name === '$ceil' && !negative) || (name === '$floor' && negative))) q += 1n;
  return Decimal128.fromString(`${negative && q !== 0n ? '-' : ''}${q}E${-place}`);
};

const toPlace = (name: '$round' | '$trunc'): Make =>
  simple(
    name,
    1,
    2,
    nullable((v, p = 0) => {
      const n = numeric(v ?? null, name);
      const place = integer(p, name);
      if (place < -20 || place > 100) return badValue(`cannot apply ${name} with precision value ${place}`);
      if (n instanceof Decimal128) return roundDecimal(n, place, name);
      if (n instanceof Double) {
        if (!Number.isFinite(n.value)) return n;
        const rounded = roundDecimal(toDecimal(n.value), place, name);
        return new Double(toDouble(rounded as Numeric)); // a decimal rounds to a decimal
      }
      if (place >= 0) return n;
      const exactly = roundDecimal(Decimal128.fromString(String(n)), place, name) as Numeric; // as above
      return fromInteger(BigInt(Math.round(toDouble(exactly))), typeof n === 'number');
    }),
  );

const totalOf = (values: Operands): Total => {
  const total = new Total();
  for (const v of values) if (isNumeric(v)) total.add(v);
  return total;
};
const extreme = (values: Operands, direction: number): Value =>
  values.reduce<Value>(
    (best, v) => (v == null ? best : best === null || compare(v, best) * direction > 0 ? v : best),
    null,
  );

export const NUMBERS: Operators = [
  ['$add', fold('$add', 0, plus)],
  ['$multiply', fold('$multiply', 1, (a, b) => arithmetic('multiply', a as Numeric, b as Numeric))], // numeric, as fold checks
  nullsOut('$subtract', 2, 2, (a, b) => minus(a ?? null, b ?? null)),
  nullsOut('$divide', 2, 2, (a, b) => {
    const [x, y] = [numeric(a, '$divide'), numeric(b, '$divide')];
    return toDouble(y) === 0 ? badValue("can't $divide by zero") : divide(x, y);
  }),
  nullsOut('$mod', 2, 2, (a, b) => {
    const [x, y] = [numeric(a, '$mod'), numeric(b, '$mod')];
    if (toDouble(y) === 0) return badValue("can't $mod by zero");
    if (x instanceof Decimal128 || y instanceof Decimal128) return refuse('$mod of decimals');
    if (x instanceof Double || y instanceof Double) return new Double(toDouble(x) % toDouble(y));
    return fromInteger(BigInt(x) % BigInt(y), typeof x === 'number' && typeof y === 'number');
  }),
  nullsOut('$abs', 1, 1, (v) => (compare(numeric(v, '$abs'), 0) < 0 ? arithmetic('multiply', v as Numeric, -1) : v)),
  ['$ceil', rounding('$ceil', Math.ceil)],
  ['$floor', rounding('$floor', Math.floor)],
  ['$round', toPlace('$round')],
  ['$trunc', toPlace('$trunc')],
  ...(['sqrt', 'exp', 'ln', 'log10'] as const).map((f): [string, Make] => [
    `$${f}`,
    simple(
      `$${f}`,
      1,
      1,
      nullable((v) => {
        const n = numeric(v, `$${f}`);
        if (n instanceof Decimal128) return refuse(`$${f} of a decimal`);
        const x = toDouble(n);
        if (f !== 'exp' && (f === 'sqrt' ? x < 0 : x <= 0)) return badValue(`$${f}'s argument must be positive`);
        return new Double(Math[f === 'ln' ? 'log' : f](x));
      }),
    ),
  ]),
  nullsOut('$pow', 2, 2, (a, b) => {
    const [x, y] = [numeric(a, '$pow'), numeric(b, '$pow')];
    if (x instanceof Decimal128 || y instanceof Decimal128) return refuse('$pow of decimals');
    const result = toDouble(x) ** toDouble(y);
    return x instanceof Double || y instanceof Double || !Number.isSafeInteger(result)
      ? new Double(result)
      : fromNumber(result);
  }),
  [
    '$sum',
    (operand, compile) => {
      const v = spread(operand, compile);
      return (doc, vars) => totalOf(v(doc, vars)).result();
    },
  ],
  [
    '$avg',
    (operand, compile) => {
      const v = spread(operand, compile);
      return (doc, vars) => totalOf(v(doc, vars)).average();
    },
  ],
  [
    '$max',
    (operand, compile) => {
      const v = spread(operand, compile);
      return (doc, vars) => extreme(v(doc, vars), 1);
    },
  ],
  [
    '$min',
    (operand, compile) => {
      const v = spread(operand, compile);
      return (doc, vars) => extreme(v(doc, vars), -1);
    },
  ],
];
