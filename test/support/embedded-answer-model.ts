// Model of find's projections and of $group's accumulators, written plainly from the manual. Shares nothing with the
// store but the types of values.
import { Decimal128, Double } from 'bson';
import type { Doc, Value } from '../../server/embedded/values/bson.ts';
import { compareByModel, fractionOf, isNumber, matchesByModel, said } from './embedded-model.ts';
import { no } from './embedded-update-model.ts';

type V = Value | undefined;
type Path = readonly string[];

/** The fields at the paths: of a document, or of each document and array in an array; undefined for any other value. */
const including = (v: V, paths: readonly Path[]): V => {
  if (Array.isArray(v)) return v.map((x) => including(x, paths)).filter((x): x is Value => x !== undefined);
  if (!(v instanceof Map)) return undefined;
  const out: Doc = new Map();
  for (const [name, x] of v) {
    const mine = paths.filter((p) => p[0] === name).map((p) => p.slice(1));
    const kept = mine.some((p) => p.length === 0) ? x : mine.length > 0 ? including(x, mine) : undefined;
    if (kept !== undefined) out.set(name, kept);
  }
  return out;
};

/** Changes every value at the path, through documents and arrays; `undefined` removes the field. */
const everywhere = (v: Value, path: Path, change: (v: Value) => V): Value => {
  const [name = '', ...rest] = path;
  if (Array.isArray(v)) return v.map((x) => everywhere(x, path, change));
  if (!(v instanceof Map)) return v;
  const old = v.get(name);
  if (old === undefined) return v;
  const next = rest.length === 0 ? change(old) : everywhere(old, rest, change);
  const out = new Map(v);
  if (next === undefined) out.delete(name);
  else out.set(name, next);
  return out;
};

/** Like `everywhere` for $slice, but entering only one array at a time. */
const slicedAt = (v: Value, path: Path, how: Value): Value => {
  const [name = '', ...rest] = path;
  const old = v instanceof Map ? v.get(name) : undefined;
  if (!(v instanceof Map) || old === undefined) return v;
  const next =
    rest.length === 0
      ? sliced(old, how)
      : Array.isArray(old)
        ? old.map((x) => slicedAt(x, rest, how))
        : slicedAt(old, rest, how);
  return new Map(v).set(name, next);
};

const sliced = (v: Value, how: Value): Value => {
  if (!Array.isArray(v)) return v;
  const [from, count] = Array.isArray(how) ? how.map(Number) : [undefined, Number(how)];
  if (from === undefined) return count !== undefined && count < 0 ? v.slice(count) : v.slice(0, count);
  const start = from < 0 ? Math.max(0, v.length + from) : from;
  return v.slice(start, start + (count ?? 0));
};

export const projectByModel = (document: Doc, spec: Doc, position: number | undefined): Doc => {
  const asked = [...spec].map(([path, how]) => ({ path: path.replace(/\.\$$/, ''), isItem: path.endsWith('.$'), how }));
  const op = (how: Value): string | undefined => (how instanceof Map ? [...how.keys()][0] : undefined);
  const names = asked.map((a) => a.path);
  if (names.some((a) => names.some((b) => b.startsWith(`${a}.`)))) return no();
  const flags = asked.filter((a) => a.path !== '_id' && !op(a.how) && !a.isItem).map((a) => Number(a.how));
  const picks = asked.filter((a) => a.isItem || op(a.how) === '$elemMatch');
  const id = asked.find((a) => a.path === '_id');
  const includes =
    flags.includes(1) ||
    picks.length > 0 ||
    (flags.length === 0 && id !== undefined && Number(id.how) === 1 && asked.length === 1);
  if (includes && flags.includes(0)) return no();
  const slices = asked.filter((a) => op(a.how) === '$slice');
  let out: Value = document;
  if (includes) {
    const kept = asked.filter((a) => op(a.how) !== '$elemMatch' && !(a.path === '_id')).map((a) => a.path.split('.'));
    out = including(document, id && Number(id.how) === 0 ? kept : [...kept, ['_id']]) ?? null;
  } else
    for (const a of asked)
      if (!op(a.how) && Number(a.how) === 0) out = everywhere(out, a.path.split('.'), () => undefined);
  for (const a of slices) out = slicedAt(out, a.path.split('.'), (a.how as Doc).get('$slice') ?? null);
  for (const a of picks) {
    const list = document.get('a');
    if (a.isItem && !Array.isArray(list)) continue;
    const i = a.isItem
      ? (position ?? no())
      : Array.isArray(list)
        ? list.findIndex((x) => matchesByModel(new Map([['x', a.how]]), new Map([['x', [x]]])))
        : -1;
    const item = Array.isArray(list) ? list[i] : undefined;
    if (item !== undefined) (out as Doc).set('a', [item]);
  }
  return out as Doc; // a document in, a document out
};

