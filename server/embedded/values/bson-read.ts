/** Decodes BSON, whole or in part, and validates it. */
import { Binary, BSONRegExp, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { type Doc, MAX_DEPTH, type Value } from './bson.ts';
import { fail, refuse } from './errors.ts';

export const MAX_DOCUMENT = 16 * 1024 * 1024;

const invalid = (why: string): never => fail('InvalidBSON', `not a BSON document: ${why}`);
export const tooDeep = (): never => fail('Overflow', `documents nest at most ${MAX_DEPTH} levels deep`);

const buffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

type End = (b: Buffer, from: number, limit: number) => number;
/** The value starts with its length, at least `min`; `more` bytes are not counted in it. */
const prefixed =
  (min: number, more: number): End =>
  (b, from, limit) => {
    const n = from + 4 <= limit ? b.readInt32LE(from) : -1;
    return n >= min ? from + n + more : invalid('a value of a wrong length');
  };
const zero = (b: Buffer, from: number, limit: number): number => {
  const z = b.indexOf(0, from);
  return z >= 0 && z < limit ? z : invalid('a text without its end');
};

const endOfText: End = (b, from, limit) => {
  const end = prefixed(1, 4)(b, from, limit);
  return b[end - 1] === 0 ? end : invalid('a string without its end');
};
const endOfDoc = prefixed(5, 0);
const deprecated = (): never => refuse('BSON types that MongoDB has given up');

/** Size of a value by its type code: a number of bytes, or a function that finds its end. */
const SIZE: Readonly<Record<number, number | End>> = {
  0x01: 8,
  0x02: endOfText,
  0x03: endOfDoc,
  0x04: endOfDoc,
  0x05: prefixed(0, 5),
  0x06: deprecated,
  0x07: 12,
  0x08: (b, from) => ((b[from] ?? 2) <= 1 ? from + 1 : invalid('a boolean that is neither')),
  0x09: 8,
  0x0a: 0,
  0x0b: (b, from, limit) => zero(b, zero(b, from, limit) + 1, limit) + 1,
  0x0c: deprecated,
  0x0d: endOfText,
  0x0e: deprecated,
  0x0f: deprecated,
  0x10: 4,
  0x11: 8,
  0x12: 8,
  0x13: 16,
  0x7f: 0,
  0xff: 0,
};

const dateOf = (ms: number): Date => (Math.abs(ms) <= 8.64e15 ? new Date(ms) : refuse('dates beyond the year 275760'));
const readPattern = (b: Buffer, from: number, to: number): BSONRegExp => {
  const z = b.indexOf(0, from);
  return new BSONRegExp(b.toString('utf8', from, z), b.toString('utf8', z + 1, to - 1));
};
const copied = (b: Buffer, from: number, to: number): Uint8Array => new Uint8Array(b.subarray(from, to));

const READ: Readonly<Record<number, (b: Buffer, from: number, to: number, depth: number) => Value>> = {
  0x01: (b, from) => new Double(b.readDoubleLE(from)),
  0x02: (b, from, to) => b.toString('utf8', from + 4, to - 1),
  0x03: (b, from, to, depth) => readDoc(b, from, to, depth + 1),
  0x04: (b, from, to, depth) => readItems(b, from, to, depth + 1),
  0x05: (b, from, to) => new Binary(copied(b, from + 5, to), b[from + 4] ?? 0),
  0x07: (b, from, to) => new ObjectId(copied(b, from, to)),
  0x08: (b, from) => b[from] === 1,
  0x09: (b, from) => dateOf(Number(b.readBigInt64LE(from))),
  0x0a: () => null,
  0x0b: readPattern,
  0x0d: (b, from, to) => new Code(b.toString('utf8', from + 4, to - 1)),
  0x10: (b, from) => b.readInt32LE(from),
  0x11: (b, from) => new Timestamp(b.readBigUInt64LE(from)),
  0x12: (b, from) => b.readBigInt64LE(from),
  0x13: (b, from, to) => new Decimal128(copied(b, from, to)),
  0x7f: () => new MaxKey(),
  0xff: () => new MinKey(),
};

/** Calls `visit` with each field's type, the start of its name, and the start and end of its value; `false` stops. */
const eachField = (
  b: Buffer,
  start: number,
  limit: number,
  visit: (code: number, name: number, from: number, to: number) => unknown,
): void => {
  if (start + 5 > limit) return invalid('too short');
  const end = start + b.readInt32LE(start) - 1;
  if (end >= limit || end < start + 4 || b[end] !== 0) return invalid('wrong length');
  let i = start + 4;
  while (i < end) {
    const code = b[i] ?? 0;
    const from = zero(b, i + 1, end) + 1;
    const size = SIZE[code] ?? invalid(`unknown type ${code}`);
    const to = typeof size === 'number' ? from + size : size(b, from, end);
    if (to > end) return invalid('a value runs over its end');
    if (visit(code, i + 1, from, to) === false) return;
    i = to;
  }
};

/** Decodes a value whose end is known. */
const read = (code: number, b: Buffer, from: number, to: number, depth: number): Value =>
  READ[code]?.(b, from, to, depth) ?? null;

const readDoc = (b: Buffer, start: number, limit: number, depth: number, raw?: string): Doc => {
  if (depth > MAX_DEPTH) return tooDeep();
  const doc: Doc = new Map();
  eachField(b, start, limit, (code, name, from, to) => {
    const key = b.toString('utf8', name, from - 1);
    doc.set(key, key === raw && code === 0x04 ? rawItems(b, from, to) : read(code, b, from, to, depth));
  });
  return doc;
};

const readItems = (b: Buffer, start: number, limit: number, depth: number): Value[] => {
  if (depth > MAX_DEPTH) return tooDeep();
  const items: Value[] = [];
  eachField(b, start, limit, (code, _, from, to) => items.push(read(code, b, from, to, depth)));
  return items;
};

const rawItems = (b: Buffer, start: number, limit: number): Value[] => {
  const items: unknown[] = [];
  eachField(b, start, limit, (code, _, from, to) => items.push(code === 0x03 ? b.subarray(from, to) : null));
  // the caller that asked for raw documents knows that these are bytes
  return items as Value[];
};

/** The whole document. With `raw`, the documents in the array of that name stay bytes. */
export const decode = (bytes: Uint8Array, raw?: string): Doc => readDoc(buffer(bytes), 0, bytes.length, 0, raw);

/** Only the named top-level fields (`null`: all), for filters, sorts and index keys. */
export const decodeSome = (bytes: Uint8Array, names: ReadonlySet<string> | null): Doc => {
  if (names === null) return decode(bytes);
  const b = buffer(bytes);
  const doc: Doc = new Map();
  if (names.size > 0)
    eachField(b, 0, b.length, (code, name, from, to) => {
      const key = b.toString('utf8', name, from - 1);
      if (!names.has(key)) return true;
      doc.set(key, read(code, b, from, to, 0));
      return doc.size < names.size;
    });
  return doc;
};

/**
 * Throws unless the bytes are one well-formed document, nested at most as deep as MongoDB allows. A document with the
 * same field name twice is refused, as it is undefined which value a filter, index or update means.
 */
export const check = (bytes: Uint8Array): void => {
  const b = buffer(bytes);
  const walk = (start: number, limit: number, depth: number, isArray: boolean): void => {
    if (depth >= MAX_DEPTH) tooDeep();
    const names = new Set<string>();
    let n = 0;
    eachField(b, start, limit, (code, name, from, to) => {
      n++;
      if (!isArray) names.add(b.toString('latin1', name, from - 1));
      if (code === 0x03 || code === 0x04) walk(from, to, depth + 1, code === 0x04);
    });
    if (!isArray && names.size < n) refuse('documents with the same field twice');
  };
  if (b.length < 5 || b.readInt32LE(0) !== b.length) invalid('wrong length');
  walk(0, b.length, 0, false);
};

/** The same document with `_id` as its first field; `undefined` without an `_id`. Values are not decoded. */
export const idFirst = (bytes: Uint8Array): Buffer | undefined => {
  const b = buffer(bytes);
  let found: Buffer | undefined;
  eachField(b, 0, b.length, (_, name, from, to) => {
    if (b.toString('latin1', name, from - 1) !== '_id') return true;
    const id = b.subarray(name - 1, to);
    found = name === 5 ? b : Buffer.concat([b.subarray(0, 4), id, b.subarray(4, name - 1), b.subarray(to)]);
    return false;
  });
  return found;
};
