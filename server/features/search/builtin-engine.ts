import { mostHits } from '../../domain/search-limits.ts';
import { createIndex, type IndexConfig, type TextIndex } from '../../../matching/index.ts';
import { fold } from '../../../matching/text/fold.ts';
import { indexable } from '../../platform/search/indexable.ts';
import {
  type IndexDefinition,
  type IndexWriter,
  mostFacetValues,
  type NearQuery,
  type NearResult,
  rarity,
  SearchAway,
  type SearchDocument,
  type SearchEngine,
  type SearchFilter,
  type SearchQuery,
  type SearchHit,
  type SearchResult,
  type SearchWord,
} from '../../platform/search/search-engine.ts';
import { stands } from './reading/fit.ts';
import { piecesOf } from './reading/pieces.ts';

/** The fields of the text index. The matching library takes four, so all text fields after the third share one. */
const fieldNames = ['first', 'second', 'third', 'rest'] as const;
const length = { zh: 0.75, en: 0.9 } as const;
const config: IndexConfig = {
  k1: { zh: 1.2, en: 1.6 },
  k3: 12,
  pairWeight: { zh: 1, en: 0.25 },
  fields: [3, 2, 1.5, 1].map((weight, at) => ({ name: fieldNames[at] ?? 'rest', weight, b: length })),
};
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
    near: async (index, query) => shelfOf(index).near(query),
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
  /** The folded texts of each document. */
  readonly #folded = new Map<string, readonly string[]>();
  readonly #words: TextIndex = createIndex(config);

  constructor(definition: IndexDefinition) {
    this.#definition = definition;
  }

  put(documents: readonly SearchDocument[]): void {
    for (const document of documents) {
      this.#documents.set(document.id, document);
      const texts = this.#definition.text.map((field) => textOf(document, field));
      this.#folded.set(
        document.id,
        texts.filter((text) => text !== '').map((text) => fold(text).text),
      );
      const [first, second, third, ...rest] = texts;
      this.#words.add(document.id, { first, second, third, rest: rest.join('\n') });
    }
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      this.#documents.delete(id);
      this.#folded.delete(id);
      this.#words.remove(id);
    }
  }

  search(query: SearchQuery): SearchResult {
    const found = this.#among(query).filter((document) => query.filters.every((filter) => passes(document, filter)));
    const { sort } = query;
    if (sort) found.sort(byNumber(sort.field, sort.descending)); // stable: relevance decides between equals
    const shown = found.slice(query.offset, Math.min(query.offset + query.limit, mostHits));
    return {
      total: found.length,
      hits: shown.map((document) => hitOf(document, query.fields)),
      facets: Object.fromEntries(query.facets.map((facet) => [facet, countsOf(found, facet)])),
    };
  }

  #among({ words, filters }: SearchQuery): SearchDocument[] {
    if (words.length > 0) return this.#withAll(words);
    const ids = filters.flatMap((filter) => ('anyOf' in filter && filter.field === 'id' ? filter.anyOf : []));
    const named = ids.length > 0 ? ids.flatMap((id) => this.#documents.get(id) ?? []) : [...this.#documents.values()];
    return named.sort(this.#byNewest);
  }

  /** The documents in which each word stands, the best first. */
  #withAll(words: readonly SearchWord[]): SearchDocument[] {
    const few = this.#withRarest(words);
    const ranked = this.#words.searchTyped(words.map(({ text }) => text).join(' '), this.#words.size);
    return ranked.flatMap(({ id }) => {
      if (few && !few.has(id)) return [];
      const folded = this.#folded.get(id) ?? [];
      return words.every((word) => stands(word, folded)) ? (this.#documents.get(id) ?? []) : [];
    });
  }

  /** The documents with the rarest piece of the words: the others need not be looked at. Undefined: it may be any. */
  #withRarest(words: readonly SearchWord[]): ReadonlySet<string> | undefined {
    const closed = words.filter(({ isOpen }) => !isOpen).flatMap(({ text }) => piecesOf(text));
    const terms = closed.map((piece) => this.#words.termOfText(piece));
    if (terms.includes(-1)) return new Set();
    const rarest = this.#words
      .compileCounts(new Map(terms.map((term) => [term, { count: 1, parts: 1 }])))
      .sort((a, b) => b.idf - a.idf)[0];
    return rarest && new Set(this.#words.top([rarest], this.#words.size).map(({ id }) => id));
  }

  near({ words, filters, fields, limit }: NearQuery): NearResult {
    const worth = new Map(words.flatMap(({ pieces }) => pieces.map(({ text, isOwn }) => [text, isOwn ? 1 : 0.3])));
    const counts = new Map<number, { count: number; parts: number }>();
    for (const [piece, count] of worth) {
      const term = this.#words.termOfText(piece);
      if (term >= 0) counts.set(term, { count, parts: 1 });
    }
    const hits: SearchHit[] = [];
    for (const { id } of this.#words.top(this.#words.compileCounts(counts), this.#words.size)) {
      const document = this.#documents.get(id);
      if (hits.length === limit) break;
      if (document && filters.every((filter) => passes(document, filter))) hits.push(hitOf(document, fields));
    }
    const idf = (piece: string): number => {
      const term = this.#words.termOfText(piece);
      const [known] = term < 0 ? [] : this.#words.compileCounts(new Map([[term, { count: 1, parts: 1 }]]));
      return known?.idf ?? rarity(this.#words.size, 0);
    };
    return { hits, idf };
  }

  #byNewest = (a: SearchDocument, b: SearchDocument): number =>
    byNumber(this.#definition.newest, true)(a, b) || (a.id < b.id ? -1 : 1);
}

const hitOf = (document: SearchDocument, fields: readonly string[]): SearchHit => ({
  id: document.id,
  texts: Object.fromEntries(fields.map((field) => [field, textOf(document, field)])),
});

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
