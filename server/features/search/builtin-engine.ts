import { analyse, createIndex, type IndexConfig, type TextIndex } from '../../../matching/index.ts';
import { indexable, mark, snippetOf } from '../../platform/search/marks.ts';
import {
  type IndexDefinition,
  type IndexWriter,
  mostFacetValues,
  mostHits,
  SearchAway,
  type SearchDocument,
  type SearchEngine,
  type SearchFilter,
  type SearchQuery,
  type SearchResult,
  type Snippet,
} from '../../platform/search/search-engine.ts';

/** The fields of the text index. The matching library takes four, so all text fields after the third share one. */
const fieldNames = ['first', 'second', 'third', 'rest'] as const;
const length = { zh: 0.75, en: 0.9 } as const;
const config: IndexConfig = {
  k1: { zh: 1.2, en: 1.6 },
  k3: 12,
  pairWeight: { zh: 1, en: 0.25 },
  fields: [3, 2, 1.5, 1].map((weight, at) => ({ name: fieldNames[at] ?? 'rest', weight, b: length })),
};
/** Characters of a field shown in a snippet, and how many of them come before the first match. */
const snippetLength = 120;
const snippetLead = 30;

/**
 * Search without a search server: the matching library's text index in this process's memory, filled at start and kept
 * current by events. Results have the same shape as Meilisearch's.
 */
export function builtinEngine(): SearchEngine {
  const shelves = new Map<string, Shelf>();
  const shelfOf = ({ name }: IndexDefinition): Shelf => {
    const shelf = shelves.get(name);
    if (!shelf) throw new SearchAway('the index is being built');
    return shelf;
  };
  return {
    name: 'builtin',
    isInMemory: true,
    standing: async ({ name }) => (shelves.has(name) ? 'sound' : 'missing'),
    lostWrites: async () => 0,
    writer: (index) => ({
      put: async (documents) => shelfOf(index).put(documents),
      remove: async (ids) => shelfOf(index).remove(ids),
    }),
    search: async (index, query) => shelfOf(index).search(query),
    rebuild: async (index, fill) => {
      const shelf = new Shelf(index);
      const into: IndexWriter = {
        put: async (documents) => shelf.put(documents),
        remove: async (ids) => shelf.remove(ids),
      };
      await fill(into);
      shelves.set(index.name, shelf);
    },
    settle: async () => undefined,
    health: async () => ({ ok: true, key: 'health.search.builtin' }),
    stop: async () => shelves.clear(),
  };
}

/** One index: the documents and their words. */
class Shelf {
  readonly #definition: IndexDefinition;
  readonly #documents = new Map<string, SearchDocument>();
  readonly #words: TextIndex = createIndex(config);

  constructor(definition: IndexDefinition) {
    this.#definition = definition;
  }

