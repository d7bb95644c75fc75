// Model of filters and sorts, written as plainly as possible from the manual, to compare the store's answers with.
// Shares nothing with the store but the types of values.
import { BSONRegExp, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import type { Doc, Value } from '../../server/embedded/values/bson.ts';

type V = Value | undefined;

/** Kinds in MongoDB's order; a missing value ranks as null. */
const kindOf = (v: V): number => {
  if (v === undefined || v === null) return 1;
  if (v instanceof MinKey) return 0;
  if (v instanceof MaxKey) return 99;
  if (typeof v === 'number' || typeof v === 'bigint' || v instanceof Double || v instanceof Decimal128) return 2;
  if (typeof v === 'string') return 3;
  if (v instanceof Map) return 4;
  if (Array.isArray(v)) return 5;
  if (v instanceof ObjectId) return 7;
  if (typeof v === 'boolean') return 8;
  if (v instanceof Date) return 9;
  return v instanceof Timestamp ? 10 : 11;
};

export const said = (v: unknown): string => String(v);

/** A number as a fraction of integers; NaN and the infinities as themselves. */
export const fractionOf = (v: V): [bigint, bigint] | number => {
  const text = said(v instanceof Double ? v.value : v);
  if (!Number.isFinite(Number(text)) && !/^-?[\d.]+(E[+-]?\d+)?$/i.test(text)) return Number(text);
  if (v instanceof Double) {
    let [n, d] = [v.value, 1n];
    for (; !Number.isInteger(n); n *= 2) d *= 2n;
    return [BigInt(n), d];
  }
  const [mantissa = '', exponent = '0'] = text.split(/E/i);
  const [whole = '', part = ''] = mantissa.split('.');
  const scale = Number(exponent) - part.length;
  return [BigInt(whole + part) * 10n ** BigInt(Math.max(0, scale)), 10n ** BigInt(Math.max(0, -scale))];
};

const compareNumbers = (a: V, b: V): number => {
  const [x, y] = [fractionOf(a), fractionOf(b)];
  if (typeof x === 'number' || typeof y === 'number') {
    const place = (n: [bigint, bigint] | number): number =>
      typeof n !== 'number' ? 2 : Number.isNaN(n) ? 0 : n < 0 ? 1 : 3;
    return place(x) - place(y);
  }
  const [left, right] = [x[0] * y[1], y[0] * x[1]];
  return left < right ? -1 : Number(left > right);
};

export const compareByModel = (a: V, b: V): number => {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return kind - kindOf(b);
  if (kind === 2) return compareNumbers(a, b);
  if (kind === 3) return Buffer.compare(Buffer.from(said(a)), Buffer.from(said(b)));
  if (kind === 4 || kind === 5) {
    const list = (v: V): [string, Value][] =>
      v instanceof Map ? [...v] : (v as Value[]).map((x): [string, Value] => ['', x]); // an array, by its kind
    const [x, y] = [list(a), list(b)];
    for (let i = 0; i < Math.min(x.length, y.length); i++) {
      const [[n, v], [m, w]] = [x[i] as [string, Value], y[i] as [string, Value]]; // within both
      const c = kindOf(v) - kindOf(w) || Buffer.compare(Buffer.from(n), Buffer.from(m)) || compareByModel(v, w);
      if (c !== 0) return c;
    }
    return x.length - y.length;
  }
  if (kind === 7) return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
  if (kind === 8 || kind === 9) return Number(a) - Number(b);
  return kind === 10 ? Number((a as Timestamp).toBigInt() - (b as Timestamp).toBigInt()) : 0;
};

/** The values at the ends of a path, each with whether its array items count as well. */
const ends = (v: V, parts: string[]): { value: V; items: boolean }[] => {
  const [name = '', ...rest] = parts;
  if (parts.length === 0) return [{ value: v, items: true }];
  if (v instanceof Map) return ends(v.get(name), rest);
  if (!Array.isArray(v)) return [{ value: undefined, items: false }];
  return v.flatMap((item, i) => {
    const inside = item instanceof Map ? ends(item, parts) : [];
    if (name !== String(i)) return inside;
    if (rest.length === 0) return [...inside, { value: item, items: false }];
    return item instanceof Map || Array.isArray(item) ? [...inside, ...ends(item, rest)] : inside;
  });
};

const isOperators = (v: V): v is Doc => v instanceof Map && [...v.keys()].some((k) => k.startsWith('$'));
export const isNumber = (v: V): v is Value => kindOf(v) === 2;
const isNaNLike = (v: V): boolean => kindOf(v) === 2 && Number.isNaN(fractionOf(v));

const meets = (at: { value: V; items: boolean }[], op: string, operand: Value): boolean => {
  const any = (test: (v: V) => boolean): boolean =>
    at.some(({ value, items }) => test(value) || (items && Array.isArray(value) && value.some((x) => test(x))));
  const whole = (test: (v: V) => boolean): boolean => at.some(({ value }) => test(value));
  const order = (passes: (c: number) => boolean): boolean =>
    any((v) => {
      if (operand instanceof MinKey || operand instanceof MaxKey) return passes(compareByModel(v, operand));
      if (isNaNLike(v) || isNaNLike(operand)) return isNaNLike(v) && isNaNLike(operand) && passes(0);
      return kindOf(v) === kindOf(operand) && passes(compareByModel(v, operand));
    });
  const each = (list: Value): Value[] => list as Value[]; // arrays, in generated filters
  switch (op) {
    case '$eq':
      return any((v) => compareByModel(v, operand) === 0);
    case '$gt':
      return order((c) => c > 0);
    case '$gte':
      return order((c) => c >= 0);
    case '$lt':
      return order((c) => c < 0);
    case '$lte':
      return order((c) => c <= 0);
    case '$ne':
      return !meets(at, '$eq', operand);
    case '$in':
      return each(operand).some((x) => meets(at, '$eq', x));
    case '$nin':
      return !meets(at, '$in', operand);
    case '$all':
      return each(operand).length > 0 && each(operand).every((x) => meets(at, '$eq', x));
    case '$exists':
      return whole((v) => v !== undefined) === operand;
    case '$size':
      return whole((v) => Array.isArray(v) && v.length === operand);
    case '$regex':
      return any((v) => typeof v === 'string' && new RegExp(said(operand)).test(v));
    case '$not':
      return ![...(operand as Doc)].every(([o, x]) => meets(at, o, x));
    case '$elemMatch': {
      const inner = operand as Doc;
      const one = (item: Value): boolean =>
        isOperators(inner)
          ? [...inner].every(([o, x]) => meets([{ value: item, items: false }], o, x))
          : (item instanceof Map && matchesByModel(inner, item)) ||
            (Array.isArray(item) && matchesByModel(inner, new Map(item.map((x, i) => [String(i), x]))));
      return whole((v) => Array.isArray(v) && v.some(one));
    }
    default:
      throw new Error(`no model of ${op}`);
  }
};

export const matchesByModel = (filter: Doc, document: Doc): boolean =>
  [...filter].every(([name, value]) => {
    const parts = Array.isArray(value) ? (value as Doc[]) : [];
    if (name === '$and') return parts.every((f) => matchesByModel(f, document));
    if (name === '$or') return parts.some((f) => matchesByModel(f, document));
    if (name === '$nor') return !parts.some((f) => matchesByModel(f, document));
    const at = ends(document, name.split('.'));
    if (value instanceof BSONRegExp) return meets(at, '$regex', value.pattern);
    return isOperators(value) ? [...value].every(([op, x]) => meets(at, op, x)) : meets(at, '$eq', value);
  });

/** Place of an empty array in the order: between MinKey and null. */
const NONE = Symbol('empty array');
type Place = V | typeof NONE;

/** Order of two documents by one field: by its least value ascending, by its greatest descending. */
export const orderByModel = (x: Doc, y: Doc, name: string, direction: 1 | -1): number => {
  const order = (a: Place, b: Place): number =>
    a === NONE || b === NONE
      ? Math.sign((a === NONE ? 0.5 : kindOf(a)) - (b === NONE ? 0.5 : kindOf(b)))
      : compareByModel(a, b);
  const place = (document: Doc): Place => {
    const value = document.get(name);
    if (!Array.isArray(value)) return value;
    const values: Place[] = value.length === 0 ? [NONE] : value;
    return values.reduce((a, b) => (order(b, a) * direction < 0 ? b : a));
  };
  return Math.sign(order(place(x), place(y))) * direction;
};
