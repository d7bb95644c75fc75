import type { Benchmark, Doc, Query, QuerySet } from './data.ts';
import { ndcg, recall } from '../../matching/index.ts';
import { random } from '../../matching/semantic/random.ts';

export interface System {
  /** Everything needed before the first search. */
  /** Does everything needed before the first search. */
  build(docs: readonly Doc[], benchmark: Benchmark): Promise<void>;
  /** Ids, best first; at least `k` if that many match. */
  search(query: Query, k: number): Promise<string[]>;
  /** Resident memory in MB, after garbage collection where possible. */
  memory(): number | Promise<number>;
  /** Configuration in words, printed at the end. */
  readonly configuration: string;
  /** Further rankings of the same queries by variants that need no second index. */
  variants?(queries: readonly Query[]): Promise<Readonly<Record<string, readonly Ranked[]>>>;
  close(): Promise<void>;
}

export interface Ranked {
  readonly query: Query;
  readonly ids: readonly string[];
  readonly milliseconds: number;
}

/** One system's results on one query set: `asked` are the queries, and the figures are in their order. */
export interface SetResult {
  readonly set: string;
  readonly system: string;
  /** Size of the query set; a slow system may have been asked only a sample. */
  readonly of: number;
  readonly asked: readonly string[];
  readonly ndcg10: readonly number[];
  readonly recall100: readonly number[];
  readonly milliseconds: readonly number[];
}

export interface SystemResult {
  readonly system: string;
  readonly corpus: string;
  readonly buildSeconds: number;
  readonly memoryMb: number;
  readonly configuration: string;
  readonly sets: readonly SetResult[];
}

/** How long one system may be asked about one query set, and at most how many of its queries. */
export interface Limits {
  readonly seconds: number;
  readonly queries: number;
}

const unlimited: Limits = { seconds: Infinity, queries: Infinity };
const depth = 100;
const seed = 20_260_101;

/** Shuffles in an order fixed by the seed, so that every prefix is a random sample. */
function shuffled<T>(items: readonly T[]): T[] {
  const next = random(seed);
  return items
    .map((item) => ({ item, place: next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function judge({ name, queries }: QuerySet, system: string, ranked: readonly Ranked[]): SetResult {
  const kept = ranked.map(({ query, ids }) => ids.filter((id) => !query.dropped.has(id)));
  return {
    set: name,
    system,
    of: queries.length,
    asked: ranked.map(({ query }) => query.id),
    ndcg10: ranked.map(({ query }, i) => ndcg(kept[i] ?? [], query.relevant)),
    recall100: ranked.map(({ query }, i) => recall(kept[i] ?? [], query.relevant, depth)),
    milliseconds: ranked.map((r) => r.milliseconds),
  };
}

/**
 * Builds the system on a corpus, asks the queries in random order and judges the answers. When a limit is reached the
 * remaining queries are not asked; those asked are then a random sample.
 */
export async function measure(
  name: string,
  system: System,
  benchmark: Benchmark,
  limits = unlimited,
  now = () => performance.now(),
): Promise<SystemResult> {
  const started = now();
  await system.build(benchmark.docs, benchmark);
  const buildSeconds = (now() - started) / 1000;
  const sets: SetResult[] = [];
  for (const set of benchmark.sets) {
    sets.push(judge(set, name, await asked(system, set, limits, now)));
    for (const [variant, list] of Object.entries((await system.variants?.(set.queries)) ?? {}))
      sets.push(judge(set, variant, list));
  }
  const result = { system: name, corpus: benchmark.corpus, buildSeconds, memoryMb: await system.memory(), sets };
  await system.close();
  return { ...result, configuration: system.configuration };
}

/** The first twenty queries are asked twice as a warm-up; the second answer counts. */
async function asked(system: System, { queries }: QuerySet, limits: Limits, now: () => number): Promise<Ranked[]> {
  const sample = shuffled(queries).slice(0, limits.queries);
  const ranked = new Map<Query, Ranked>();
  const end = now() + limits.seconds * 1000;
  for (const query of [...sample.slice(0, 20), ...sample]) {
    const before = now();
    if (before >= end) break;
    const ids = await system.search(query, depth + query.dropped.size);
    ranked.set(query, { query, ids, milliseconds: now() - before });
  }
  return [...ranked.values()];
}

export const residentMb = () => Math.round(process.memoryUsage().rss / 1e6);

/** Resident memory of this process in MB, after garbage collection if started with `--expose-gc`. */
export async function settledMb(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve, 20)); // buffers are freed one turn later
    globalThis.gc?.();
  }
  return residentMb();
}

export function percentile(xs: readonly number[], p: number): number {
  const sorted = [...xs].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;
}
