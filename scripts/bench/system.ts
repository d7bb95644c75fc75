import type { Benchmark, Doc, Query } from './data.ts';
import { ndcg, recall } from '../../matching/index.ts';

/** A search system as the benchmark sees it. */
export interface System {
  /** Everything needed before the first search. */
  build(docs: readonly Doc[], benchmark: Benchmark): Promise<void>;
  /** Ids, best first, at least `k` if there are as many. */
  search(query: Query, k: number): Promise<string[]>;
  /** Resident memory in MB, after what is no longer needed was given back. */
  memory(): number | Promise<number>;
  /** How it was set up: printed at the end. */
  readonly configuration: string;
  /** Further rankings of the same queries (variants that need no second index). */
  variants?(queries: readonly Query[]): Promise<Readonly<Record<string, readonly Ranked[]>>>;
  close(): Promise<void>;
}

export interface Ranked {
  readonly query: Query;
  readonly ids: readonly string[];
  readonly milliseconds: number;
}

/** What one system did with one query set. */
export interface SetResult {
  readonly set: string;
  readonly system: string;
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

const depth = 100;

export function judge(set: string, system: string, ranked: readonly Ranked[]): SetResult {
  const kept = ranked.map(({ query, ids }) => ids.filter((id) => !query.dropped.has(id)));
  return {
    set,
    system,
    ndcg10: ranked.map(({ query }, i) => ndcg(kept[i] ?? [], query.relevant)),
    recall100: ranked.map(({ query }, i) => recall(kept[i] ?? [], query.relevant, depth)),
    milliseconds: ranked.map((r) => r.milliseconds),
  };
}

/** Builds the system on a corpus, asks every query twice (the first time to warm up) and judges the answers. */
export async function measure(name: string, system: System, benchmark: Benchmark): Promise<SystemResult> {
  const started = performance.now();
  await system.build(benchmark.docs, benchmark);
  const buildSeconds = (performance.now() - started) / 1000;
  const sets: SetResult[] = [];
  for (const { name: set, queries } of benchmark.sets) {
    for (const query of queries.slice(0, 20)) await system.search(query, depth);
    const ranked: Ranked[] = [];
    for (const query of queries) {
      const before = performance.now();
      const ids = await system.search(query, depth + query.dropped.size);
      ranked.push({ query, ids, milliseconds: performance.now() - before });
    }
    sets.push(judge(set, name, ranked));
    for (const [variant, list] of Object.entries((await system.variants?.(queries)) ?? {}))
      sets.push(judge(set, variant, list));
  }
  const result = { system: name, corpus: benchmark.corpus, buildSeconds, memoryMb: await system.memory(), sets };
  await system.close();
  return { ...result, configuration: system.configuration };
}

export const residentMb = () => Math.round(process.memoryUsage().rss / 1e6);

/** Resident memory of this process in MB when garbage was collected; without `--expose-gc` with the garbage. */
export async function settledMb(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve, 20)); // buffers are given back a turn later
    globalThis.gc?.();
  }
  return residentMb();
}

export function percentile(xs: readonly number[], p: number): number {
  const sorted = [...xs].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;
}
