import type { Comparer, Comparison } from '../lexical/compare.ts';
import type { QueryCounts, QueryTerm } from '../lexical/query.ts';
import { Kinship } from '../semantic/kinship.ts';
import type { SemanticSpace } from '../semantic/space.ts';
import type { Vectors } from '../semantic/vectors.ts';
import type { Language } from '../text/analyse.ts';
import type { TranslationTable } from '../translation/table.ts';
import { rephraseCounts, translateCounts, type AskedTerm } from '../translation/translate.ts';
import type { BilingualIndex } from './bilingual.ts';

/** A document compared with a question: the lexical measures and the cosine of their vectors. */
export interface Compared extends Comparison {
  readonly language: Language;
  /** Undefined when one of the two has no vector: their meaning is then unknown. */
  readonly semantic: number | undefined;
  /** How much of the question's title the document covers, in its words or similar ones. */
  readonly related: number;
}

/** What a question is asked of: index and vectors of the other side, and what translates. */
export interface Library {
  readonly index: BilingualIndex;
  readonly vectors: Vectors | undefined;
  /** Knows which words are similar. */
  readonly space: SemanticSpace | undefined;
  readonly table: TranslationTable;
}

interface Wording {
  readonly terms: readonly QueryTerm[];
  readonly comparer: Comparer;
  readonly kinship: Kinship | undefined;
  readonly vector: Float32Array | undefined;
}

const other = { en: 'zh', zh: 'en' } as const;
/** A question is short if its title is more than this share of it; nobody writes a title with more terms than these. */
const short = { share: 0.5, terms: 200 } as const;
/** Factor on semantic similarity to a question that was translated word by word, which is less reliable. */
const translatedTrust = 0.5;
const lexicalCandidates = 300;
const semanticCandidates = 100;

/** A question before it is put to a library. */
export interface Asked {
  readonly counts: QueryCounts;
  readonly language: Language;
  /** The same text in the other language, if someone translated it. */
  readonly translation: QueryCounts | undefined;
  readonly titleBit: number;
  readonly vector: Float32Array | undefined;
  /** Vector of the same text in other words; undefined where only the original text has a vector (another embedder). */
  readonly place: ((counts: QueryCounts) => Float32Array | undefined) | undefined;
}

/**
 * A need asked of the patents, or a patent asked of the needs. It has a wording in its own language and, if the library
 * has documents in the other language, one in that: its translation, else word by word. A document is compared with the
 * wording in its language, a bilingual one with the question's own.
 */
export class Question {
  readonly language: Language;
  readonly #asked: Asked;
  readonly #library: Library;
  readonly #textOf: (term: number) => string;
  readonly #native: Wording;
  readonly #translated: () => Wording;

  constructor(asked: Asked, library: Library, textOf: (term: number) => string) {
    this.language = asked.language;
    this.#asked = asked;
    this.#library = library;
    this.#textOf = textOf;
    const word = (counts: QueryCounts, vector = asked.vector): Wording => {
      const terms = library.index.compileCounts(counts);
      const title = terms.filter(({ kind, parts }) => kind === 'word' && (parts >>> asked.titleBit) & 1);
      return {
        terms,
        comparer: library.index.comparer(terms, asked.titleBit),
        kinship: library.space && new Kinship(library.space, title),
        vector,
      };
    };
    this.#native = word(asked.counts);
    let translated: Wording | undefined;
    this.#translated = () => {
      if (!translated) {
        const counts = this.#inOtherLanguage();
        // the vector of a translated question already covers both languages
        translated = word(counts, asked.translation ? asked.vector : asked.place?.(counts));
      }
      return translated;
    };
  }

  /** Its translation; fields that were not translated are translated word by word. */
  #inOtherLanguage(): QueryCounts {
    const { translation = new Map<number, never>() } = this.#asked;
    let done = 0;
    for (const { parts } of translation.values()) done |= parts;
    const rest = this.#terms().filter(({ parts }) => (parts & done) === 0);
    return translateCounts(rest, this.#library.table.from[this.language], this.#numberOf, translation);
  }

  #terms(): AskedTerm[] {
    return Array.from(this.#asked.counts, ([term, counted]) => ({ term, text: this.#textOf(term), ...counted }));
  }

  readonly #numberOf = (text: string) => this.#library.index.termOfText(text);

  /** Whether it is little more than a title, and therefore ambiguous. */
  get isShort(): boolean {
    return this.#native.comparer.shape.titleShare > short.share && this.#native.terms.length <= short.terms;
  }

  /** Reworded by translating there and back. Only for Chinese: measured, it makes English questions worse. */
  inOtherWords(): Question | undefined {
    if (this.language === 'en') return undefined;
    const counts = rephraseCounts(this.#terms(), this.language, this.#library.table, this.#numberOf);
    return new Question({ ...this.#asked, counts }, this.#library, this.#textOf);
  }

  #wordingFor(language: Language): Wording {
    return language === this.language ? this.#native : this.#translated();
  }

  /** Its terms for documents of a language. */
  termsFor(language: Language): readonly QueryTerm[] {
    return this.#wordingFor(language).terms;
  }

  /** What the question could reach against documents of a language. */
  shapeFor(language: Language) {
    return this.#wordingFor(language).comparer.shape;
  }

  /** Ids of documents worth comparing, unordered: the best by words in either language and the nearest by meaning. */
  candidates(count = lexicalCandidates): string[] {
    const { index, vectors } = this.#library;
    const { vector } = this.#asked;
    const found = new Set<string>();
    for (const { id } of index.top(this.#native.terms, count)) found.add(id);
    if (index.sizeIn(other[this.language]) > 0)
      for (const { id } of index.top(this.#translated().terms, count)) found.add(id);
    if (vectors && vector) for (const { id } of vectors.nearest(vector, semanticCandidates)) found.add(id);
    return [...found];
  }

  /** Undefined when there is no such document. */
  compare(id: string): Compared | undefined {
    const { index, vectors } = this.#library;
    const view = index.view(id, this.language);
    if (!view) return undefined;
    const { language } = view;
    const { comparer, kinship, vector } = this.#wordingFor(language);
    const cosine = vector && vectors?.cosine(id, vector);
    const trust = vector === this.#asked.vector ? 1 : translatedTrust;
    const semantic = cosine === undefined ? undefined : Math.max(0, cosine) * trust;
    const { words, pairs, title, coverage, proximity, asked, askedTitle } = comparer.compare(view);
    // Measured on Chinese titles: similarity of characters tells nothing, as they combine in too many ways.
    const related = language === 'en' && kinship ? kinship.share(view) : coverage;
    return { id, language, semantic, related, words, pairs, title, coverage, proximity, asked, askedTitle };
  }
}

/** Vector of a text in a space, if there is one. */
export function vectorOf(counts: QueryCounts, space: SemanticSpace | undefined): Float32Array | undefined {
  return space?.project(new Map(Array.from(counts, ([term, { count }]) => [term, count])));
}
