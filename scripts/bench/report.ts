import { bootstrap, pairedBootstrap } from '../../matching/index.ts';
import { costReport, type CostPoint } from './cost.ts';
import { percentile, type SetResult, type SystemResult } from './system.ts';

/** One line of the table. */
interface Line {
  readonly set: string;
  readonly system: string;
  readonly queries: number;
  readonly ndcg10: { readonly mean: number; readonly low: number; readonly high: number };
  readonly recall100: number;
  /** Ours minus this system in nDCG@10, paired by query; null for ours. */
  readonly oursMinus: { readonly difference: number; readonly low: number; readonly high: number } | null;
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

function lineOf(result: SystemResult, set: SetResult, ours: SetResult | undefined): Line {
  return {
    set: set.set,
    system: set.system,
    queries: set.ndcg10.length,
    ndcg10: bootstrap(set.ndcg10),
    recall100: mean(set.recall100),
    oursMinus: ours && ours !== set ? pairedBootstrap(ours.ndcg10, set.ndcg10) : null,
    p50: percentile(set.milliseconds, 0.5),
    p95: percentile(set.milliseconds, 0.95),
    buildSeconds: result.buildSeconds,
    memoryMb: result.memoryMb,
  };
}

/** The table for people and the same for programs. */
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
    String(line.queries),
    `${line.ndcg10.mean.toFixed(3)} [${line.ndcg10.low.toFixed(3)}, ${line.ndcg10.high.toFixed(3)}]`,
    line.recall100.toFixed(3),
    line.oursMinus
      ? `${signed(line.oursMinus.difference)} [${signed(line.oursMinus.low)}, ${signed(line.oursMinus.high)}]`
      : '',
    line.p95 === 0 ? '' : line.p50.toFixed(1),
    line.p95 === 0 ? '' : line.p95.toFixed(1),
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
