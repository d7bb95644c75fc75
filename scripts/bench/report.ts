import { bootstrap, pairedBootstrap } from '../../matching/index.ts';
import { costReport } from './cost-report.ts';
import type { CostPoint } from './cost.ts';
import { percentile, type SetResult, type SystemResult } from './system.ts';

interface Line {
  readonly set: string;
  readonly system: string;
  /** How many of the `of` queries it was asked; its figures are about these only. */
  readonly queries: number;
  readonly of: number;
  readonly ndcg10: { readonly mean: number; readonly low: number; readonly high: number };
  readonly recall100: number;
  /** Our nDCG@10 minus this system's, paired over the queries it was asked; null for ours. */
  readonly oursMinus: { readonly difference: number; readonly low: number; readonly high: number } | null;
  /** Its time as a multiple of ours for the same queries; null for ours and where no time was measured. */
  readonly timesOurs: { readonly p50: number; readonly p95: number } | null;
  readonly p50: number;
  readonly p95: number;
  readonly buildSeconds: number;
  readonly memoryMb: number;
}

export interface RunInfo {
  readonly machine: string;
  readonly bench: string;
  readonly queries: string;
}

const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / Math.max(1, xs.length);

/** A result's figures for these queries only, in their order. */
function over(result: SetResult, queries: readonly string[]): Pick<SetResult, 'ndcg10' | 'milliseconds'> {
  const places = new Map(result.asked.map((id, place) => [id, place]));
  const pick = (figures: readonly number[]) => queries.map((id) => figures[places.get(id) ?? -1] ?? NaN);
  return { ndcg10: pick(result.ndcg10), milliseconds: pick(result.milliseconds) };
}

function lineOf(result: SystemResult, set: SetResult, ours: SetResult | undefined): Line {
  const same = ours && ours !== set ? over(ours, set.asked) : undefined;
  const [p50, p95] = [percentile(set.milliseconds, 0.5), percentile(set.milliseconds, 0.95)];
  return {
    set: set.set,
    system: set.system,
    queries: set.asked.length,
    of: set.of,
    ndcg10: bootstrap(set.ndcg10),
    recall100: mean(set.recall100),
    oursMinus: same ? pairedBootstrap(same.ndcg10, set.ndcg10) : null,
    timesOurs:
      same && p95 > 0
        ? { p50: p50 / percentile(same.milliseconds, 0.5), p95: p95 / percentile(same.milliseconds, 0.95) }
        : null,
    p50,
    p95,
    buildSeconds: result.buildSeconds,
    memoryMb: result.memoryMb,
  };
}

/** The table for people, and the same as JSON. */
export function report(
  results: readonly SystemResult[],
  costs: readonly CostPoint[],
  info: RunInfo,
): { text: string; json: unknown } {
  const all = results.flatMap((result) => result.sets.map((set) => ({ result, set })));
  const names = [...new Set(all.map(({ set }) => set.set))];
  const lines = names.flatMap((name) => {
    const here = all.filter(({ set }) => set.set === name);
    const ours = here.find(({ set }) => set.system === 'ours')?.set;
    return here.map(({ result, set }) => lineOf(result, set, ours));
  });
  const configurations = [...new Set(results.map((r) => `${r.system} (${r.corpus}): ${r.configuration}`))];
  return { text: textOf(lines, costs, configurations, info), json: { ...info, lines, costs, configurations } };
}

const header = [
  'benchmark',
  'system',
  'queries',
  'nDCG@10 [95 %]',
  'R@100',
  'ours minus it [95 %]',
  'p50 ms',
  'p95 ms',
  'times ours p50 / p95',
  'build s',
  'MB',
];

function textOf(
  lines: readonly Line[],
  costs: readonly CostPoint[],
  configurations: readonly string[],
  info: RunInfo,
): string {
  const signed = (x: number) => (x >= 0 ? '+' : '') + x.toFixed(3);
  const cells = lines.map((line) => [
    line.set,
    line.system,
    line.queries < line.of ? `${line.queries} of ${line.of}` : String(line.queries),
    `${line.ndcg10.mean.toFixed(3)} [${line.ndcg10.low.toFixed(3)}, ${line.ndcg10.high.toFixed(3)}]`,
    line.recall100.toFixed(3),
    line.oursMinus
      ? `${signed(line.oursMinus.difference)} [${signed(line.oursMinus.low)}, ${signed(line.oursMinus.high)}]`
      : '',
    line.p95 === 0 ? '' : line.p50.toFixed(1),
    line.p95 === 0 ? '' : line.p95.toFixed(1),
    line.timesOurs ? `${line.timesOurs.p50.toFixed(2)} / ${line.timesOurs.p95.toFixed(2)}` : '',
    line.buildSeconds.toFixed(1),
    String(line.memoryMb),
  ]);
  const widths = header.map((title, i) => Math.max(title.length, ...cells.map((row) => (row[i] ?? '').length)));
  const print = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    '',
    `Queries: ${info.queries} half of ${info.bench}. Machine: ${info.machine}.`,
    'Intervals by bootstrap over queries; an interval of the difference that contains 0 is no difference.',
    '“n of m” queries: too slow for all, so a random sample; every figure of that line is of those n, and ours beside it too.',
    '',
    print(header),
    print(widths.map((width) => '-'.repeat(width))),
    ...cells.map(print),
    ...(costs.length > 0 ? [costReport(costs)] : []),
    '',
    'Configuration',
    ...configurations.map((line) => `- ${line}`),
  ].join('\n');
}
