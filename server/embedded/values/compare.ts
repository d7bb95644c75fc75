/** MongoDB's order of values: by kind, then within the kind. Numbers of all four types compare by exact value. */
import { Binary, BSONRegExp, Code, Decimal128, Double, MinKey, ObjectId, Timestamp } from 'bson';
import { isDoc, type Value } from './bson.ts';

/** Rank of a value's kind; also the first byte of its index key. A missing field ranks as null. */
export const rank = (v: Value | undefined): number => {
  if (v == null) return 10;
  if (typeof v === 'string') return 30;
  if (isNumeric(v)) return 20;
  if (v instanceof Map) return 40;
  if (Array.isArray(v)) return 50;
  if (v instanceof Binary) return 60;
  if (v instanceof ObjectId) return 70;
  if (typeof v === 'boolean') return 80;
  if (v instanceof Date) return 90;
  if (v instanceof Timestamp) return 100;
  if (v instanceof BSONRegExp) return 110;
  if (v instanceof Code) return 120;
  return v instanceof MinKey ? 1 : 255;
};

/** Rank of an empty array as an index or sort key: below null. */
export const EMPTY_ARRAY_RANK = 5;

export type Numeric = number | bigint | Double | Decimal128;
export const isNumeric = (v: unknown): v is Numeric =>
  typeof v === 'number' || typeof v === 'bigint' || v instanceof Double || v instanceof Decimal128;

/** A finite number as digits × 10^exponent without trailing zeros. */
export interface Exact {
  readonly digits: bigint;
  readonly exponent: number;
}

const trimmed = (digits: bigint, exponent: number): Exact => {
  let [n, e] = [digits, exponent];
  for (; n !== 0n && n % 10n === 0n; n /= 10n) e++;
  return { digits: n, exponent: n === 0n ? 0 : e };
};

const exactDecimal = (d: Decimal128): Exact | number => {
  const view = new DataView(d.bytes.buffer, d.bytes.byteOffset, 16);
  const high = view.getBigUint64(8, true);
  const negative = high >> 63n === 1n;
  const top = Number((high >> 58n) & 31n);
  if (top >= 30) return top === 31 ? NaN : negative ? -Infinity : Infinity;
  // this form of the encoding has no valid 34-digit coefficient and counts as zero
  if ((high >> 61n) % 4n === 3n) return trimmed(0n, 0);
  const digits = ((high & 0x1ffffffffffffn) << 64n) | view.getBigUint64(0, true);
  if (digits >= 10n ** 34n) return trimmed(0n, 0);
  return trimmed(negative ? -digits : digits, Number((high >> 49n) & 0x3fffn) - 6176);
};

/** Exact because a double is an integer times a power of two, and 1/2 is 5/10. */
const exactDouble = (n: number): Exact | number => {
  if (!Number.isFinite(n)) return n;
  if (Number.isInteger(n)) return trimmed(BigInt(n), 0);
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, n);
  const raw = bits.getBigUint64(0);
  const field = Number((raw >> 52n) & 0x7ffn);
  const mantissa = (raw & 0xfffffffffffffn) | (field === 0 ? 0n : 1n << 52n);
  const shift = 1075 - (field || 1);
  return trimmed((n < 0 ? -mantissa : mantissa) * 5n ** BigInt(shift), -shift);
};

export const exact = (v: Numeric): Exact | number =>
  v instanceof Decimal128 ? exactDecimal(v) : v instanceof Double ? exactDouble(v.value) : trimmed(BigInt(v), 0);

const order = (a: number | bigint, b: number | bigint): number => {
  if (a < b) return -1;
  if (a > b) return 1;
  // NaN sorts below every number and equals itself
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
};

const sign = (n: bigint): number => Number(n > 0n) - Number(n < 0n);
/** Decimal place of the first digit, for comparing magnitudes. */
const size = (e: Exact): number => e.exponent + String(e.digits).length - Number(e.digits < 0n);

const compareExact = (a: Exact, b: Exact): number => {
  const side = sign(a.digits);
  if (side !== sign(b.digits) || side === 0) return side - sign(b.digits);
  if (size(a) !== size(b)) return size(a) < size(b) ? -side : side;
  const exponent = Math.min(a.exponent, b.exponent);
  const scaled = (e: Exact): bigint => e.digits * 10n ** BigInt(e.exponent - exponent);
  return order(scaled(a), scaled(b));
};

export const compareNumbers = (a: Numeric, b: Numeric): number => {
  const [x, y] = [a instanceof Double ? a.value : a, b instanceof Double ? b.value : b];
  if (typeof x !== 'object' && typeof y !== 'object') return order(x, y);
  const [left, right] = [exact(a), exact(b)];
  if (typeof left === 'object' && typeof right === 'object') return compareExact(left, right);
  // one side is infinite or NaN, so any finite value of the other may count as zero
  return order(typeof left === 'object' ? 0 : left, typeof right === 'object' ? 0 : right);
};

const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  // UTF-16 and UTF-8 order differ only where surrogates meet U+E000–U+FFFF
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : x - y;
  }
  return a.length - b.length;
};

/** Compares item by item; a prefix sorts first. */
const compareLists = <T>(a: readonly T[], b: readonly T[], by: (a: T, b: T) => number): number => {
  for (const [i, x] of a.entries()) {
    const difference = i < b.length ? by(x, b[i] as T) : 1; // there, as just checked
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};
const compareFields = ([name, v]: [string, Value], [other, w]: [string, Value]): number =>
  rank(v) - rank(w) || compareText(name, other) || compare(v, w);

/** Negative, zero or positive, in MongoDB's order. A missing value equals null. */
export const compare = (a: Value | undefined, b: Value | undefined): number => {
  const difference = rank(a) - rank(b);
  if (difference !== 0) return difference;
  if (isNumeric(a)) return compareNumbers(a, b as Numeric);
  if (typeof a === 'string') return compareText(a, b as string);
  if (typeof a === 'boolean' || a instanceof Date) return Number(a) - Number(b);
  if (isDoc(a)) return compareLists([...a], [...(b as Map<string, Value>)], compareFields);
  if (Array.isArray(a)) return compareLists(a, b as Value[], compare);
  if (a instanceof ObjectId) return Buffer.compare(a.id, (b as ObjectId).id);
  if (a instanceof Binary) {
    const other = b as Binary;
    return a.position - other.position || a.sub_type - other.sub_type || Buffer.compare(a.value(), other.value());
  }
  if (a instanceof Timestamp) return order(a.toBigInt(), (b as Timestamp).toBigInt());
  if (a instanceof BSONRegExp) {
    const other = b as BSONRegExp;
    return compareText(a.pattern, other.pattern) || compareText(a.options, other.options);
  }
  return a instanceof Code ? compareText(a.code, (b as Code).code) : 0;
};

export const equal = (a: Value | undefined, b: Value | undefined): boolean => compare(a, b) === 0;
