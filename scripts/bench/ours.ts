import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  defaultWeights,
  handWeights,
  learnWeights,
  Matcher,
  readTranslationTable,
  textFeatures,
  type MatchOptions,
  type Weights,
} from '../../matching/index.ts';
import type { Benchmark, Doc, Query } from './data.ts';
import { settledMb, type Ranked, type System } from './system.ts';

const options: MatchOptions = { today: '2026-01-01', order: 'asking' };
const folds = 5;

/** The matcher as in the product, with no structured field but the IPC symbols that a benchmark has. */
export function ours(): System {
  const tablePath = join(import.meta.dirname, '../../matching/data/translation.tsv');
  const table = existsSync(tablePath) ? readTranslationTable(readFileSync(tablePath)) : undefined;
  const matcher = new Matcher(table ? { table } : {});
  const needId = (query: Query) => `${query.title.length}-${query.body.length}-${query.id}`;
  let spaceSeconds = 0;

  const ask = (query: Query, k: number, weights: Weights): string[] =>
    query.isPatent
      ? matcher.similarPatents(query.id, k).map(({ id }) => id)
      : matcher.matchesForNeed(needId(query), k, { ...options, weights }).map((match) => match.patentId);

  const timed = (query: Query, ids: () => string[]): Ranked => {
    const before = performance.now();
    return { query, ids: ids(), milliseconds: performance.now() - before };
  };

  /** Ranks each query with weights learned on the other folds. */
  function crossValidated(queries: readonly Query[]): Ranked[] {
    const lists = queries.map((query) => {
      const candidates = matcher.candidatesForNeed(needId(query)).filter(({ id }) => !query.dropped.has(id));
      const rows = candidates.map(({ id, values }) => ({
        values: textFeatures.map((feature) => values[feature]),
        gain: query.relevant.has(id) ? 1 : 0,
      }));
      // The best by plain words teach nearly as much as all, in a fifth of the time.
      const taught = [...rows].sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0)).slice(0, 120);
      return { query, candidates, rows, taught };
    });
    const prior = textFeatures.map((feature) => handWeights.needSide.weights[feature]);
    const nonNegative = textFeatures.map(() => true);
    const perFold = Array.from({ length: folds }, (_, fold) =>
      learnWeights(
        lists.flatMap(({ taught }, i) => (i % folds === fold ? [] : [{ rows: taught }])),
        { prior, nonNegative, strength: 0.05, epochs: 100 }, // as strongly drawn to the prior as in the product
      ),
    );
    return lists.map(({ query, rows, candidates }, i) => {
      const weights = perFold[i % folds] ?? prior;
      const scored = rows.map((row, r) => ({
        id: candidates[r]?.id ?? '',
        score: row.values.reduce((sum, value, f) => sum + value * (weights[f] ?? 0), 0),
      }));
      scored.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
      return { query, ids: scored.map(({ id }) => id), milliseconds: 0 };
    });
  }

  return {
    build: (docs: readonly Doc[], benchmark: Benchmark) => {
      for (const { id, title, abstract, ipc } of docs)
        matcher.putPatent({ id, holderId: 'h', title, abstract, ipc, routes: [] });
      for (const { queries } of benchmark.sets)
        for (const query of queries) {
          const { title, objective, body, ipc } = query;
          matcher.putNeed({ id: needId(query), demanderId: 'd', title, objective, body, ipc, routes: [] });
        }
      matcher.searchPatents('warm up', 1);
      const before = performance.now();
      matcher.useSpace(matcher.buildSpace({ id: 'bench' }));
      spaceSeconds = (performance.now() - before) / 1000;
      return Promise.resolve();
    },
    search: (query, k) => Promise.resolve(ask(query, k, defaultWeights)),
    variants: (queries) =>
      Promise.resolve<Record<string, Ranked[]>>(
        queries.some((query) => query.isPatent)
          ? {}
          : {
              'ours, unlearned': queries.map((query) =>
                timed(query, () => ask(query, 100 + query.dropped.size, handWeights)),
              ),
              'ours, cross-validated': crossValidated(queries),
              'ours, words only': queries.map((query) =>
                timed(query, () => matcher.lexicalForNeed(needId(query), 100 + query.dropped.size).map(({ id }) => id)),
              ),
            },
      ),
    memory: settledMb,
    get configuration() {
      const { weights, index, table: tableVersion } = matcher.versions();
      return `weights ${weights}, index ${index}, table ${tableVersion}, semantic space built in ${spaceSeconds.toFixed(1)} s (part of the build time)`;
    },
    close: () => Promise.resolve(),
  };
}