  put(documents: readonly SearchDocument[]): void {
    for (const document of documents) {
      this.#documents.set(document.id, document);
      const [first, second, third, ...rest] = this.#definition.text.map((field) => textOf(document, field));
      this.#words.add(document.id, { first, second, third, rest: rest.join('\n') });
    }
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      this.#documents.delete(id);
      this.#words.remove(id);
    }
  }

  search(query: SearchQuery): SearchResult {
    const text = query.text.trim();
    const found = (text === '' ? [...this.#documents.values()].sort(this.#byNewest) : this.#wordsFound(text)).filter(
      (document) => query.filters.every((filter) => passes(document, filter)),
    );
    const { sort } = query;
    if (sort) found.sort(byNumber(sort.field, sort.descending)); // stable: relevance decides between equals
    return {
      total: found.length,
      hits: found.slice(query.offset, Math.min(query.offset + query.limit, mostHits)).map((document) => ({
        id: document.id,
        snippets: query.snippets.flatMap((field) => pieceOf(field, textOf(document, field), text) ?? []),
      })),
      facets: Object.fromEntries(query.facets.map((facet) => [facet, countsOf(found, facet)])),
    };
  }

  /** The best first. One shared Chinese character is no match, unless the query is that one character. */
  #wordsFound(text: string): SearchDocument[] {
    const terms = this.#words.compile(text);
    const telling = terms.filter(({ kind }) => kind === 'word' || kind === 'char-pair');
    const ranked = this.#words.searchTyped(text, this.#words.size);
    const isTyping = /[a-z0-9]$/i.test(text);
    const found =
      telling.length === 0 || isTyping ? undefined : new Set(this.#words.top(telling, this.#words.size).map(idOf));
    return ranked.flatMap(({ id }) => (found && !found.has(id) ? [] : (this.#documents.get(id) ?? [])));
  }

  #byNewest = (a: SearchDocument, b: SearchDocument): number =>
    byNumber(this.#definition.newest, true)(a, b) || (a.id < b.id ? -1 : 1);
}

const idOf = ({ id }: { id: string }): string => id;

function textOf(document: SearchDocument, field: string): string {
  const value = document[field];
  if (typeof value === 'string') return indexable(value);
  // a text field holds one text or several
  return Array.isArray(value) ? indexable((value as readonly string[]).join('；')) : '';
}

function valuesOf(document: SearchDocument, field: string): readonly string[] {
  const value = document[field];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly string[]) : []; // a facet holds codes
}

const numberOf = (document: SearchDocument, field: string): number | undefined => {
  const value = document[field];
  return typeof value === 'number' ? value : undefined;
};

function passes(document: SearchDocument, filter: SearchFilter): boolean {
  if ('anyOf' in filter) return valuesOf(document, filter.field).some((value) => filter.anyOf.includes(value));
  const { from = -Infinity, to = Infinity } = filter;
  if (from === -Infinity && to === Infinity) return true;
  const value = numberOf(document, filter.field);
  return value !== undefined && value >= from && value <= to;
}

const byNumber =
  (field: string, isDescending: boolean) =>
  (a: SearchDocument, b: SearchDocument): number => {
    const [left, right] = [numberOf(a, field), numberOf(b, field)];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    return isDescending ? right - left : left - right;
  };

function countsOf(documents: readonly SearchDocument[], facet: string) {
  const counts = new Map<string, number>();
  for (const document of documents) {
    for (const value of new Set(valuesOf(document, facet))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostFacetValues);
}

/** A piece of a text around the first match, with every match in it marked. */
function pieceOf(field: string, text: string, query: string): Snippet | undefined {
  const wanted = analyse(query).tokens.filter(({ kind }) => kind !== 'word-pair');
  const isPaired = wanted.some(({ kind }) => kind === 'char-pair');
  const keys = new Set(wanted.filter(({ kind }) => !(isPaired && kind === 'char')).map(({ value }) => value));
  const typed = /(?<![a-z0-9])[a-z0-9]+$/i.exec(query)?.[0].toLowerCase() ?? '';
  const spans = analyse(text).tokens.filter(
    (token) =>
      keys.has(token.value) ||
      (typed !== '' && token.kind === 'word' && text.slice(token.start, token.end).toLowerCase().startsWith(typed)),
  );
  const first = spans[0];
  if (!first) return undefined;
  const from = boundary(text, Math.max(0, first.start - snippetLead));
  const to = boundary(text, Math.min(text.length, from + snippetLength));
  let marked = from > 0 ? '…' : '';
  let at = from;
  for (const { start, end } of spans) {
    if (end <= at || start >= to) continue;
    marked += text.slice(at, Math.max(at, start)) + mark.before + text.slice(Math.max(at, start), end) + mark.after;
    at = end;
  }
  marked += text.slice(at, Math.max(at, to)) + (to < text.length ? '…' : '');
  return snippetOf(field, marked);
}

/** `at`, or one less where it would cut a character in two. */
const boundary = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at);
