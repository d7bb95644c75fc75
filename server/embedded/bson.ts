/**
 * BSON bytes ⇄ values. Types survive a round trip exactly: int32 is a `number`, int64 a `bigint`, double a `Double`.
 * Documents are Maps: order is kept for every kind of name, and there is no prototype that a name could reach.
 */
import { Binary, BSONRegExp, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { refuse, StoreError } from './errors.ts';

export type Doc = Map<string, Value>;
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Double
  | Date
  | ObjectId
  | Binary
  | Decimal128
  | Timestamp
  | BSONRegExp
  | Code
  | MinKey
  | MaxKey
  | Doc
  | Value[];

export const MAX_DOCUMENT = 16 * 1024 * 1024;
const MAX_DEPTH = 180;

const invalid = (why: string): never => {
  throw new StoreError('InvalidBSON', `not a BSON document: ${why}`);
};

const buffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the value that starts at `at` ends; throws where the bytes do not hold together. */
const skip = (b: Buffer, type: number, at: number, end: number): number => {
  const size = (n: number): number => (at + n <= end ? at + n : invalid('a value runs over its end'));
  const int = (min: number): number => {
    size(4);
    const n = b.readInt32LE(at);
    return n >= min ? n : invalid('negative length');
  };
  switch (type) {
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return size(8);
    case 0x02:
    case 0x0d: {
      const stop = size(4 + int(1));
      return b[stop - 1] === 0 ? stop : invalid('a string without its end');
    }
    case 0x03:
    case 0x04:
      return size(int(5));
    case 0x05:
      return size(5 + int(0));
    case 0x07:
      return size(12);
    case 0x08:
      return b[at] === 0 || b[at] === 1 ? size(1) : invalid('a boolean that is neither');
    case 0x0a:
    case 0x7f:
    case 0xff:
      return at;
    case 0x0b:
      return zero(b, zero(b, at, end) + 1, end) + 1;
    case 0x10:
      return size(4);
    case 0x13:
      return size(16);
    case 0x06:
    case 0x0c:
    case 0x0e:
    case 0x0f:
      return refuse(`BSON type ${type} (deprecated)`);
    default:
      return invalid(`unknown type ${type}`);
  }
};

const zero = (b: Buffer, at: number, end: number): number => {
  const z = b.indexOf(0, at);
  return z >= 0 && z < end ? z : invalid('a name without its end');
};

const bounds = (b: Buffer, at: number, limit: number): number => {
  if (at + 5 > limit) return invalid('too short');
  const end = at + b.readInt32LE(at);
  if (end > limit || end < at + 5 || b[end - 1] !== 0) return invalid('wrong length');
  return end;
};

const readDoc = (b: Buffer, at: number, limit: number, depth: number, raw?: string): Doc => {
  const out: Doc = new Map();
  eachField(b, at, limit, (name, type, from, to) =>
    out.set(name, name === raw && type === 0x04 ? rawItems(b, from, to) : readValue(b, type, from, to, depth)),
  );
  return out;
};

const eachField = (
  b: Buffer,
  at: number,
  limit: number,
  visit: (name: string, type: number, from: number, to: number) => unknown,
): void => {
  const end = bounds(b, at, limit) - 1;
  let i = at + 4;
  while (i < end) {
    const type = b[i] ?? 0;
    const z = zero(b, i + 1, end);
    const next = skip(b, type, z + 1, end);
    visit(b.toString('utf8', i + 1, z), type, z + 1, next);
    i = next;
  }
  if (i !== end) invalid('wrong length');
};

const readValue = (b: Buffer, type: number, at: number, to: number, depth: number): Value => {
  switch (type) {
    case 0x01:
      return new Double(b.readDoubleLE(at));
    case 0x02:
      return b.toString('utf8', at + 4, to - 1);
    case 0x03:
    case 0x04: {
      if (depth >= MAX_DEPTH) throw new StoreError('Overflow', `documents nest at most ${MAX_DEPTH} levels deep`);
      if (type === 0x03) return readDoc(b, at, to, depth + 1);
      const items: Value[] = [];
      eachField(b, at, to, (_n, t, from, end) => items.push(readValue(b, t, from, end, depth + 1)));
      return items;
    }
    case 0x05:
      return new Binary(new Uint8Array(b.subarray(at + 5, to)), b[at + 4] ?? 0);
    case 0x07:
      return new ObjectId(new Uint8Array(b.subarray(at, at + 12)));
    case 0x08:
      return b[at] === 1;
    case 0x09: {
      const ms = Number(b.readBigInt64LE(at));
      return Math.abs(ms) <= 8.64e15 ? new Date(ms) : refuse('dates beyond the year 275760');
    }
    case 0x0a:
      return null;
    case 0x0b: {
      const z = b.indexOf(0, at);
      return new BSONRegExp(b.toString('utf8', at, z), b.toString('utf8', z + 1, to - 1));
    }
    case 0x0d:
      return new Code(b.toString('utf8', at + 4, to - 1));
    case 0x10:
      return b.readInt32LE(at);
    case 0x11:
      return new Timestamp(b.readBigUInt64LE(at));
    case 0x12:
      return b.readBigInt64LE(at);
    case 0x13:
      return new Decimal128(new Uint8Array(b.subarray(at, at + 16)));
    case 0x7f:
      return new MaxKey();
    default:
      return new MinKey();
  }
};

const rawItems = (b: Buffer, at: number, limit: number): Value[] => {
  const items: unknown[] = [];
  eachField(b, at, limit, (_n, type, from, to) => items.push(type === 0x03 ? b.subarray(from, to) : null));
  // The caller that asked for raw documents knows that these are bytes, not values.
  return items as Value[];
};

/** The whole document. With `raw`, the documents of the array of that name stay bytes. */
export const decode = (bytes: Uint8Array, raw?: string): Doc => readDoc(buffer(bytes), 0, bytes.length, 0, raw);

/** Only the named top-level fields (all of them for `null`): what a filter, a sort or an index key needs. */
export const decodeSome = (bytes: Uint8Array, names: ReadonlySet<string> | null): Doc => {
  if (names === null) return decode(bytes);
  const b = buffer(bytes);
  const out: Doc = new Map();
  let missing = names.size;
  const end = b.length - 1;
  // Stored bytes were checked when they came in: lengths can be trusted here.
  for (let i = 4; i < end && missing > 0;) {
    const type = b[i] ?? 0;
    const z = b.indexOf(0, i + 1);
    const next = skip(b, type, z + 1, end);
    const name = b.toString('utf8', i + 1, z);
    if (names.has(name)) {
      out.set(name, readValue(b, type, z + 1, next, 0));
      missing--;
    }
    i = next;
  }
  return out;
};

/**
 * Throws unless the bytes are one well-formed document that nests at most as deep as MongoDB allows. A name that comes
 * twice in one document is refused: which of its values a filter, an index or an update means would be a guess.
 */
export const check = (bytes: Uint8Array): void => {
  const b = buffer(bytes);
  const walk = (at: number, limit: number, depth: number, isArray: boolean): void => {
    if (depth >= MAX_DEPTH) throw new StoreError('Overflow', `documents nest at most ${MAX_DEPTH} levels deep`);
    const end = bounds(b, at, limit) - 1;
    const names = new Set<string>();
    let i = at + 4;
    let n = 0;
    for (; i < end; n++) {
      const type = b[i] ?? 0;
      const from = zero(b, i + 1, end) + 1;
      if (!isArray) names.add(b.toString('latin1', i + 1, from - 1));
      i = skip(b, type, from, end);
      if (type === 0x03 || type === 0x04) walk(from, i, depth + 1, type === 0x04);
    }
    if (i !== end) invalid('wrong length');
    if (!isArray && names.size < n) refuse('documents with the same field twice');
  };
  if (bounds(b, 0, b.length) !== b.length) invalid('wrong length');
  walk(0, b.length, 0, false);
};

class Writer {
  // May be replaced by `room`: never read it before a call that makes room.
  private b = Buffer.allocUnsafe(1024);
  private at = 0;

  private room(n: number): number {
    const at = this.at;
    if (at + n > this.b.length) {
      const bigger = Buffer.allocUnsafe(Math.max(this.b.length * 2, at + n));
      this.b.copy(bigger, 0, 0, at);
      this.b = bigger;
    }
    this.at = at + n;
    return at;
  }

  private byte(n: number): void {
    const at = this.room(1);
    this.b[at] = n;
  }

  private cstring(s: string): void {
    if (s.includes('\0')) throw new StoreError('BadValue', 'a field name must not contain a null byte');
    const n = Buffer.byteLength(s);
    const at = this.room(n + 1);
    this.b.write(s, at, n, 'utf8');
    this.b[at + n] = 0;
  }

  private string(s: string): void {
    const n = Buffer.byteLength(s);
    const at = this.room(n + 5);
    this.b.writeInt32LE(n + 1, at);
    this.b.write(s, at + 4, n, 'utf8');
    this.b[at + 4 + n] = 0;
  }

  private bytes(bytes: Uint8Array): void {
    const at = this.room(bytes.length);
    this.b.set(bytes, at);
  }

  doc(fields: Iterable<[string, unknown]>, depth = 0): void {
    if (depth > MAX_DEPTH + 10) throw new StoreError('Overflow', `documents nest at most ${MAX_DEPTH} levels deep`);
    const start = this.room(4);
    for (const [name, value] of fields) if (value !== undefined) this.field(name, value, depth);
    this.byte(0);
    this.b.writeInt32LE(this.at - start, start);
  }

  private field(name: string, value: unknown, depth: number): void {
    const tag = this.room(1);
    this.cstring(name);
    const type = this.value(value, depth);
    this.b[tag] = type;
  }

  private value(v: unknown, depth: number): number {
    switch (typeof v) {
      case 'number':
        if ((v | 0) === v && !Object.is(v, -0)) {
          const at = this.room(4);
          this.b.writeInt32LE(v, at);
          return 0x10;
        }
        return this.double(v);
      case 'string':
        this.string(v);
        return 0x02;
      case 'boolean':
        this.byte(v ? 1 : 0);
        return 0x08;
      case 'bigint': {
        const at = this.room(8);
        this.b.writeBigInt64LE(v, at);
        return 0x12;
      }
      default:
        return this.object(v, depth);
    }
  }

  private double(v: number): number {
    const at = this.room(8);
    this.b.writeDoubleLE(v, at);
    return 0x01;
  }

  private object(v: unknown, depth: number): number {
    if (v === null) return 0x0a;
    if (v instanceof Map) {
      this.doc(v as Doc, depth + 1);
      return 0x03;
    }
    if (Array.isArray(v)) {
      this.doc(
        v.map((x, i): [string, unknown] => [String(i), x ?? null]),
        depth + 1,
      );
      return 0x04;
    }
    if (v instanceof Uint8Array) {
      this.bytes(v);
      return 0x03;
    }
    if (v instanceof Double) return this.double(v.value);
    if (v instanceof Date) {
      const at = this.room(8);
      this.b.writeBigInt64LE(BigInt(v.getTime()), at);
      return 0x09;
    }
    if (v instanceof ObjectId) {
      this.bytes(v.id);
      return 0x07;
    }
    if (v instanceof Decimal128) {
      this.bytes(v.bytes);
      return 0x13;
    }
    if (v instanceof Binary) {
      const at = this.room(5 + v.position);
      this.b.writeInt32LE(v.position, at);
      this.b[at + 4] = v.sub_type;
      this.b.set(v.buffer.subarray(0, v.position), at + 5);
      return 0x05;
    }
    if (v instanceof Timestamp) {
      const at = this.room(8);
      this.b.writeInt32LE(v.low, at);
      this.b.writeInt32LE(v.high, at + 4);
      return 0x11;
    }
    if (v instanceof BSONRegExp) {
      this.cstring(v.pattern);
      this.cstring(v.options);
      return 0x0b;
    }
    if (v instanceof Code) {
      this.string(v.code);
      return 0x0d;
    }
    if (v instanceof MinKey) return 0xff;
    if (v instanceof MaxKey) return 0x7f;
    return refuse(`a value of type ${Object.prototype.toString.call(v)}`);
  }

  done(): Buffer {
    const out = Buffer.from(this.b.subarray(0, this.at));
    this.at = 0;
    if (this.b.length > 1 << 20) this.b = Buffer.allocUnsafe(1024);
    return out;
  }
}

const writer = new Writer();

/** A document's bytes. Uint8Array values are documents that are bytes already. */
export const encode = (doc: ReadonlyMap<string, unknown>): Buffer => {
  try {
    writer.doc(doc as ReadonlyMap<string, unknown> & Iterable<[string, unknown]>);
  } catch (error) {
    writer.done();
    throw error;
  }
  return writer.done();
};

/** The same document with `_id` as its first field; `undefined` when it has none. Only bytes move. */
export const idFirst = (bytes: Uint8Array): Buffer | undefined => {
  const b = buffer(bytes);
  const end = b.length - 1;
  for (let i = 4; i < end;) {
    const z = b.indexOf(0, i + 1);
    const next = skip(b, b[i] ?? 0, z + 1, end);
    if (b.toString('latin1', i + 1, z) === '_id')
      return i === 4 ? b : Buffer.concat([b.subarray(0, 4), b.subarray(i, next), b.subarray(4, i), b.subarray(next)]);
    i = next;
  }
  return undefined;
};

/** A Map from a literal, for replies: own names only. */
export const doc = (fields: Record<string, unknown>): Doc => new Map(Object.entries(fields)) as Doc;

export const empty = (): Doc => new Map();

export const isDoc = (v: unknown): v is Doc => v instanceof Map;
