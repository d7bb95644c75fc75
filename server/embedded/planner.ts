/**
 * Which index answers a query, and over which byte ranges. Ranges may hold too much (the filter is always checked again)
 * but never too little. Bounds are cuts before or after all keys with a prefix, so that a descending field is the mirror
 * image of an ascending one.
 */
import { BSONRegExp, Double, MaxKey, MinKey } from 'bson';
import { type Doc, isDoc, type Value } from './bson.ts';
import type { Collection, Index } from './catalog.ts';
import { compare, compareNumbers, isNumeric, rank } from './compare.ts';
import { compileFilter, isOperators } from './filter.ts';
import { after, invert, key, textPrefix } from './keys.ts';
import { split } from './paths.ts';
import { literalPrefix } from './regex.ts';
import type { SortField } from './field-keys.ts';
import { truthy } from './types.ts';

/** `from` ≤ key < `to`; `null` is no bound. */
export interface Range {
  readonly from: Buffer;
  readonly to: Buffer | null;
}

export interface Plan {
  readonly index: Index;
  readonly ranges: readonly Range[];
  readonly reverse: boolean;
  /** The rows come in the asked order. */
  readonly sorted: boolean;
  /** How many fields of the index have bounds, points counting double. */
  readonly worth: number;
}

interface Cut {
  readonly prefix: Buffer;
  readonly after: boolean;
}
interface Interval {
  readonly from: Cut;
  readonly to: Cut;
  readonly point: boolean;
}

const before = (prefix: Buffer): Cut => ({ prefix, after: false });
const past = (prefix: Buffer): Cut => ({ prefix, after: true });
const point = (k: Buffer): Interval => ({ from: before(k), to: past(k), point: true });
const kind = (n: number): Buffer => Buffer.from([n]);
const bytesOf = (cut: Cut): Buffer | null => (cut.after ? after(cut.prefix) : cut.prefix);
const ALL: Interval = { from: before(Buffer.alloc(0)), to: past(Buffer.alloc(0)), point: false };

/** The keys that values passing one predicate can have; `undefined` when it says nothing about them. */
const intervalsOf = (op: string, operand: Value, all: Doc): Interval[] | undefined => {
  switch (op) {
    case '$eq':
      return Array.isArray(operand)
        ? undefined
        : operand instanceof BSONRegExp
          ? pattern(operand)
          : [point(key(operand))];
    case '$in': {
      if (!Array.isArray(operand) || operand.length > 1000) return undefined;
      const parts = operand.map((x) => intervalsOf('$eq', x, all));
      return parts.every((p) => p !== undefined) ? parts.flat() : undefined;
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte': {
      if (
        Array.isArray(operand) ||
        operand instanceof MinKey ||
        operand instanceof MaxKey ||
        operand instanceof BSONRegExp
      )
        return undefined;
      if (isNumeric(operand) && compareNumbers(operand, new Double(NaN)) === 0)
        return op.endsWith('e') ? [point(key(operand))] : [];
      const k = key(operand);
      const own = kind(rank(operand));
      const bound =
        op === '$gt'
          ? [past(k), past(own)]
          : op === '$gte'
            ? [before(k), past(own)]
            : op === '$lt'
              ? [before(own), before(k)]
              : [before(own), past(k)];
      const [from, to] = bound as [Cut, Cut];
      return [{ from, to, point: false }];
    }
    case '$regex': {
      const options = all.get('$options') ?? (operand instanceof BSONRegExp ? operand.options : '');
      const source = operand instanceof BSONRegExp ? operand.pattern : operand;
      return typeof source === 'string' && typeof options === 'string'
        ? pattern(new BSONRegExp(source, options))
        : undefined;
    }
    default:
      return undefined;
  }
};

/** Strings that begin with the pattern's literal beginning, and the pattern itself as a value. */
const pattern = (r: BSONRegExp): Interval[] => {
  const prefix = literalPrefix(r.pattern, r.options);
  const strings = prefix === '' ? kind(rank('')) : textPrefix(prefix);
  return [{ from: before(strings), to: past(strings), point: false }, point(key(r))];
};

/** Every predicate of the query that must hold, by path. */
const predicates = (query: Doc, out = new Map<string, Interval[][]>()): Map<string, Interval[][]> => {
  const add = (path: string, intervals: Interval[] | undefined): void => {
    if (intervals) out.set(path, [...(out.get(path) ?? []), intervals]);
  };
  for (const [name, value] of query) {
    if (name === '$and' && Array.isArray(value)) {
      for (const q of value) if (isDoc(q)) predicates(q, out);
    } else if (name.startsWith('$')) continue;
    else if (isDoc(value) && isOperators(value))
      for (const [op, operand] of value) add(name, intervalsOf(op, operand, value));
    else add(name, intervalsOf('$eq', value, query));
  }
  return out;
};

