/** Finds rows: through an index where one helps, in the asked order. The filter is checked on every row. */
import { type Doc, isDoc, type Value } from '../values/bson.ts';
import { decodeSome } from '../values/bson-read.ts';
import type { Collection, Index } from './catalog.ts';
import { equal } from '../values/compare.ts';
import { badValue, fail } from '../values/errors.ts';
import { compileFilter, type Filter } from '../query/filter.ts';
import type { Variables } from '../query/operator-kinds.ts';
import { heads } from '../values/paths.ts';
import { alternatives, plan, type Plan } from './planner.ts';
import type { SortField } from '../values/field-keys.ts';
import { parseSort, sortKey } from '../query/sort.ts';
import type { Row } from './pages.ts';
import type { View } from './view.ts';

export interface Query {
  readonly filter: Doc;
  readonly sort?: Doc | undefined;
  readonly skip?: number;
  /** 0 means no limit. */
  readonly limit?: number;
  readonly hint?: Value | undefined;
  readonly variables?: Variables;
}

export const hinted = (collection: Collection, hint: Value | undefined): Index | 'natural' | undefined => {
  if (hint === undefined || (isDoc(hint) && hint.size === 0)) return undefined;
  if (isDoc(hint) && hint.has('$natural')) return 'natural';
  const index = collection.indexes.find((i) =>
    typeof hint === 'string' ? i.name === hint : equal(i.spec.get('key'), hint),
  );
  return index ?? badValue('hint provided does not correspond to an existing index');
};

/** Matching rows in order, after `skip` and up to `limit`. */
export function* find(view: View, collection: Collection | undefined, query: Query): Generator<Row> {
  const filter = compileFilter(query.filter, query.variables);
  const sort = query.sort ? parseSort(query.sort) : [];
  if (!collection) return;
  const natural = sort[0]?.path === '$natural' ? sort[0].direction : undefined;
  const { rows, sorted } = source(view, collection, query, natural ? [] : sort, natural === -1);
  const skip = query.skip ?? 0;
  const limit = query.limit || Infinity;
  const wanted = matching(rows, filter);
  const ordered = sorted || sort.length === 0 || natural ? wanted : inOrder(wanted, sort, skip + limit);
  let n = 0;
  for (const row of ordered) {
    if (n++ < skip) continue;
    yield row;
    if (n >= skip + limit) return;
  }
}

function* matching(rows: Iterable<Row>, filter: Filter): Generator<Row> {
  for (const row of rows) if (filter.matches(decodeSome(row.bytes, filter.needs))) yield row;
}

const source = (
  view: View,
  c: Collection,
  query: Query,
  sort: readonly SortField[],
  backwards: boolean,
): { rows: Iterable<Row>; sorted: boolean } => {
  const hint = hinted(c, query.hint);
  if (hint !== 'natural' && !backwards) {
    const best = plan(c, query.filter, sort, hint);
    if (best && (best.worth > 0 || hint)) return { rows: ranged(view, c, [best]), sorted: best.sorted };
    const parts = hint ? undefined : alternatives(query.filter)?.map((q) => plan(c, q, []));
    if (parts?.every((p) => p && p.worth > 0)) return { rows: ranged(view, c, parts as Plan[]), sorted: false }; // each there, as just checked
    if (best) return { rows: ranged(view, c, [best]), sorted: best.sorted };
    if (hint) fail('BadValue', 'the hinted index cannot answer this query');
  }
  return { rows: view.rows(c, backwards), sorted: false };
};

/** The rows of all ranges, each once. */
function* ranged(view: View, c: Collection, plans: readonly Plan[]): Generator<Row> {
  const seen = plans.length > 1 || plans.some((p) => p.index.grown.multikey) ? new Set<number>() : undefined;
  for (const { index, ranges, reverse } of plans)
    for (const range of ranges)
      for (const row of view.entries(c, index, range, reverse)) {
        if (seen?.has(row.rid)) continue;
        seen?.add(row.rid);
        yield row;
      }
}

/** Sorts, keeping about `most` rows in memory, so that a limit needs little. Equal rows keep their order. */
const inOrder = (rows: Iterable<Row>, sort: readonly SortField[], most: number): Row[] => {
  const keyOf = sortKey(sort);
  const needs = heads(sort.map((s) => s.path));
  let kept: { row: Row; key: Buffer; n: number }[] = [];
  const by = (a: (typeof kept)[number], b: (typeof kept)[number]): number => Buffer.compare(a.key, b.key) || a.n - b.n;
  let n = 0;
  for (const row of rows) {
    kept.push({ row, key: keyOf(decodeSome(row.bytes, needs)), n: n++ });
    if (kept.length >= 2 * most + 1000) kept = kept.sort(by).slice(0, most);
  }
  return kept.sort(by).map((k) => k.row);
};
