/** Encodes BSON. */
import { Binary, BSONRegExp, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { type Doc, MAX_DEPTH } from './bson.ts';
import { tooDeep } from './bson-read.ts';
import { fail, refuse } from './errors.ts';

/** Shared output buffer. `room` may replace it, so it is called before each write. */
let out = Buffer.allocUnsafe(1024);
let at = 0;
const room = (n: number): void => {
  if (at + n <= out.length) return;
  const bigger = Buffer.allocUnsafe(Math.max(out.length * 2, at + n));
  out.copy(bigger, 0, 0, at);
  out = bigger;
};

const writeName = (s: string): void => {
  if (s.includes('\0')) fail('BadValue', 'a field name must not contain a null byte');
  room(s.length * 3 + 32);
  at += out.write(s, at);
  out[at++] = 0;
};
const writeText = (s: string): void => {
  room(s.length * 3 + 5);
  const n = out.write(s, at + 4);
  out.writeInt32LE(n + 1, at);
  at += n + 5;
  out[at - 1] = 0;
};
const writeBytes = (bytes: Uint8Array): void => {
  room(bytes.length);
  out.set(bytes, at);
  at += bytes.length;
};
const writeDoc = (fields: Iterable<readonly [string, unknown]>, depth: number): void => {
  if (depth > MAX_DEPTH + 10) tooDeep();
  const start = at;
  room(5);
  at += 4;
  for (const [name, value] of fields) if (value !== undefined) writeField(name, value, depth);
  room(1);
  out[at++] = 0;
  out.writeInt32LE(at - start, start);
};
const writeField = (name: string, value: unknown, depth: number): void => {
  const code = codeOf(value);
  room(1);
  out[at++] = code;
  writeName(name);
  WRITE[code]?.(value as never, depth + 1); // has the type that its code says
};

/** Writers by type code; `writeField` has made room for fixed-size values. */
const WRITE: Readonly<Record<number, (v: never, depth: number) => void>> = {
  0x01: (v: number | Double) => (at = out.writeDoubleLE(Number(v), at)),
  0x02: writeText,
  0x03: (v: Doc | Uint8Array, depth) => (v instanceof Uint8Array ? writeBytes(v) : writeDoc(v, depth)),
  0x04: (v: unknown[], depth) => writeDoc(numbered(v), depth),
  0x05: (v: Binary) => {
    at = out.writeInt32LE(v.position, at);
    out[at++] = v.sub_type;
    writeBytes(v.value());
  },
  0x07: (v: ObjectId) => writeBytes(v.id),
  0x08: (v: boolean) => (out[at++] = Number(v)),
  0x09: (v: Date) => (at = out.writeBigInt64LE(BigInt(v.getTime()), at)),
  0x0b: (v: BSONRegExp) => [v.pattern, v.options].forEach(writeName),
  0x0d: (v: Code) => writeText(v.code),
  0x10: (v: number) => (at = out.writeInt32LE(v, at)),
  0x11: (v: Timestamp) => (at = out.writeBigUInt64LE(BigInt.asUintN(64, v.toBigInt()), at)),
  0x12: (v: bigint) => (at = out.writeBigInt64LE(v, at)),
  0x13: (v: Decimal128) => writeBytes(v.bytes),
};
const numbered = (items: unknown[]): [string, unknown][] => items.map((x, i) => [String(i), x ?? null]);

const CLASSES = [
  [Map, 0x03],
  [Array, 0x04],
  [Uint8Array, 0x03],
  [Double, 0x01],
  [Date, 0x09],
  [ObjectId, 0x07],
  [Decimal128, 0x13],
  [Binary, 0x05],
  [Timestamp, 0x11],
  [BSONRegExp, 0x0b],
  [Code, 0x0d],
  [MinKey, 0xff],
  [MaxKey, 0x7f],
] as const;

const codeOf = (v: unknown): number => {
  if (typeof v === 'string') return 0x02;
  if (typeof v === 'number') return (v | 0) === v && !Object.is(v, -0) ? 0x10 : 0x01;
  if (typeof v === 'boolean') return 0x08;
  if (typeof v === 'bigint') return 0x12;
  if (v === null) return 0x0a;
  for (const [kind, code] of CLASSES) if (v instanceof kind) return code;
  return refuse(`a value of type ${Object.prototype.toString.call(v)}`);
};

/** A document's bytes. Uint8Array values are taken as encoded documents. */
export const encode = (doc: ReadonlyMap<string, unknown>): Buffer => {
  at = 0;
  writeDoc(doc, 0);
  const bytes = Buffer.from(out.subarray(0, at));
  if (out.length > 1 << 20) out = Buffer.allocUnsafe(1024);
  return bytes;
};