/** The value of a path in an expression: maps over arrays, never takes an item by number. */
export const valueByModel = (v: V, path: Path): V => {
  const [name, ...rest] = path;
  if (name === undefined) return v;
  if (v instanceof Map) return valueByModel(v.get(name), rest);
  if (!Array.isArray(v)) return undefined;
  return v
    .map((x) => (x instanceof Map || Array.isArray(x) ? valueByModel(x, path) : undefined))
    .filter((x): x is Value => x !== undefined);
};

const added = (fractions: readonly [bigint, bigint][]): [bigint, bigint] =>
  fractions.reduce(([a, b], [x, y]) => [a * y + x * b, b * y], [0n, 1n]);

const asDecimal = ([n, d]: [bigint, bigint]): Decimal128 | undefined => {
  const scaled = n * 10n ** 45n;
  const digits = String(scaled / d).replace(/0+$/, '');
  if (scaled % d !== 0n || digits.length > 34) return undefined;
  return Decimal128.fromString(`${digits || 0}E${String(scaled / d).length - digits.length - 45}`);
};

/** The exact sum in the widest type; `undefined` if it does not fit into a decimal's digits. */
const sum = (numbers: readonly Value[]): V => {
  const isDecimal = numbers.some((v) => v instanceof Decimal128);
  const isDouble = numbers.some((v) => v instanceof Double);
  const parts = numbers.map(fractionOf);
  const special = parts.filter((p) => typeof p === 'number');
  if (special.length > 0) {
    const all = special.reduce((a, b) => a + b, 0);
    return isDecimal ? Decimal128.fromString(String(all)) : new Double(all);
  }
  const exact = parts as [bigint, bigint][];
  const [n, d] = added(exact);
  if (isDecimal) {
    // If all digits together do not fit, the order of rounding matters and the model gives no answer.
    const all = asDecimal(added(exact.map(([x, y]) => [x < 0n ? -x : x, y])));
    return all === undefined ? undefined : asDecimal([n, d]);
  }
  if (isDouble) {
    const whole = n / d;
    return new Double(whole * d === n ? Number(whole) : Number((n * 4n) / d) / 4);
  }
  return numbers.every((v) => typeof v === 'number') && BigInt.asIntN(32, n) === n ? Number(n) : n;
};

/** Result of an accumulator for these values, in order; undefined where the model gives no answer. */
export const accumulateByModel = (op: string, values: readonly V[]): { says: V } | undefined => {
  const numbers = values.filter(isNumber);
  const there = values.filter((v): v is Value => v !== undefined);
  const best = (direction: number): Value => {
    const [first = null, ...others] = there.filter((v) => v !== null);
    return others.reduce<Value>((a, b) => (compareByModel(b, a) * direction > 0 ? b : a), first);
  };
  switch (op) {
    case '$sum': {
      const total = sum(numbers);
      return total === undefined ? undefined : { says: total };
    }
    case '$min':
      return { says: best(-1) };
    case '$max':
      return { says: best(1) };
    case '$first':
      return { says: values[0] ?? null };
    case '$last':
      return { says: values.at(-1) ?? null };
    case '$push':
      return { says: there };
    case '$addToSet':
      return { says: there.filter((v, i) => there.findIndex((w) => compareByModel(v, w) === 0) === i) };
    case '$count':
      return { says: values.length };
    default:
      return undefined;
  }
};

/** The mean as a plain number, its largest part (for the tolerance), and whether it must be a decimal. */
export const averageByModel = (values: readonly V[]): { mean: number; about: number; isDecimal: boolean } | null => {
  const numbers = values.filter(isNumber);
  const plain = numbers.map((v) => Number(v instanceof Double ? v.value : said(v)));
  return numbers.length === 0
    ? null
    : {
        mean: plain.reduce((a, b) => a + b, 0) / plain.length,
        about: Math.max(...plain.map(Math.abs)),
        isDecimal: numbers.some((v) => v instanceof Decimal128),
      };
};