const cutOrder = (a: Cut, b: Cut): number => {
  const [x, y] = [bytesOf(a), bytesOf(b)];
  return x === null || y === null ? Number(x === null) - Number(y === null) : Buffer.compare(x, y);
};

const intersect = (a: Interval[], b: Interval[]): Interval[] =>
  a.flatMap((x) =>
    b.flatMap((y) => {
      const from = cutOrder(x.from, y.from) >= 0 ? x.from : y.from;
      const to = cutOrder(x.to, y.to) <= 0 ? x.to : y.to;
      return cutOrder(from, to) < 0 ? [{ from, to, point: x.point || y.point }] : [];
    }),
  );

/** What the query says of one field of an index; on a multikey index two predicates may be met by two items. */
const boundsOf = (found: Interval[][] | undefined, multikey: boolean): Interval[] => {
  if (!found?.[0]) return [ALL];
  if (!multikey) return found.reduce(intersect);
  return found.reduce((best, next) => (next.every((i) => i.point) && !best.every((i) => i.point) ? next : best));
};

const mirror = (interval: Interval): Interval => {
  const flip = (cut: Cut): Cut => ({ prefix: invert(Buffer.from(cut.prefix)), after: !cut.after });
  return { from: flip(interval.to), to: flip(interval.from), point: interval.point };
};

const MOST_RANGES = 1000;

const planFor = (
  index: Index,
  found: Map<string, Interval[][]>,
  query: Doc,
  sort: readonly SortField[],
): Plan | undefined => {
  if (index.partial && !implies(query, index.partial.query)) return undefined;
  const { multikey } = index.grown;
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let cuts: { from: Buffer; to: Buffer | null }[] | undefined;
  let worth = 0;
  let fixed = 0;
  let excludesMissing = false;
  const roots = new Set<string>();
  for (const field of index.fields) {
    const root = split(field.path)[0] ?? '';
    // Two paths into one array may be met by two of its items: only the first of them bounds.
    const bounds = multikey && roots.has(root) ? [ALL] : boundsOf(found.get(field.path), multikey);
    roots.add(root);
    if (index.sparse && !bounds.some(coversMissing)) excludesMissing = true;
    if (cuts) continue;
    const mine = field.direction === -1 ? bounds.map(mirror) : bounds;
    const points = mine.every((i) => i.point) && mine.length > 0;
    if (points && mine.length * prefixes.length <= MOST_RANGES) {
      prefixes = prefixes.flatMap((p) =>
        mine.map((i) => Buffer.concat([p, i.from.after ? Buffer.alloc(0) : i.from.prefix])),
      );
      worth += 2;
      fixed++;
    } else {
      if (!bounds.includes(ALL)) worth += 1;
      const usable = mine.length * prefixes.length <= MOST_RANGES ? mine : [ALL];
      cuts = prefixes.flatMap((p) =>
        usable.flatMap((i) => {
          const from = bytesOf({ prefix: Buffer.concat([p, i.from.prefix]), after: i.from.after });
          return from ? [{ from, to: bytesOf({ prefix: Buffer.concat([p, i.to.prefix]), after: i.to.after }) }] : [];
        }),
      );
    }
  }
  if (index.sparse && !excludesMissing) return undefined;
  const ranges = merge(cuts ?? prefixes.map((p) => ({ from: p, to: after(p) })));
  const direction = multikey || prefixes.length > 1 || sort.length === 0 ? undefined : sortedBy(index, fixed, sort);
  const single = ranges.length <= 1;
  return {
    index,
    ranges: direction === -1 ? [...ranges].reverse() : ranges,
    reverse: direction === -1,
    sorted: direction !== undefined && (single || prefixes.length === 1),
    worth,
  };
};

const coversMissing = (interval: Interval): boolean => {
  const missing = key(undefined);
  const [from, to] = [bytesOf(interval.from), bytesOf(interval.to)];
  return from !== null && Buffer.compare(from, missing) <= 0 && (to === null || Buffer.compare(missing, to) < 0);
};

/** In order, without overlaps: no row is seen twice. */
const merge = (ranges: readonly Range[]): Range[] => {
  const out: Range[] = [];
  for (const next of [...ranges].sort((a, b) => Buffer.compare(a.from, b.from))) {
    const last = out.at(-1);
    if (last && (last.to === null || Buffer.compare(next.from, last.to) <= 0)) {
      if (last.to !== null && (next.to === null || Buffer.compare(next.to, last.to) > 0))
        out[out.length - 1] = { from: last.from, to: next.to };
    } else out.push(next);
  }
  return out;
};

