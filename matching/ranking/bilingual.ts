import type { Comparer, DocumentView } from '../lexical/compare.ts';
import type { IndexConfig } from '../lexical/config.ts';
import type { QueryCounts, QueryTerm } from '../lexical/query.ts';
import type { DocumentFields } from '../lexical/read-document.ts';
import { createIndex, type TermHit, type TextIndex } from '../lexical/text-index.ts';
import type { Scored } from '../lexical/top.ts';
import type { Vocabulary } from '../lexical/vocabulary.ts';
import type { Language, Token } from '../text/analyse.ts';

/** Ends the name under which a translation is kept beside the text it translates. */
const mark = '\u0000translated';
const translationOf = (id: string) => id + mark;
const ownerOf = (key: string) => (key.endsWith(mark) ? key.slice(0, -mark.length) : key);

/**
 * An index of things that may be there in two languages. A translation is a document of its own: the lengths, shares and
 * statistics of neither language are mixed with the other's, and who asks in a language is answered from the text in it.
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

  /** Says whether it was there. */
  remove(id: string): boolean {
    this.#index.remove(translationOf(id));
    return this.#index.remove(id);
  }

  /** The language a thing was written in. */
  languageOf(id: string): Language {
    return this.#index.languageOf(id);
  }

  /** The text that answers a question in `wanted`: that in this language where there is one, else the thing's own. */
  #key(id: string, wanted: Language): string {
    if (this.#index.languageOf(id) === wanted) return id;
    const key = translationOf(id);
    return this.#index.has(key) && this.#index.languageOf(key) === wanted ? key : id;
  }

  /** How many texts there are in a language. */
  sizeIn(language: Language): number {
    return this.#index.sizeIn(language);
  }

  /** The best `k` by either of their texts, best first, ties by id. */
  top(terms: readonly QueryTerm[], k: number): Scored[] {
    return distinct(k, (count) => this.#index.top(terms, count));
  }

  /** The same as somebody types. */
  searchTyped(text: string, k: number): Scored[] {
    return distinct(k, (count) => this.#index.searchTyped(text, count));
  }

  /** What each term gives to the text that answers a question in `language`. */
  hits(terms: readonly QueryTerm[], id: string, language: Language): TermHit[] {
    return this.#index.hits(terms, this.#key(id, language));
  }

  /** That text as the comparer reads it; undefined when there is no such thing. Valid until the next change. */
  view(id: string, language: Language): DocumentView | undefined {
    const own = this.#index.view(id);
    if (!own || own.language === language) return own;
    const other = this.#index.view(translationOf(id));
    return other?.language === language ? other : own;
  }

  /** The counts of the text as it was written, as a query. */
  countsOf(id: string, fieldWeights: Readonly<Record<string, number>>): QueryCounts {
    return this.#index.countsOf(id, fieldWeights);
  }

  /** The counts of its translation, likewise; undefined without one. */
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

/** The best `k` things among the best texts, each by its better one, asking for more texts until there are enough or no more. */
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
