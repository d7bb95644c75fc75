import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Matcher, readTranslationTable, type MatchOptions } from '../../matching/index.ts';
import { readBenchmark } from './data.ts';
import { percentile, settledMb } from './system.ts';

/** Cost of building an index of `documents` patents, in seconds and megabytes. */
export interface BuildCost {
  readonly documents: number;
  readonly lexicalBuildS: number;
  readonly spaceS: number;
  readonly savedMb: number;
  /** Ids of the needs to ask with. */
  readonly needs: readonly string[];
}

/** Cost of using it, in seconds, milliseconds and megabytes; `Cpu` is processor time, the others wall-clock time. */
export interface UseCost {
  readonly loadS: number;
  /** Memory of a process that has loaded the index and the table and nothing else. */
  readonly memoryMb: number;
  /** The same after a new patent and all the lists. */
  readonly usedMb: number;
  /** From adding a patent until a search has found it. */
  readonly newPatentMs: number;
  readonly wordsP50: number;
  readonly wordsP95: number;
  readonly wordsCpuP95: number;
  readonly allP50: number;
  readonly allP95: number;
  readonly allCpuP95: number;
}

export type CostPoint = BuildCost & UseCost;

/** Sizes of the growing corpus; the last one is capped at the available patents. */
export const costSizes = [5_000, 10_000, 20_000, 40_000, 58_491] as const;
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

const parts = () => ({
  table: readTranslationTable(readFileSync(join(import.meta.dirname, '../../matching/data/translation.tsv'))),
});

/** Builds a matcher over an even sample of the corpus, with all its needs, and saves it to `file`. */
export function costOfBuilding(bench: string, half: string, size: number, file: string): BuildCost {
  const benchmark = readBenchmark(bench, 'need2tech', half);
  const step = Math.max(1, benchmark.docs.length / size);
  const docs = benchmark.docs.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  const queries = benchmark.sets[0]?.queries ?? [];
  const matcher = new Matcher(parts());
  const lexicalBuildS = seconds(() => {
    for (const { id, title, abstract, ipc } of docs)
      matcher.putPatent({ id, holderId: 'h', title, abstract, ipc, routes: [] });
    for (const { id, title, objective, body } of queries)
      matcher.putNeed({ id, demanderId: 'd', title, objective, body, routes: [] });
    matcher.searchPatents('warm up', 1);
  });
  const spaceS = seconds(() => matcher.useSpace(matcher.buildSpace({ id: 'bench' })));
  const bytes = matcher.save();
  writeFileSync(file, bytes);
  const needs = queries.map(({ id }) => id);
  return { documents: docs.length, lexicalBuildS, spaceS, savedMb: bytes.length / 1e6, needs };
}

/** Loads a saved matcher and measures its use. Call it in a process that held nothing else, as memory is measured. */
export async function costOfUsing(file: string, needs: readonly string[]): Promise<UseCost> {
  const loading = parts();
  let matcher = new Matcher(loading);
  const loadS = seconds(() => {
    matcher = Matcher.load(readFileSync(file), loading);
    matcher.searchPatents('warm up', 1);
  });
  const memoryMb = await settledMb();
  const times = {
    newPatentMs: newPatent(matcher),
    ...answers('words', needs, (id) => matcher.lexicalForNeed(id, 100)),
    ...answers('all', needs, (id) => matcher.matchesForNeed(id, 20, listOptions)),
  };
  return { loadS, memoryMb, ...times, usedMb: await settledMb() };
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

function answers<Name extends string>(name: Name, needs: readonly string[], ask: (id: string) => unknown) {
  for (const id of needs.slice(0, 60)) ask(id);
  const wall: number[] = [];
  const cpu: number[] = [];
  for (const id of needs) {
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
