/** Arithmetic as in MongoDB: int → long → double → decimal, exact where the wider type is exact. */
import { Decimal128, Double } from 'bson';
import { exact, type Exact, type Numeric } from './compare.ts';
import { badValue } from './errors.ts';

export const toDouble = (v: Numeric): number =>
  v instanceof Double ? v.value : v instanceof Decimal128 ? Number(v.toString()) : Number(v);

const fits32 = (n: bigint): boolean => BigInt.asIntN(32, n) === n;
const fits64 = (n: bigint): boolean => BigInt.asIntN(64, n) === n;

/** The whole part of a number, if it fits into 64 bits. */
export const truncated = (v: Numeric): bigint | undefined => {
  const e = exact(v);
  if (typeof e === 'number' || e.exponent > 19) return undefined;
  const n = e.exponent >= 0 ? e.digits * 10n ** BigInt(e.exponent) : e.digits / 10n ** BigInt(-e.exponent);
  return fits64(n) ? n : undefined;
};

/** int32 when `narrow` and it fits, else int64, else a double, as in MongoDB's expressions. */
const fromInteger = (n: bigint, narrow: boolean): Numeric =>
  narrow && fits32(n) ? Number(n) : fits64(n) ? n : new Double(Number(n));

/** The exact value for decimal arithmetic, where MongoDB first rounds a double to 15 significant digits. */
const inDecimal = (v: Numeric): Exact | number =>
  v instanceof Double && Number.isFinite(v.value) ? exact(Decimal128.fromString(v.value.toPrecision(15))) : exact(v);

/** Coefficient and exponent as a Decimal128, rounded to 34 digits, half to even. */
const decimal = (digits: bigint, exponent: number): Decimal128 => {
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

/** Like `inDecimal`, but keeps trailing zeros of decimals and integers: 1.10 + 1.00 is 2.10. */
const withZeros = (v: Numeric): Exact | number => {
  const text = v instanceof Decimal128 ? /^(-?\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(v.toString()) : null;
  if (typeof v === 'number' || typeof v === 'bigint') return { digits: BigInt(v), exponent: 0 };
  if (!text) return inDecimal(v);
  const [, whole = '', part = '', e = '0'] = text;
  return { digits: BigInt(whole + part), exponent: Number(e) - part.length };
};

type Operation = 'add' | 'subtract' | 'multiply';

const double = (op: Operation, a: number, b: number): number =>
  op === 'add' ? a + b : op === 'subtract' ? a - b : a * b;

export const arithmetic = (op: Operation, a: Numeric, b: Numeric): Numeric => {
  if (typeof a === 'number' && typeof b === 'number') {
    const quick = double(op, a, b);
    if ((quick | 0) === quick) return quick | 0;
  }
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const [x, y] = [withZeros(a), withZeros(b)];
    if (typeof x === 'number' || typeof y === 'number')
      return Decimal128.fromString(String(double(op, toDouble(a), toDouble(b))));
    if (op === 'multiply') return decimal(x.digits * y.digits, x.exponent + y.exponent);
    const exponent = Math.min(x.exponent, y.exponent);
    if (Math.max(x.exponent, y.exponent) - exponent > 7000) return badValue('decimals too far apart in scale');
    const [left, right] = [x, y].map((e) => e.digits * 10n ** BigInt(e.exponent - exponent)) as [bigint, bigint]; // two
    return decimal(op === 'add' ? left + right : left - right, exponent);
  }
  if (a instanceof Double || b instanceof Double) return new Double(double(op, toDouble(a), toDouble(b)));
  const [x, y] = [BigInt(a), BigInt(b)];
  const result = op === 'add' ? x + y : op === 'subtract' ? x - y : x * y;
  return fromInteger(result, typeof a === 'number' && typeof b === 'number');
};

/** Quotient: a double, or a decimal when either operand is one. */
export const divide = (a: Numeric, b: Numeric): Numeric => {
  const plain = toDouble(a) / toDouble(b);
  if (!(a instanceof Decimal128 || b instanceof Decimal128)) return new Double(plain);
  const [x, y] = [inDecimal(a), inDecimal(b)];
  if (typeof x === 'number' || typeof y === 'number') return Decimal128.fromString(String(plain));
  // 40 digits beyond the divisor's, then rounded to 34; a quotient that ends earlier is exact
  const scale = 40 + String(y.digits).length;
  let [digits, exponent] = [(x.digits * 10n ** BigInt(scale)) / y.digits, x.exponent - y.exponent - scale];
  for (; digits !== 0n && digits % 10n === 0n && exponent < 0; digits /= 10n) exponent++;
  return decimal(digits, exponent);
};

/** Rounds half to even at a decimal place, by the exact value; keeps the type. */
export const round = (v: Numeric, place: number): Numeric => {
  const e = exact(v);
  if (typeof e === 'number' || -e.exponent <= place) return v;
  const unit = 10n ** BigInt(-e.exponent - place);
  const rest = (e.digits % unit) * 2n;
  const isUp = rest * rest > unit * unit || (rest * rest === unit * unit && (e.digits / unit) % 2n !== 0n);
  const digits = e.digits / unit + (isUp ? (rest > 0n ? 1n : -1n) : 0n);
  if (v instanceof Decimal128) return decimal(digits, -place);
  const n = Number(`${digits}e${-place}`);
  return v instanceof Double ? new Double(n) : fromInteger(BigInt(n), typeof v === 'number');
};

/** A double's exact value as a decimal of 34 digits. */
const toDecimal = (n: number): Decimal128 => {
  const e = exact(new Double(n));
  return typeof e === 'number' ? Decimal128.fromString(String(e)) : decimal(e.digits, e.exponent);
};

/** The sum of two doubles and its rounding error. */
const twoSum = (a: number, b: number): [number, number] => {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
};

/**
 * Sum for `$sum` and `$avg`: exact for integers and decimals, double-double precision for doubles, so that the order of
 * the documents does not matter. The result has the widest type that was added.
 */
export class Total {
  count = 0;
  private whole = 0;
  private rest = 0n;
  private isLong = false;
  private high = 0;
  private low = 0;
  /** The plain sum of the doubles: the result when it is NaN or infinite. */
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
