/**
 * Chooses the index for a query, and its byte ranges. Ranges may cover too much, as the filter is always checked again,
 * but never too little. Bounds are cuts before or after all keys with a prefix, so that a descending field mirrors an
 * ascending one.
 */
import { BSONRegExp, Double, MaxKey, MinKey } from 'bson';
import { doc, type Doc, isDoc, type Value } from '../values/bson.ts';
import type { Collection, Index } from './catalog.ts';
import { compareNumbers, equal, isNumeric, rank } from '../values/compare.ts';
import type { SortField } from '../values/field-keys.ts';
import { compileFilter, isOperators } from '../query/filter.ts';
import { after, invert, key, textPrefix } from '../values/keys.ts';
import { split } from '../values/paths.ts';
import { literalPrefix } from '../query/regex.ts';

/** `from` ≤ key < `to`; `null` means no upper bound. */
export interface Range {
  readonly from: Buffer;
  readonly to: Buffer | null;
}

export interface Plan {
  readonly index: Index;
  readonly ranges: readonly Range[];
  readonly reverse: boolean;
  /** Whether the rows come in the asked order. */
  readonly sorted: boolean;
  /** Number of index fields with bounds; fields bounded to single points count twice. */
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
const between = (from: Cut, to: Cut): Interval => ({ from, to, point: false });
const point = (k: Buffer): Interval => ({ from: before(k), to: past(k), point: true });
const bytesOf = (cut: Cut): Buffer | null => (cut.after ? after(cut.prefix) : cut.prefix);
const NOTHING = Buffer.alloc(0);
const ALL: Interval = between(before(NOTHING), past(NOTHING));

/** The keys of values that pass a predicate; `undefined` when the predicate does not bound them. */
type Bounds = (operand: Value, all: Doc) => Interval[] | undefined;

/** Strings that start with the pattern's literal prefix, and the pattern itself as a value. */
const pattern = (r: BSONRegExp): Interval[] => {
  const prefix = literalPrefix(r.pattern, r.options);
  const strings = prefix === '' ? Buffer.from([rank('')]) : textPrefix(prefix);
  return [between(before(strings), past(strings)), point(key(r))];
};

const equality = (operand: Value): Interval[] | undefined => {
  if (Array.isArray(operand)) return undefined;
  return operand instanceof BSONRegExp ? pattern(operand) : [point(key(operand))];
};

/** From the operand's key to one end of the keys of its kind. */
const inequality =
  (bounds: (own: Buffer, kind: Buffer) => Interval): Bounds =>
  (operand) => {
    const isOpen = Array.isArray(operand) || [MinKey, MaxKey, BSONRegExp].some((kind) => operand instanceof kind);
    if (isOpen || (isNumeric(operand) && compareNumbers(operand, new Double(NaN)) === 0)) return undefined;
    return [bounds(key(operand), Buffer.from([rank(operand)]))];
  };

const BOUNDS: ReadonlyMap<string, Bounds> = new Map<string, Bounds>([
  ['$eq', equality],
  ['$gt', inequality((own, kind) => between(past(own), past(kind)))],
  ['$gte', inequality((own, kind) => between(before(own), past(kind)))],
  ['$lt', inequality((own, kind) => between(before(kind), before(own)))],
  ['$lte', inequality((own, kind) => between(before(kind), past(own)))],
  [
    '$in',
    (operand) => {
      if (!Array.isArray(operand) || operand.length > 1000) return undefined;
      const parts = operand.map(equality);
      return parts.every((p) => p !== undefined) ? parts.flat() : undefined;
    },
  ],
  [
    '$regex',
    (operand, all) => {
      const [source, own] = operand instanceof BSONRegExp ? [operand.pattern, operand.options] : [operand, ''];
      const options = all.get('$options') ?? own;
      return typeof source === 'string' && typeof options === 'string'
        ? pattern(new BSONRegExp(source, options))
        : undefined;
    },
  ],
]);

/** The clauses on fields that must all hold. */
function* clauses(query: Doc): Generator<[string, Value]> {
  for (const [name, value] of query)
    if (name === '$and' && Array.isArray(value)) for (const q of value) yield* isDoc(q) ? clauses(q) : [];
    else if (!name.startsWith('$')) yield [name, value];
}

/** The bounds known for each path, one list per predicate. */
const predicates = (query: Doc): Map<string, Interval[][]> => {
  const out = new Map<string, Interval[][]>();
  for (const [path, value] of clauses(query))
    for (const [op, operand] of isDoc(value) && isOperators(value) ? value : doc({ $eq: value })) {
      const intervals = BOUNDS.get(op)?.(operand, isDoc(value) ? value : query);
      if (intervals) out.set(path, [...(out.get(path) ?? []), intervals]);
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

const arePoints = (intervals: readonly Interval[]): boolean => intervals.every((i) => i.point);

/** Bounds of one index field. On a multikey index two predicates may be met by different items, so only one bounds. */
const boundsOf = (found: Interval[][] | undefined, multikey: boolean): Interval[] => {
  if (!found?.[0]) return [ALL];
  return multikey ? (found.find(arePoints) ?? found[0]) : found.reduce(intersect);
};

const flip = (cut: Cut): Cut => ({ prefix: invert(Buffer.from(cut.prefix)), after: !cut.after });
const mirror = ({ from, to, point }: Interval): Interval => ({ from: flip(to), to: flip(from), point });

const MOST_RANGES = 1000;

const planFor = (
  index: Index,
  found: Map<string, Interval[][]>,
  query: Doc,
  sort: readonly SortField[],
): Plan | undefined => {
  if (index.partial && !implies(query, index.partial.query)) return undefined;
  const { multikey } = index.grown;
  let prefixes: Buffer[] = [NOTHING];
  let ranges: Range[] | undefined;
  let worth = 0;
  let fixed = 0;
  let excludesMissing = false;
  const roots = new Set<string>();
  for (const field of index.fields) {
    const root = split(field.path)[0] ?? '';
    // two paths into one array may be met by different items, so only the first bounds
    const bounds = multikey && roots.has(root) ? [ALL] : boundsOf(found.get(field.path), multikey);
    roots.add(root);
    if (index.sparse && !bounds.some(coversMissing)) excludesMissing = true;
    if (ranges) continue;
    const fits = bounds.length * prefixes.length <= MOST_RANGES;
    const mine = !fits ? [ALL] : field.direction === -1 ? bounds.map(mirror) : bounds;
    if (mine.length > 0 && arePoints(mine)) {
      prefixes = prefixes.flatMap((p) => mine.map((i) => Buffer.concat([p, i.from.after ? NOTHING : i.from.prefix])));
      worth += 2;
      fixed++;
    } else {
      worth += Number(!bounds.includes(ALL));
      ranges = prefixes.flatMap((p) => mine.flatMap((i) => rangeOf(p, i)));
    }
  }
  if (index.sparse && !excludesMissing) return undefined;
  ranges = joined(ranges ?? prefixes.map((p) => ({ from: p, to: after(p) })));
  const direction = multikey || prefixes.length > 1 || sort.length === 0 ? undefined : sortedBy(index, fixed, sort);
  const reverse = direction === -1;
  return { index, ranges: reverse ? ranges.reverse() : ranges, reverse, sorted: direction !== undefined, worth };
};

const rangeOf = (prefix: Buffer, { from, to }: Interval): Range[] => {
  const under = (cut: Cut): Buffer | null => bytesOf({ ...cut, prefix: Buffer.concat([prefix, cut.prefix]) });
  const begin = under(from);
  return begin ? [{ from: begin, to: under(to) }] : [];
};

const coversMissing = (interval: Interval): boolean => intersect([interval], [point(key(undefined))]).length > 0;

/** Sorted and merged where they overlap, so that no row is seen twice. */
const joined = (ranges: readonly Range[]): Range[] => {
  const out: Range[] = [];
  for (const next of [...ranges].sort((a, b) => Buffer.compare(a.from, b.from))) {
    const last = out.at(-1);
    if (!last || (last.to !== null && Buffer.compare(next.from, last.to) > 0)) out.push(next);
    else if (last.to !== null && (next.to === null || Buffer.compare(next.to, last.to) > 0))
      out[out.length - 1] = { from: last.from, to: next.to };
  }
  return out;
};

/** The direction in which the index gives the asked order, its first `fixed` fields having one value each. */
const sortedBy = (index: Index, fixed: number, sort: readonly SortField[]): 1 | -1 | undefined => {
  const constant = new Set(index.fields.slice(0, fixed).map((f) => f.path));
  const wanted = sort.filter((s) => !constant.has(s.path));
  const directions = wanted.map((s, i) => {
    const field = index.fields[fixed + i];
    return field?.path === s.path ? (field.direction === s.direction ? 1 : -1) : undefined;
  });
  const [direction] = directions;
  if (directions.length === 0) return 1;
  return directions.every((d) => d === direction) ? direction : undefined;
};

/** Whether every document that matches the query certainly matches a partial index's filter. */
const implies = (query: Doc, partial: Doc): boolean => {
  const said = [...clauses(query)];
  return [...clauses(partial)].every(([path, condition]) => {
    const { matches } = compileFilter(new Map([['x', condition]]));
    const follows = (v: Value): boolean =>
      equal(v, condition) || (v !== null && isScalar(v) && matches(new Map([['x', v]])));
    return said.some(([name, v]) => name === path && follows(v));
  });
};
const isScalar = (v: Value): boolean => !isDoc(v) && !Array.isArray(v) && !(v instanceof BSONRegExp);

/** The best index for the query and sort; undefined when none beats a full scan. */
export const plan = (
  collection: Collection,
  query: Doc,
  sort: readonly SortField[],
  hint?: Index,
): Plan | undefined => {
  const found = predicates(query);
  // without bounds on its first field, an index can only give an order
  const mayHelp = ({ fields }: Index): boolean => sort.length > 0 || found.has(fields[0]?.path ?? '');
  const plans = (hint ? [hint] : collection.indexes.filter(mayHelp)).flatMap(
    (index) => planFor(index, found, query, sort) ?? [],
  );
  const useful = plans.filter((p) => hint || p.worth > 0 || p.sorted);
  const complete = (p: Plan): number =>
    p.index.unique && p.worth === 2 * p.index.fields.length ? 100 : p.worth * 2 + Number(p.sorted);
  return useful.sort((a, b) => complete(b) - complete(a))[0];
};

/** The parts of a top-level `$or`, to be planned separately; undefined without one. */
export const alternatives = (query: Doc): Doc[] | undefined => {
  const or = query.get('$or');
  if (!Array.isArray(or) || !or.every(isDoc)) return undefined;
  const rest = new Map([...query].filter(([name]) => name !== '$or'));
  const shared: Doc[] = rest.size > 0 ? [rest] : [];
  return or.map((q) => doc({ $and: [...shared, q] }));
};