/** The direction in which the index, its first `fixed` fields being one point each, gives the asked order. */
const sortedBy = (index: Index, fixed: number, sort: readonly SortField[]): 1 | -1 | undefined => {
  const constant = new Set(index.fields.slice(0, fixed).map((f) => f.path));
  const wanted = sort.filter((s) => !constant.has(s.path));
  const rest = index.fields.slice(fixed);
  let direction: 1 | -1 | undefined;
  for (const [i, s] of wanted.entries()) {
    const f = rest[i];
    if (!f || f.path !== s.path) return undefined;
    const same = f.direction === s.direction ? 1 : -1;
    if (direction !== undefined && direction !== same) return undefined;
    direction = same;
  }
  return direction ?? 1;
};

/** Whether every document that matches the query also matches a partial index's filter; `false` when unsure. */
const implies = (query: Doc, partial: Doc): boolean =>
  [...partial].every(([path, condition]) => {
    if (path === '$and') return Array.isArray(condition) && condition.every((c) => isDoc(c) && implies(query, c));
    return [...allOn(query, path)].some((said) => impliesOne(said, condition));
  });

function* allOn(query: Doc, path: string): Generator<Value> {
  for (const [name, value] of query) {
    if (name === path) yield value;
    if (name === '$and' && Array.isArray(value)) for (const q of value) if (isDoc(q)) yield* allOn(q, path);
  }
}

const impliesOne = (said: Value, condition: Value): boolean => {
  const wanted = isDoc(condition) && isOperators(condition) ? [...condition] : [['$eq', condition] as [string, Value]];
  const given = isDoc(said) && isOperators(said) ? [...said] : [['$eq', said] as [string, Value]];
  return wanted.every(([op, operand]) => given.some(([o, v]) => follows(o, v, op, operand)));
};

const follows = (said: string, value: Value, op: string, operand: Value): boolean => {
  if (said === '$exists') return op === '$exists' && truthy(value) && truthy(operand);
  if (said === '$eq' || said === '$in') {
    const values = said === '$in' ? value : [value];
    const { matches } = compileFilter(new Map([['x', new Map([[op, operand]])]]));
    return (
      Array.isArray(values) &&
      values.every((v) => v !== null && !Array.isArray(v) && !(v instanceof BSONRegExp) && matches(new Map([['x', v]])))
    );
  }
  if (
    !['$gt', '$gte', '$lt', '$lte'].includes(said) ||
    value === null ||
    Array.isArray(value) ||
    value instanceof MinKey ||
    value instanceof MaxKey
  )
    return false;
  if (op === '$exists') return truthy(operand);
  if (Array.isArray(operand) || rank(operand) !== rank(value)) return false;
  const c = compare(value, operand);
  const up = said.startsWith('$g');
  if (!['$gt', '$gte', '$lt', '$lte'].includes(op) || op.startsWith('$g') !== up) return false;
  return (up ? c > 0 : c < 0) || (c === 0 && (op.endsWith('e') || !said.endsWith('e')));
};

/** The best index for the query and sort; none when nothing beats reading everything. */
export const plan = (
  collection: Collection,
  query: Doc,
  sort: readonly SortField[],
  hint?: Index,
): Plan | undefined => {
  const found = predicates(query);
  // Without bounds on its first field an index can give an order, and nothing else.
  const mayHelp = ({ fields }: Index): boolean => sort.length > 0 || found.has(fields[0]?.path ?? '');
  const plans = (hint ? [hint] : collection.indexes.filter(mayHelp)).flatMap(
    (index) => planFor(index, found, query, sort) ?? [],
  );
  const useful = plans.filter((p) => hint || p.worth > 0 || p.sorted);
  const complete = (p: Plan): number =>
    p.index.unique && p.worth === 2 * p.index.fields.length ? 100 : p.worth * 2 + Number(p.sorted);
  return useful.sort((a, b) => complete(b) - complete(a))[0];
};

/** The parts of a top-level `$or`, each to be planned by itself. */
export const alternatives = (query: Doc): Doc[] | undefined => {
  const or = query.get('$or');
  if (!Array.isArray(or) || !or.every(isDoc)) return undefined;
  const rest = new Map([...query].filter(([name]) => name !== '$or'));
  const shared: Doc[] = rest.size > 0 ? [rest] : [];
  return or.map((q) => new Map<string, Value>([['$and', [...shared, q]]]));
};
