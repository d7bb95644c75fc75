import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A document of a benchmark's corpus. */
export interface Doc {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly ipc: readonly string[];
}

/** A query, the ids of relevant documents, and those to leave out of the results (itself and its family). */
export interface Query {
  readonly id: string;
  readonly title: string;
  readonly objective: string;
  readonly body: string;
  readonly ipc: readonly string[];
  /** Whether the query is a patent of the corpus for which similar patents are wanted. */
  readonly isPatent: boolean;
  readonly relevant: ReadonlySet<string>;
  readonly dropped: ReadonlySet<string>;
}

export interface QuerySet {
  readonly name: string;
  readonly queries: readonly Query[];
}

export interface Benchmark {
  readonly corpus: string;
  readonly docs: readonly Doc[];
  readonly sets: readonly QuerySet[];
}

type Row = Readonly<Record<string, unknown>>;

/** The text of a file, gzipped or not; undefined when neither exists. */
function text(folder: string, name: string): string | undefined {
  for (const path of [join(folder, name), join(folder, `${name}.gz`)])
    if (existsSync(path)) {
      const bytes = readFileSync(path);
      return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    }
  return undefined;
}

function rows(folder: string, name: string): Row[] {
  const content = text(folder, name);
  if (content === undefined) throw new Error(`${join(folder, name)} is not there: this benchmark was NOT run`);
  return content
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Judgements `query<TAB>doc<TAB>rel`; undefined without the file: a query's own id is then its relevant document. */
function judgements(folder: string, half: string): Map<string, Set<string>> | undefined {
  const content = text(folder, `qrels-${half}.tsv`);
  if (content === undefined) return undefined;
  const relevant = new Map<string, Set<string>>();
  for (const line of content.split('\n').slice(1)) {
    const [query = '', doc, rel] = line.split('\t');
    if (doc && Number(rel ?? 1) > 0) relevant.set(query, (relevant.get(query) ?? new Set()).add(doc));
  }
  return relevant;
}

const str = (row: Row, name: string) => (typeof row[name] === 'string' ? row[name] : '');
const list = (row: Row, name: string) => (Array.isArray(row[name]) ? row[name].map(String) : []);

function docsOf(folder: string): { docs: Doc[]; families: Map<string, string[]> } {
  const all = rows(folder, 'corpus.jsonl');
  const docs = all.map((row) => ({
    id: str(row, 'id'),
    title: str(row, 'title'),
    abstract: str(row, 'abstract'),
    ipc: list(row, 'ipc').map((symbol) => symbol.replace(/^([A-H]\d\d[A-Z])\s*/, '$1 ')),
  }));
  return { docs, families: new Map(all.map((row) => [str(row, 'id'), list(row, 'family')])) };
}

/** Which fields of a query row make up the query; `isPatent`: the query is a document of the corpus. */
interface Shape {
  readonly name: string;
  readonly title?: string;
  readonly objective?: string;
  readonly body?: string;
  readonly isPatent?: boolean;
}

const corpora: Readonly<Record<string, readonly Shape[]>> = {
  need2tech: [
    { name: 'need2tech, full need', title: 'title', objective: 'objective', body: 'body' },
    { name: 'need2tech, title only', title: 'title' },
  ],
  'cn-patents': [
    { name: 'cn-patents, ko_zh_title', title: 'ko_zh_title' },
    { name: 'cn-patents, English title', title: 'en_title' },
    { name: 'cn-patents, ko_zh_abstract', body: 'ko_zh_abstract' },
  ],
  citations: [{ name: 'citations', title: 'title', body: 'abstract', isPatent: true }],
};

export const corpusNames = Object.keys(corpora);

/** Reads a corpus with its query sets of one half (`dev` or `test`). Throws an error that names a missing file. */
export function readBenchmark(bench: string, corpus: string, half: string): Benchmark {
  const folder = join(bench, corpus);
  const { docs, families } = docsOf(folder);
  const relevant = judgements(folder, half);
  const byId = new Map(docs.map((doc) => [doc.id, doc]));
  const sets = (corpora[corpus] ?? []).map((shape): QuerySet => {
    const queries = rows(folder, `queries-${half}.jsonl`).flatMap((row): Query[] => {
      const id = str(row, 'id');
      const wanted = relevant ? relevant.get(id) : new Set([id]);
      if (!wanted) return [];
      const part = (name: string | undefined) => (name === undefined ? '' : str(row, name));
      return [
        {
          id,
          title: part(shape.title),
          objective: part(shape.objective),
          body: part(shape.body),
          ipc: shape.isPatent ? (byId.get(id)?.ipc ?? []) : [],
          isPatent: shape.isPatent ?? false,
          relevant: wanted,
          dropped: shape.isPatent ? new Set([id, ...(families.get(id) ?? [])]) : new Set(),
        },
      ];
    });
    return { name: shape.name, queries };
  });
  return { corpus, docs, sets };
}
