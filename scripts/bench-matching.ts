import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { corpusNames, readBenchmark } from './bench/data.ts';
import { costOfBuilding, costOfUsing, costSizes, type BuildCost, type CostPoint, type UseCost } from './bench/cost.ts';
import { hasMeilisearch, meilisearch } from './bench/meilisearch.ts';
import { ours } from './bench/ours.ts';
import { miniSearch, textbookBm25 } from './bench/peers.ts';
import { report } from './bench/report.ts';
import { misused, commandLine } from './lib/options.mjs';
import { measure, type System, type SystemResult } from './bench/system.ts';

const systems: Readonly<Record<string, () => System>> = {
  ours,
  Meilisearch: meilisearch,
  MiniSearch: miniSearch,
  'textbook BM25': textbookBm25,
};

// Each system runs on each corpus in a process of its own. A peer gets the queries in random order: of a slow one the
// table shows a sample, says so, and compares ours over the same queries.
const { values: args } = commandLine({
  call: 'npm run bench:matching --',
  does: `How well and how fast the matcher ranks, beside what people would use instead; then ours on growing parts of need2tech.
Takes some twenty minutes.`,
  options: {
    bench: {
      type: 'string',
      default: '../shared/bench',
      value: 'FOLDER',
      does: 'the corpora (see scripts/bench/data.ts); those that are not there are named and left out',
    },
    queries: { type: 'string', default: 'dev', value: 'dev|test', does: 'which queries' },
    json: { type: 'string', value: 'FILE', does: 'writes the figures there too' },
    corpus: {
      type: 'string',
      multiple: true,
      default: corpusNames,
      value: 'NAME',
      does: 'only this one; may be repeated',
    },
    system: {
      type: 'string',
      multiple: true,
      default: Object.keys(systems),
      value: 'NAME',
      does: `only this one of ${Object.keys(systems).join(', ')}; may be repeated`,
    },
    'peer-seconds': {
      type: 'string',
      default: '180',
      value: 'N',
      does: 'how long a peer is asked about one query set',
    },
    'peer-queries': {
      type: 'string',
      default: 'Infinity',
      value: 'N',
      does: 'how many queries a peer is asked at most',
    },
    'no-cost': { type: 'boolean', default: false, does: 'leaves growing parts of need2tech out' },
    child: { type: 'boolean', default: false },
    size: { type: 'string' }, // with `child`: builds an index of this many patents and saves it to `file`
    file: { type: 'string', default: '' },
    needs: { type: 'string' }, // with `child`: loads `file` and asks with these needs
  },
});

const limits = { seconds: Number(args['peer-seconds']), queries: Number(args['peer-queries']) };
if (!Object.values(limits).every((limit) => limit > 0))
  misused('--peer-seconds and --peer-queries are numbers above 0.');
for (const [what, given, there] of [
  ['system', args.system, Object.keys(systems)],
  ['corpus', args.corpus, corpusNames],
] as const)
  for (const name of given)
    if (!there.includes(name)) misused(`No such ${what}: ${name}; there are ${there.join(', ')}.`);

/** One system on one corpus. */
function resultOf(corpus: string, name: string): Promise<SystemResult> {
  const make = systems[name];
  if (!make) throw new Error(`no such system: ${name}; there are ${Object.keys(systems).join(', ')}`);
  const benchmark = readBenchmark(args.bench, corpus, args.queries);
  return measure(name, make(), benchmark, name === 'ours' ? undefined : limits);
}

/** Runs this script in a child process. Returns the JSON it printed last, or reports why it failed. */
function inChild<Result>(what: string, flags: readonly string[]): Result | undefined {
  process.stderr.write(`${what}…\n`);
  const script = process.argv[1] ?? '';
  const limited = ['--peer-seconds', args['peer-seconds'], '--peer-queries', args['peer-queries']];
  const all = [script, '--bench', args.bench, '--queries', args.queries, ...limited, '--child', ...flags];
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', '--max-old-space-size=6000', ...all], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Result; // printed by the child
  console.log(`NOT RUN: ${what}: ${/Error: .*/.exec(stderr)?.[0] ?? stderr.slice(-300)}`);
  return undefined;
}

const average = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / Math.max(1, xs.length);

function run(corpus: string, system: string): SystemResult | undefined {
  if (system === 'Meilisearch' && !hasMeilisearch()) {
    console.log('NOT RUN: Meilisearch (its optional package is not installed here)');
    return undefined;
  }
  const result = inChild<SystemResult>(`${corpus}: ${system}`, ['--corpus', corpus, '--system', system]);
  for (const { set, system: name, ndcg10, recall100 } of result?.sets ?? [])
    process.stderr.write(
      `  ${set}: ${name} nDCG@10 ${average(ndcg10).toFixed(3)}, R@100 ${average(recall100).toFixed(3)}\n`,
    );
  return result;
}

/** Builds in one process and measures use in another, whose memory is then that of the product. */
function cost(size: number): CostPoint | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'bench-cost-'));
  const file = join(folder, 'index');
  const what = `cost of ours with ${size} patents`;
  try {
    const built = inChild<BuildCost>(`${what}, built`, ['--size', String(size), '--file', file]);
    if (!built) return undefined;
    const used = inChild<UseCost>(`${what}, used`, ['--file', file, '--needs', built.needs.join()]);
    return used && { ...built, ...used };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const costs = (): CostPoint[] =>
  args['no-cost'] || !args.corpus.includes('need2tech') || !args.system.includes('ours')
    ? []
    : costSizes.flatMap((size) => cost(size) ?? []);

const print = (result: unknown) => process.stdout.write(`\n${JSON.stringify(result)}\n`);

if (args.child && args.size !== undefined) {
  print(costOfBuilding(args.bench, args.queries, Number(args.size), args.file));
} else if (args.child && args.needs !== undefined) {
  print(await costOfUsing(args.file, args.needs.split(',')));
} else if (args.child) {
  print(await resultOf(args.corpus[0] ?? '', args.system[0] ?? ''));
} else {
  const results = args.corpus.flatMap((corpus) => args.system.flatMap((system) => run(corpus, system) ?? []));
  const machine = `${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}, ${Math.round(totalmem() / 1e9)} GB, Node ${process.version}`;
  const { text, json } = report(results, costs(), { machine, bench: args.bench, queries: args.queries });
  console.log(text);
  if (args.json) writeFileSync(args.json, `${JSON.stringify(json, null, 1)}\n`);
  if (results.length === 0) process.exitCode = 1;
}
