import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Matcher, readTranslationTable, type MatchOptions } from '../../matching/index.ts';
import { readBenchmark, type Doc, type Query } from './data.ts';
import { percentile, settledMb } from './system.ts';

/** What the matcher costs with so many patents. Seconds, milliseconds, megabytes; `Cpu` is processor time, the rest passes on the clock. */
export interface CostPoint {
  readonly documents: number;
  readonly lexicalBuildS: number;
  readonly spaceS: number;
  readonly memoryMb: number;
  readonly savedMb: number;
  readonly loadS: number;
  /** From a new patent handed in until a search answered with it. */
  readonly newPatentMs: number;
  readonly wordsP50: number;
  readonly wordsP95: number;
  readonly wordsCpuP95: number;
  readonly allP50: number;
  readonly allP95: number;
  readonly allCpuP95: number;
}

/** The corpus grows from the first to the last of these; the last is cut to what is there. */
export const costSizes = [5_000, 10_000, 20_000, 40_000, 58_491] as const;
/** The nation's dormant inventory of patents, which a later version must be able to hold. */
const inventory = 1_350_000;

const listOptions: MatchOptions = { today: '2026-01-01', order: 'asking' };
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const seconds = (work: () => void) => {
  const before = performance.now();
  work();
  return (performance.now() - before) / 1000;
};

/** Builds, saves, loads and asks a matcher over an even sample of the corpus, with every full need. */
export async function costOf(bench: string, half: string, size: number): Promise<CostPoint> {
  const benchmark = readBenchmark(bench, 'need2tech', half);
  const step = Math.max(1, benchmark.docs.length / size);
  const docs = Array.from(
    { length: Math.min(size, benchmark.docs.length) },
    (_, i) => benchmark.docs[Math.floor(i * step)],
  );
  const queries = benchmark.sets[0]?.queries ?? [];
  const parts = {
    table: readTranslationTable(readFileSync(join(import.meta.dirname, '../../matching/data/translation.tsv'))),
  };
  const built = build(
    docs.flatMap((doc) => doc ?? []),
    queries,
    parts,
  );
  let loaded = new Matcher(parts);
  const loadS = seconds(() => {
    loaded = Matcher.load(built.bytes(), parts);
    loaded.searchPatents('warm up', 1);
  });
  const { lexicalBuildS, spaceS, savedMb } = built;
  built.forget();
  return {
    documents: docs.length,
    lexicalBuildS,
    spaceS,
    memoryMb: await settledMb(),
    savedMb,
    loadS,
    newPatentMs: newPatent(loaded),
    ...answers('words', queries, (id) => loaded.lexicalForNeed(id, 100)),
    ...answers('all', queries, (id) => loaded.matchesForNeed(id, 20, listOptions)),
  };
}

function build(docs: readonly Doc[], queries: readonly Query[], parts: ConstructorParameters<typeof Matcher>[0]) {
  const matcher = new Matcher(parts);
  const lexicalBuildS = seconds(() => {
    for (const { id, title, abstract, ipc } of docs)
      matcher.putPatent({ id, holderId: 'h', title, abstract, ipc, routes: [] });
    for (const { id, title, objective, body } of queries)
      matcher.putNeed({ id, demanderId: 'd', title, objective, body, routes: [] });
    matcher.searchPatents('warm up', 1);
  });
  const spaceS = seconds(() => matcher.useSpace(matcher.buildSpace({ id: 'bench' })));
  let bytes = matcher.save();
  const savedMb = bytes.length / 1e6;
  return { lexicalBuildS, spaceS, savedMb, bytes: () => bytes, forget: () => (bytes = new Uint8Array(0)) };
}

function newPatent(matcher: Matcher): number {
  const word = 'zzyzx';
  const ms =
    1000 *
    seconds(() => {
      matcher.putPatent({
        id: 'new',
        holderId: 'h',
        title: `A ${word} device`,
        abstract: `Use of a ${word}.`,
        ipc: [],
        routes: [],
      });
      if (matcher.searchPatents(word, 1)[0]?.id !== 'new') throw new Error('a new patent was not found');
    });
  matcher.removePatent('new');
  return ms;
}

function answers<Name extends string>(name: Name, queries: readonly Query[], ask: (id: string) => unknown) {
  for (const { id } of queries.slice(0, 60)) ask(id);
  const wall: number[] = [];
  const cpu: number[] = [];
  for (const { id } of queries) {
    const [wallBefore, cpuBefore] = [performance.now(), cpuMs()];
    ask(id);
    wall.push(performance.now() - wallBefore);
    cpu.push(cpuMs() - cpuBefore);
  }
  return {
    [`${name}P50`]: percentile(wall, 0.5),
    [`${name}P95`]: percentile(wall, 0.95),
    [`${name}CpuP95`]: percentile(cpu, 0.95),
  } as Record<`${Name}P50` | `${Name}P95` | `${Name}CpuP95`, number>; // the three keys above
}

const measures = [
  ['lexicalBuildS', 'word index built, s'],
  ['spaceS', 'semantic space built and all folded in, s'],
  ['memoryMb', 'memory of the process after loading, MB'],
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

/** The figures by size, each extrapolated by the power law that fits it best, and a plot of what a list costs. */
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

/** Least squares in logarithms. */
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

/** CPU time of a list (p95) against the size: `w` by words alone, `e` everything. */
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
