/** MongoDB's order of values: first by kind, then within the kind; numbers of all four types compare by exact value. */
import { Binary, BSONRegExp, Code, Decimal128, Double, MinKey, ObjectId, Timestamp } from 'bson';
import { isDoc, type Value } from './bson.ts';

/** The rank of a value's kind, also the first byte of its index key. A missing field ranks as null. */
export const rank = (v: Value | undefined): number => {
  switch (typeof v) {
    case 'number':
    case 'bigint':
      return 20;
    case 'string':
      return 30;
    case 'boolean':
      return 80;
    case 'undefined':
      return 10;
    default:
      break;
  }
  if (v === null) return 10;
  if (v instanceof Map) return 40;
  if (Array.isArray(v)) return 50;
  if (v instanceof Double || v instanceof Decimal128) return 20;
  if (v instanceof Date) return 90;
  if (v instanceof ObjectId) return 70;
  if (v instanceof Binary) return 60;
  if (v instanceof Timestamp) return 100;
  if (v instanceof BSONRegExp) return 110;
  if (v instanceof Code) return 120;
  return v instanceof MinKey ? 1 : 255;
};

/** The rank of an empty array as an index key and sort key: below null. */
export const EMPTY_ARRAY_RANK = 5;

export type Numeric = number | bigint | Double | Decimal128;
export const isNumeric = (v: unknown): v is Numeric =>
  typeof v === 'number' || typeof v === 'bigint' || v instanceof Double || v instanceof Decimal128;

/** A decimal as coefficient × 10^exponent, trailing zeros removed; `special` for NaN and the infinities. */
export interface Exact {
  readonly special?: number;
  readonly digits: bigint;
  readonly exponent: number;
}

export const exact = (d: Decimal128): Exact => {
  const view = new DataView(d.bytes.buffer, d.bytes.byteOffset, 16);
  const high = view.getBigUint64(8, true);
  const negative = high >> 63n === 1n;
  const top = Number((high >> 58n) & 31n);
  if (top === 31) return { special: NaN, digits: 0n, exponent: 0 };
  if (top === 30) return { special: negative ? -Infinity : Infinity, digits: 0n, exponent: 0 };
  // The second form of the encoding has no valid 34-digit coefficient: it counts as zero.
  const large = (high >> 61n) % 4n === 3n;
  const exponent = Number(large ? (high >> 47n) & 0x3fffn : (high >> 49n) & 0x3fffn) - 6176;
  let digits = large ? 0n : ((high & 0x1ffffffffffffn) << 64n) | view.getBigUint64(0, true);
  if (digits >= 10n ** 34n) digits = 0n;
  if (digits === 0n) return { digits: 0n, exponent: 0 };
  let shift = exponent;
  while (digits % 10n === 0n) {
    digits /= 10n;
    shift++;
  }
  return { digits: negative ? -digits : digits, exponent: shift };
};

/** A finite double as an exact fraction `numerator / 2^shift`. */
export const fraction = (n: number): { numerator: bigint; shift: number } => {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, n);
  const raw = bits.getBigUint64(0);
  const field = Number((raw >> 52n) & 0x7ffn);
  const mantissa = (raw & 0xfffffffffffffn) | (field === 0 ? 0n : 1n << 52n);
  const power = (field === 0 ? 1 : field) - 1075;
  const signed = raw >> 63n === 1n ? -mantissa : mantissa;
  return power >= 0 ? { numerator: signed << BigInt(power), shift: 0 } : { numerator: signed, shift: -power };
};

const sign = (n: bigint): number => (n > 0n ? 1 : n < 0n ? -1 : 0);

/** A decimal against a double, exactly. */
export const compareExact = (d: Exact, n: number): number => {
  const approx = Number(`${d.digits}e${d.exponent}`);
  // Far apart: no need for big integers (a relative gap far above a double's rounding).
  if (Math.abs(approx - n) > (Math.abs(approx) + Math.abs(n)) * 1e-14) return approx < n ? -1 : 1;
  const f = fraction(n);
  const left = d.exponent >= 0 ? d.digits * 10n ** BigInt(d.exponent) : d.digits;
  const right = d.exponent >= 0 ? f.numerator : f.numerator * 10n ** BigInt(-d.exponent);
  return sign((left << BigInt(f.shift)) - right);
};

