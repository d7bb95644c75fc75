import type { Comparer, DocumentView } from '../lexical/compare.ts';
import type { IndexConfig } from '../lexical/config.ts';
import type { QueryCounts, QueryTerm } from '../lexical/query.ts';
import type { DocumentFields } from '../lexical/read-document.ts';
import { createIndex, type TermHit, type TextIndex } from '../lexical/text-index.ts';
import type { Scored } from '../lexical/top.ts';
import type { Vocabulary } from '../lexical/vocabulary.ts';
import type { Language, Token } from '../text/analyse.ts';

/** Suffix of the id under which a translation is indexed. */
const mark = '\u0000translated';
const translationOf = (id: string) => id + mark;
const ownerOf = (key: string) => (key.endsWith(mark) ? key.slice(0, -mark.length) : key);

/**
 * An index of items that may have a translation. The translation is a document of its own, so that the statistics of
 * the two languages are not mixed, and a question in one language is compared with the text in that language.
 */
export class BilingualIndex {
  readonly #index: TextIndex;

  constructor(config: IndexConfig, vocabulary: Vocabulary) {
    this.#index = createIndex(config, vocabulary);
  }

  /** Adds or replaces. */
  add(id: string, fields: DocumentFields, translation?: DocumentFields): void {
    this.#index.add(id, fields);
    if (translation) this.#index.add(translationOf(id), translation);
    else this.#index.remove(translationOf(id));
  }

  /** Whether it was there. */
  remove(id: string): boolean {
    this.#index.remove(translationOf(id));
    return this.#index.remove(id);
  }

  /** The language an item was written in. */
  languageOf(id: string): Language {
    return this.#index.languageOf(id);
  }

  /** Id of the text to compare with a question in `wanted`: in that language if there is one, else the original. */
  #key(id: string, wanted: Language): string {
    if (this.#index.languageOf(id) === wanted) return id;
    const key = translationOf(id);
    return this.#index.has(key) && this.#index.languageOf(key) === wanted ? key : id;
  }

  /** How many texts there are in a language. */
  sizeIn(language: Language): number {
    return this.#index.sizeIn(language);
  }

  /** The best `k` items by either of their texts, best first, ties by id. */
  top(terms: readonly QueryTerm[], k: number): Scored[] {
    return distinct(k, (count) => this.#index.top(terms, count));
  }

  /** The same while typing. */
  searchTyped(text: string, k: number): Scored[] {
    return distinct(k, (count) => this.#index.searchTyped(text, count));
  }

  /** Contribution of each term to the text that is compared with a question in `language`. */
  hits(terms: readonly QueryTerm[], id: string, language: Language): TermHit[] {
    return this.#index.hits(terms, this.#key(id, language));
  }

  /** The text compared with a question in `language`, valid until the next change; undefined if unknown. */
  view(id: string, language: Language): DocumentView | undefined {
    const own = this.#index.view(id);
    if (!own || own.language === language) return own;
    const other = this.#index.view(translationOf(id));
    return other?.language === language ? other : own;
  }

  /** Counts of the original text, as a query. */
  countsOf(id: string, fieldWeights: Readonly<Record<string, number>>): QueryCounts {
    return this.#index.countsOf(id, fieldWeights);
  }

  /** Counts of the translation, as a query; undefined without one. */
  countsOfTranslation(id: string, fieldWeights: Readonly<Record<string, number>>): QueryCounts | undefined {
    const key = translationOf(id);
    return this.#index.has(key) ? this.#index.countsOf(key, fieldWeights) : undefined;
  }

  compileCounts(counts: QueryCounts): QueryTerm[] {
    return this.#index.compileCounts(counts);
  }

  comparer(terms: readonly QueryTerm[], titleBit: number): Comparer {
    return this.#index.comparer(terms, titleBit);
  }

  termOf(token: Pick<Token, 'kind' | 'value'>): number {
    return this.#index.termOf(token);
  }

  termOfText(text: string): number {
    return this.#index.termOfText(text);
  }

  save(): Uint8Array {
    return this.#index.save();
  }

  load(bytes: Uint8Array): void {
    this.#index.load(bytes);
  }
}

/** The best `k` items by the better of their texts; asks for more texts until there are enough or no more. */
function distinct(k: number, best: (count: number) => Scored[]): Scored[] {
  for (let count = k; ; count *= 2) {
    const texts = best(count);
    const things = new Map<string, Scored>();
    for (const { id, score } of texts) {
      const owner = ownerOf(id);
      if (!things.has(owner)) things.set(owner, { id: owner, score });
    }
    if (things.size >= k || texts.length < count) return [...things.values()].slice(0, k);
  }
}
