import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { applicationNumbers, type Patent, type Retold } from './sets.ts';

type Row = Readonly<Record<string, string>>;

const rows = (file: string): Row[] =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);

/**
 * The patents with texts (application numbers are made up), their titles as they came back from Korean, and patents of
 * which only number and title are known. Throws where a file is missing.
 */
export function readCorpus(shared: string): { patents: Patent[]; retold: Retold[]; numbered: Patent[] } {
  const folder = join(shared, 'bench/cn-patents');
  const corpus = rows(join(folder, 'corpus.jsonl.gz'));
  const made = applicationNumbers(corpus.length);
  const patents = corpus.map(({ id = '', title = '', abstract = '', assignee = '' }, at): Patent => {
    return { id, title, abstract, assignee, applicationNumber: made[at] ?? '' };
  });
  const retold = rows(join(folder, 'queries-dev.jsonl.gz')).map(({ id = '', ko_zh_title: title = '' }) => ({
    id,
    title,
  }));
  const list = new TextDecoder('gb18030').decode(readFileSync(join(shared, 'data/patents-cn-numbers.csv')));
  const numbered = new Map(
    list.split(/\r?\n/).flatMap((line): [string, Patent][] => {
      const [, publicationNumber = '', title = ''] = /^"?(CN\d+[A-Z]\d?)"?,"?(.*?)"?,[^,]*$/.exec(line) ?? [];
      return title === ''
        ? []
        : [[publicationNumber, { id: publicationNumber, publicationNumber, title, abstract: '', assignee: '' }]];
    }),
  );
  return { patents, retold, numbered: [...numbered.values()] };
}