const order = (a: number | bigint, b: number | bigint): number => {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a == b) return 0; // eslint-disable-line eqeqeq -- 1n and 1 are the same number here
  // NaN is below every number and equal to itself.
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
};

const plain = (v: Numeric): number | bigint | Exact =>
  v instanceof Double ? v.value : v instanceof Decimal128 ? exact(v) : v;

export const compareNumbers = (a: Numeric, b: Numeric): number => {
  const x = plain(a);
  const y = plain(b);
  if (typeof x !== 'object' && typeof y !== 'object') return order(x, y);
  const left = typeof x === 'object' && x.special !== undefined ? x.special : x;
  const right = typeof y === 'object' && y.special !== undefined ? y.special : y;
  if (typeof left !== 'object' && typeof right !== 'object') return order(left, right);
  if (typeof left !== 'object') return 0 - compareNumbers(b, a); // never -0
  if (typeof right === 'number') {
    if (!Number.isFinite(right)) return right === Infinity ? -1 : 1;
    return compareExact(left, right);
  }
  const other = typeof right === 'bigint' ? { digits: right, exponent: 0 } : right;
  const exponent = Math.min(left.exponent, other.exponent);
  if (Math.max(left.exponent, other.exponent) - exponent > 80) {
    // So far apart in scale that the scales and signs decide; zero has exponent 0 and no sign.
    const size = (e: Exact) => (e.digits === 0n ? -Infinity : e.exponent + String(e.digits).replace('-', '').length);
    const [s, t] = [sign(left.digits), sign(other.digits)];
    if (s !== t) return s < t ? -1 : 1;
    if (size(left) !== size(other)) return (size(left) < size(other) ? -1 : 1) * (s || 1);
  }
  const scale = (e: Exact) => e.digits * 10n ** BigInt(e.exponent - exponent);
  return sign(scale(left) - scale(other));
};

const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  // UTF-16 order is UTF-8 order except where surrogates meet U+E000–U+FFFF.
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : x - y;
  }
  return a.length - b.length;
};

/** Negative, zero or positive, as MongoDB sorts. A missing value equals null. */
export const compare = (a: Value | undefined, b: Value | undefined): number => {
  const kind = rank(a);
  const difference = kind - rank(b);
  if (difference !== 0) return difference;
  if (kind === 20) return compareNumbers(a as Numeric, b as Numeric);
  if (typeof a === 'string') return compareText(a, b as string);
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (isDoc(a)) return compareFields([...a], [...(b as Map<string, Value>)]);
  if (Array.isArray(a)) return compareItems(a, b as Value[]);
  if (a instanceof Date) return a.getTime() - (b as Date).getTime();
  if (a instanceof ObjectId) return Buffer.compare(a.id, (b as ObjectId).id);
  if (a instanceof Binary) {
    const other = b as Binary;
    return (
      a.position - other.position ||
      a.sub_type - other.sub_type ||
      Buffer.compare(a.buffer.subarray(0, a.position), other.buffer.subarray(0, other.position))
    );
  }
  if (a instanceof Timestamp) return order(a.toBigInt(), (b as Timestamp).toBigInt());
  if (a instanceof BSONRegExp) {
    const other = b as BSONRegExp;
    return compareText(a.pattern, other.pattern) || compareText(a.options, other.options);
  }
  if (a instanceof Code) return compareText(a.code, (b as Code).code);
  return 0;
};

export const equal = (a: Value | undefined, b: Value | undefined): boolean => compare(a, b) === 0;

const compareFields = (a: [string, Value][], b: [string, Value][]): number => {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [name, value] = a[i] as [string, Value]; // within bounds by the loop's condition
    const [otherName, other] = b[i] as [string, Value];
    const difference = rank(value) - rank(other) || compareText(name, otherName) || compare(value, other);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

const compareItems = (a: Value[], b: Value[]): number => {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = compare(a[i], b[i]);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};
