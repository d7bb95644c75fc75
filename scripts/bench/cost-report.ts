import type { CostPoint } from './cost.ts';

/** China's inventory of dormant patents, which a later version must be able to hold. */
const inventory = 1_350_000;

const measures = [
  ['lexicalBuildS', 'word index built, s'],
  ['spaceS', 'semantic space built and all folded in, s'],
  ['memoryMb', 'memory of a process that has loaded it, MB'],
  ['usedMb', 'and after a change and all lists, MB'],
  ['savedMb', 'saved index, MB'],
  ['loadS', 'saved index loaded, s'],
  ['newPatentMs', 'new patent searchable, ms'],
  ['wordsP50', 'by words, full need, p50 ms'],
  ['wordsP95', 'by words, full need, p95 ms'],
  ['wordsCpuP95', 'by words, full need, p95 CPU ms'],
  ['allP50', 'everything, full need, list of 20, p50 ms'],
  ['allP95', 'everything, full need, list of 20, p95 ms'],
  ['allCpuP95', 'everything, full need, list of 20, p95 CPU ms'],
] as const satisfies readonly (readonly [keyof CostPoint, string])[];

/** The figures by size, each extrapolated by its best-fitting power law, and a plot of the cost of a list. */
export function costReport(points: readonly CostPoint[]): string {
  const rows = measures.map(([key, label]) => {
    const { exponent, at } = powerLaw(points.map((point) => [point.documents, point[key]]));
    const far = points.length > 1 ? `${short(at(inventory))}  (∝ n^${exponent.toFixed(2)})` : '';
    return [label, ...points.map((point) => short(point[key])), far];
  });
  const head = ['patents', ...points.map((point) => String(point.documents)), `${inventory}, extrapolated`];
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => (row[i] ?? '').length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return [
    '',
    'Cost of ours as the corpus grows (need2tech, an even sample; measured in a process of its own each)',
    '',
    line(head),
    ...rows.map(line),
    '',
    ...plot(points),
  ].join('\n');
}

/** Least squares on logarithms. */
function powerLaw(points: readonly (readonly [n: number, y: number])[]): {
  exponent: number;
  at: (n: number) => number;
} {
  const logs = points.map(([n, y]) => [Math.log(n), Math.log(Math.max(1e-6, y))] as const);
  const mean = (pick: 0 | 1) => logs.reduce((sum, pair) => sum + pair[pick], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const spread = logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  const exponent = spread === 0 ? 0 : logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / spread;
  return { exponent, at: (n) => Math.exp(my + exponent * (Math.log(n) - mx)) };
}

const short = (x: number) => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2));

/** CPU time of a list (p95) by size: `w` by words only, `e` everything. */
function plot(points: readonly CostPoint[]): string[] {
  const [width, height] = [60, 12];
  const most = Math.max(...points.map((point) => point.allCpuP95), 1e-9);
  const largest = Math.max(...points.map((point) => point.documents), 1);
  const cells = Array.from({ length: height + 1 }, () => Array.from({ length: width + 1 }, () => ' '));
  const put = (point: CostPoint, ms: number, sign: string) => {
    const row = cells[height - Math.round((ms / most) * height)];
    if (row) row[Math.round((point.documents / largest) * width)] = sign;
  };
  for (const point of points) {
    put(point, point.allCpuP95, 'e');
    put(point, point.wordsCpuP95, 'w');
  }
  return [
    'p95 CPU ms of a full need: e everything, w by words alone',
    ...cells.map(
      (row, i) =>
        `${(i % 4 === 0 ? short((most * (height - i)) / height) : '').padStart(6)} |${row.join('').trimEnd()}`,
    ),
    `${' '.repeat(6)} +${'-'.repeat(width)} ${largest} patents`,
  ];
}
