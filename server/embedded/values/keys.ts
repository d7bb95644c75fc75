/**
 * Values as bytes that sort like `compare`, for index tables. Every encoding marks its end, so no key is a prefix of
 * another, and a descending field is the same bytes inverted. A number is the greatest double not above it, followed by
 * its digits where that is not exact.
 */
import { Binary, BSONRegExp, Code, Double, ObjectId, Timestamp } from 'bson';
import type { Value } from './bson.ts';
import { compareNumbers, EMPTY_ARRAY_RANK, exact, type Exact, isNumeric, type Numeric, rank } from './compare.ts';

const END = Buffer.from([0]);

const text = (s: string): Buffer => {
  const bytes = Buffer.from(s + '\0');
  if (bytes.indexOf(0) === bytes.length - 1) return Buffer.concat([bytes, END]);
  const parts = s.split('\0').map((part) => Buffer.from(part));
  return Buffer.concat([...parts.flatMap((part, i) => (i ? [Buffer.from([0, 255]), part] : [part])), END, END]);
};

const orderedDouble = (n: number): Buffer => {
  const b = Buffer.allocUnsafe(8);
  b.writeDoubleBE(n === 0 ? 0 : n);
  if (Number.isNaN(n)) b.fill(0);
  else if ((b[0] ?? 0) & 0x80) for (let i = 0; i < 8; i++) b[i] = ~(b[i] ?? 0);
  else b[0] = (b[0] ?? 0) | 0x80;
  return b;
};

const below = (n: number): number => {
  const bits = Buffer.allocUnsafe(8);
  if (n === 0) return -Number.MIN_VALUE;
  bits.writeDoubleBE(n);
  bits.writeBigInt64BE(bits.readBigInt64BE() + (n > 0 ? -1n : 1n));
  return bits.readDoubleBE();
};

/** Sign, place of the decimal point, digits; inverted for negative numbers. */
const orderedDigits = (d: Exact): Buffer => {
  const digits = String(d.digits < 0n ? -d.digits : d.digits);
  const head = Buffer.allocUnsafe(2);
  head.writeUInt16BE(d.exponent + digits.length + 0x4000);
  const body = Buffer.concat([head, Buffer.from(digits), END]);
  if (d.digits < 0n) invert(body);
  return body;
};

const number = (v: Numeric): Buffer => {
  if (typeof v === 'number') return Buffer.concat([orderedDouble(v), END]);
  if (v instanceof Double) return Buffer.concat([orderedDouble(v.value), END]);
  const e = exact(v);
  if (typeof e === 'number') return Buffer.concat([orderedDouble(e), END]);
  const near = Math.min(Number(`${e.digits}e${e.exponent}`), Number.MAX_VALUE);
  const side = compareNumbers(v, new Double(near));
  if (side === 0) return Buffer.concat([orderedDouble(near), END]);
  return Buffer.concat([orderedDouble(side < 0 ? below(near) : near), Buffer.from([1]), orderedDigits(e)]);
};

const payload = (v: Value | undefined): Buffer => {
  if (v == null) return Buffer.alloc(0);
  if (isNumeric(v)) return number(v);
  if (typeof v === 'string') return text(v);
  if (typeof v === 'boolean') return Buffer.from([v ? 1 : 0]);
  if (v instanceof Map) {
    const parts = [...v].flatMap(([name, x]) => [Buffer.from([rank(x)]), text(name), payload(x)]);
    return Buffer.concat([...parts, END]);
  }
  if (Array.isArray(v)) return Buffer.concat([...v.map(key), END]);
  if (v instanceof ObjectId) return Buffer.from(v.id);
  if (v instanceof Date) {
    const b = Buffer.allocUnsafe(8);
    b.writeBigUInt64BE(BigInt(v.getTime()) + (1n << 63n));
    return b;
  }
  if (v instanceof Binary) {
    const b = Buffer.allocUnsafe(5);
    b.writeUInt32BE(v.position);
    b[4] = v.sub_type;
    return Buffer.concat([b, v.value()]);
  }
  if (v instanceof Timestamp) {
    const b = Buffer.allocUnsafe(8);
    b.writeBigUInt64BE(BigInt.asUintN(64, v.toBigInt()));
    return b;
  }
  if (v instanceof BSONRegExp) return Buffer.concat([text(v.pattern), text(v.options)]);
  if (v instanceof Code) return text(v.code);
  return Buffer.alloc(0);
};

/** The key of one value: its rank, then its bytes. */
export const key = (v: Value | undefined): Buffer => Buffer.concat([Buffer.from([rank(v)]), payload(v)]);

export const EMPTY_ARRAY = Buffer.from([EMPTY_ARRAY_RANK]);

/** Inverts the bytes in place, which reverses their order. */
export const invert = (b: Buffer): Buffer => {
  for (let i = 0; i < b.length; i++) b[i] = ~(b[i] ?? 0);
  return b;
};

/** The least bytes above everything that begins with `prefix`; `null` if there are none. */
export const after = (prefix: Buffer): Buffer | null => {
  for (let i = prefix.length - 1; i >= 0; i--)
    if (prefix[i] !== 255) {
      const b = Buffer.from(prefix.subarray(0, i + 1));
      b[i] = (b[i] ?? 0) + 1;
      return b;
    }
  return null;
};

/** The common prefix of the keys of all strings that begin with `s`. */
export const textPrefix = (s: string): Buffer => Buffer.concat([Buffer.from([rank(s)]), text(s).subarray(0, -2)]);
