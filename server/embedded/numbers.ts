/** Arithmetic as MongoDB does it: int → long → double → decimal, exact where the wider type is exact. */
import { Decimal128, Double } from 'bson';
import { exact, type Exact, fraction, type Numeric } from './compare.ts';
import { badValue } from './errors.ts';

export const toDouble = (v: Numeric): number =>
  v instanceof Double ? v.value : v instanceof Decimal128 ? Number(v.toString()) : Number(v);

export const fits32 = (n: bigint): boolean => n >= -2147483648n && n <= 2147483647n;
export const fits64 = (n: bigint): boolean => BigInt.asIntN(64, n) === n;

/** The whole part of a number, when it is one of 64 bits. */
export const truncated = (v: unknown): bigint | undefined => {
  let n: bigint | undefined;
  if (typeof v === 'number' || typeof v === 'bigint') n = BigInt(v);
  else if (v instanceof Double && Number.isFinite(v.value)) n = BigInt(Math.trunc(v.value));
  else if (v instanceof Decimal128) {
    const { special, digits, exponent } = exact(v);
    if (special === undefined && exponent < 20)
      n = exponent >= 0 ? digits * 10n ** BigInt(exponent) : digits / 10n ** BigInt(-exponent);
  }
  return n !== undefined && fits64(n) ? n : undefined;
};

/** A number that came out of a computation, in the narrowest integer type or as a double. */
export const fromNumber = (n: number): Numeric =>
  Number.isInteger(n) && !Object.is(n, -0) && Math.abs(n) <= 2147483647 ? n : new Double(n);

/** Integers: int32 when both were and it fits, else int64, else (as MongoDB's expressions do) a double. */
export const fromInteger = (n: bigint, narrow: boolean): Numeric =>
  narrow && fits32(n) ? Number(n) : fits64(n) ? n : new Double(Number(n));

const asExact = (v: Numeric): Exact => {
  if (v instanceof Decimal128) return exact(v);
  if (!(v instanceof Double)) return { digits: BigInt(v), exponent: 0 };
  if (!Number.isFinite(v.value)) return { special: v.value, digits: 0n, exponent: 0 };
  // MongoDB turns a double into a decimal of 15 significant digits.
  return exact(Decimal128.fromString(v.value.toPrecision(15)));
};

/** Coefficient and exponent as a Decimal128 of 34 digits, half to even. */
export const decimal = (digits: bigint, exponent: number): Decimal128 => {
  let n = digits < 0n ? -digits : digits;
  let e = exponent;
  const extra = String(n).length - 34;
  if (extra > 0) {
    const unit = 10n ** BigInt(extra);
    const rest = (n % unit) * 2n;
    n /= unit;
    if (rest > unit || (rest === unit && n % 2n === 1n)) n++;
    e += extra;
  }
  return Decimal128.fromString(`${digits < 0n ? '-' : ''}${n}E${e}`);
};

const decimalParts = (v: Numeric): Exact => {
  if (!(v instanceof Decimal128)) return asExact(v);
  // Unlike `exact`, keeps trailing zeros: 1.10 + 1.00 is 2.10.
  const text = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(v.toString());
  if (!text) return exact(v);
  const [, minus, whole = '', part = '', e = '0'] = text;
  return { digits: BigInt(`${minus}${whole}${part}`), exponent: Number(e) - part.length };
};

export type Operation = 'add' | 'subtract' | 'multiply';

const double = (op: Operation, a: number, b: number): number =>
  op === 'add' ? a + b : op === 'subtract' ? a - b : a * b;

export const arithmetic = (op: Operation, a: Numeric, b: Numeric): Numeric => {
  if (typeof a === 'number' && typeof b === 'number') {
    const quick = double(op, a, b);
    if ((quick | 0) === quick) return quick | 0;
  }
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const x = decimalParts(a);
    const y = decimalParts(b);
    if (x.special !== undefined || y.special !== undefined)
      return Decimal128.fromString(String(double(op, toDouble(a), toDouble(b))));
    if (op === 'multiply') return decimal(x.digits * y.digits, x.exponent + y.exponent);
    const exponent = Math.min(x.exponent, y.exponent);
    if (Math.max(x.exponent, y.exponent) - exponent > 7000) return badValue('decimals too far apart in scale');
    const left = x.digits * 10n ** BigInt(x.exponent - exponent);
    const right = y.digits * 10n ** BigInt(y.exponent - exponent);
    return decimal(op === 'add' ? left + right : left - right, exponent);
  }
  if (a instanceof Double || b instanceof Double) return new Double(double(op, toDouble(a), toDouble(b)));
  const [x, y] = [BigInt(a), BigInt(b)];
  const result = op === 'add' ? x + y : op === 'subtract' ? x - y : x * y;
  return fromInteger(result, typeof a === 'number' && typeof b === 'number');
};

