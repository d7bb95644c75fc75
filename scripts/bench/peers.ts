import MiniSearch from 'minisearch';
import type { Query } from './data.ts';
import { settledMb, type System } from './system.ts';

const wholeText = (query: Query) => [query.title, query.objective, query.body].filter(Boolean).join('\n');

/** MiniSearch with its default options. */
export function miniSearch(): System {
  const index = new MiniSearch({ fields: ['title', 'abstract'], idField: 'id' });
  return {
    build: async (docs) => index.addAllAsync(docs),
    search: (query, k) =>
      Promise.resolve(
        index
          .search(wholeText(query))
          .slice(0, k)
          .map((hit) => String(hit.id)),
      ),
    memory: settledMb,
    configuration: 'defaults, fields title and abstract',
    close: () => Promise.resolve(),
  };
}

const k1 = 1.2;
const b = 0.75;

/** Textbook BM25: words by `Intl.Segmenter` (English: letters and digits), k1 1.2, b 0.75, one field. */
export function textbookBm25(): System {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const words = (text: string): string[] =>
    /[\u4e00-\u9fff]/.test(text)
      ? [...segmenter.segment(text.toLowerCase())].filter((s) => s.isWordLike).map((s) => s.segment)
      : (text.toLowerCase().match(/[a-z0-9]+/g) ?? []);
  const postings = new Map<string, [doc: number, count: number][]>();
  const lengths: number[] = [];
  let ids: string[] = [];
  let average = 1;
  return {
    build: (docs) => {
      ids = docs.map((doc) => doc.id);
      docs.forEach(({ title, abstract }, doc) => {
        const counts = new Map<string, number>();
        const list = words(`${title}\n${abstract}`);
        for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
        lengths.push(list.length);
        for (const [word, count] of counts) {
          const posting = postings.get(word) ?? [];
          posting.push([doc, count]);
          postings.set(word, posting);
        }
      });
      average = lengths.reduce((sum, n) => sum + n, 0) / lengths.length;
      return Promise.resolve();
    },
    search: (query, k) => {
      const scores = new Float64Array(ids.length);
      for (const word of words(wholeText(query))) {
        const posting = postings.get(word) ?? [];
        const idf = Math.log(1 + (ids.length - posting.length + 0.5) / (posting.length + 0.5));
        for (const [doc, count] of posting) {
          const norm = 1 - b + (b * (lengths[doc] ?? 0)) / average;
          scores[doc] = (scores[doc] ?? 0) + (idf * count * (k1 + 1)) / (count + k1 * norm);
        }
      }
      const found = [...scores.keys()].filter((doc) => (scores[doc] ?? 0) > 0);
      found.sort((x, y) => (scores[y] ?? 0) - (scores[x] ?? 0) || x - y);
      return Promise.resolve(found.slice(0, k).map((doc) => ids[doc] ?? ''));
    },
    memory: settledMb,
    configuration: `k1 ${k1}, b ${b}, title and abstract as one field, every query word counted each time`,
    close: () => Promise.resolve(),
  };
}