/** A quotient: a double, or a decimal when either is one. */
export const divide = (a: Numeric, b: Numeric): Numeric => {
  if (!(a instanceof Decimal128 || b instanceof Decimal128)) return new Double(toDouble(a) / toDouble(b));
  const x = asExact(a);
  const y = asExact(b);
  if (x.special !== undefined || y.special !== undefined)
    return Decimal128.fromString(String(toDouble(a) / toDouble(b)));
  // 40 digits beyond the divisor's, then rounded to 34; a quotient that ends early is exact.
  const scale = 40 + String(y.digits).length;
  const quotient = exactDigits((x.digits * 10n ** BigInt(scale)) / y.digits, x.exponent - y.exponent - scale);
  return decimal(quotient.digits, quotient.exponent);
};

const exactDigits = (digits: bigint, exponent: number): Exact => {
  let [n, e] = [digits, exponent];
  while (n !== 0n && n % 10n === 0n && e < 0) {
    n /= 10n;
    e++;
  }
  return { digits: n, exponent: e };
};

/** A double's exact value as a decimal of 34 digits. */
export const toDecimal = (n: number): Decimal128 => {
  if (!Number.isFinite(n)) return Decimal128.fromString(String(n));
  const { numerator, shift } = fraction(n);
  return decimal(numerator * 5n ** BigInt(shift), -shift);
};

/** The sum of two doubles, and what it was rounded by. */
const twoSum = (a: number, b: number): [number, number] => {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
};

/**
 * What `$sum` and `$avg` add up: integers and decimals exactly, doubles with twice their precision, so that the order in
 * which documents come does not matter. The result has the widest type that was added.
 */
export class Total {
  count = 0;
  private whole = 0;
  private rest = 0n;
  private isLong = false;
  private high = 0;
  private low = 0;
  /** What plain addition gives: the result when it is no number or infinite. */
  private special: number | undefined;
  private decimals: Numeric | undefined;

  add(v: Numeric): void {
    this.count++;
    if (typeof v === 'number') {
      this.whole += v;
      if (Math.abs(this.whole) > 2 ** 50) this.spill();
    } else if (typeof v === 'bigint') {
      this.isLong = true;
      this.rest += v;
    } else if (v instanceof Double) {
      this.special = (this.special ?? 0) + v.value;
      this.addDouble(v.value);
    } else this.decimals = arithmetic('add', this.decimals ?? 0, v);
  }

  private spill(): void {
    this.rest += BigInt(this.whole);
    this.whole = 0;
  }

  private addDouble(n: number): void {
    const [x, carry] = twoSum(n, this.low);
    const [sum, more] = twoSum(this.high, x);
    this.high = sum;
    this.low = more + carry;
  }

  result(): Numeric {
    this.spill();
    const { decimals, special, rest } = this;
    if (decimals !== undefined) {
      const doubles = special === undefined ? 0 : arithmetic('add', toDecimal(this.high), toDecimal(this.low));
      return [Number.isFinite(special ?? 0) ? doubles : new Double(special ?? 0), rest].reduce<Numeric>(
        (a, b) => arithmetic('add', a, b),
        decimals,
      );
    }
    if (special === undefined) return fromInteger(rest, !this.isLong);
    if (!Number.isFinite(special)) return new Double(special);
    const near = Number(rest);
    this.addDouble(near);
    this.addDouble(Number(rest - BigInt(near)));
    this.rest = 0n;
    return new Double(this.high + this.low);
  }

  average(): Numeric | null {
    return this.count > 0 ? divide(this.result(), this.count) : null;
  }
}
