import type { Language } from '../text/analyse.ts';
import { Places } from './places.ts';
import type { QueryTerm } from './query.ts';

/** Raw measures of one document against one query, all ≥ 0. The ranker weighs them. */
export interface Comparison {
  readonly id: string;
  /** BM25F of single terms; `pairs`: of pairs of neighbouring terms. */
  readonly words: number;
  readonly pairs: number;
  /** BM25F of the words of the query's title only. */
  readonly title: number;
  /** Share of the title's words (weighted by idf) that the document contains. */
  readonly coverage: number;
  /** How close together the title's words stand. */
  readonly proximity: number;
  /** The converse: share of the document's content (weighted by idf) that the query asks for. */
  readonly asked: number;
  /** Share of the document's title (weighted by idf) that the query asks for. */
  readonly askedTitle: number;
}

/** The greatest values the query could reach, from which floors for its best values are taken. */
export interface QueryShape {
  /** Share of its single terms (weighted by idf) that stand in the title; 1 for a query that is only a title. */
  readonly titleShare: number;
  readonly words: number;
  readonly pairs: number;
  readonly title: number;
}

/** A document for the comparer, as positions in the arrays of the whole index, so that nothing has to be allocated. */
export interface DocumentView {
  readonly id: string;
  readonly language: Language;
  /** Its distinct terms, with their counts by field, are `terms[first…end]` and `counts[first…end]`. */
  readonly terms: Uint32Array;
  readonly counts: Uint16Array;
  readonly first: number;
  readonly end: number;
  /** Its tokens in text order; those of field f are `tokens[fieldStarts[f]…fieldStarts[f + 1]]`. */
  readonly tokens: Uint32Array;
  readonly fieldStarts: readonly number[];
  /** Weight of one occurrence, by field. */
  readonly factors: readonly number[];
  readonly k1: number;
  /** How much content it has, independent of the query; see `massOf`. */
  readonly mass: number;
}

export interface TermStatistics {
  /** idf times the weight of the term's kind. */
  readonly worth: (term: number) => number;
  readonly titleField: number;
}

const window = 8;
const closeTerms = 64; // proximity uses only the first words of a title; a hostile title has more

function shapeOf(terms: readonly QueryTerm[], titleBit: number): QueryShape {
  let [words, pairs, title, all] = [0, 0, 0, 0];
  for (const term of terms) {
    if (isPair(term)) pairs += term.weight;
    else {
      words += term.weight;
      all += term.idf;
    }
    if (!isPair(term) && (term.parts >>> titleBit) & 1) title += term.idf;
  }
  return { words, pairs, title, titleShare: all > 0 ? title / all : 0 };
}

const isPair = (term: QueryTerm) => term.kind === 'word-pair' || term.kind === 'char-pair';

/**
 * Content of a document: Σ worth × saturated frequency over its terms, with `worths` in their order. `asked` is a share
 * of it.
 */
export function massOf(
  { counts, first, end, factors }: Pick<DocumentView, 'counts' | 'first' | 'end' | 'factors'>,
  worths: Float64Array,
): number {
  let mass = 0;
  for (let i = first; i < end; i++) {
    const frequency = frequencyOf(counts[i] as number, factors); // i is within
    mass += ((worths[i - first] as number) * frequency) / (frequency + 1);
  }
  return mass;
}

/** Frequency of a term, each field's occurrences weighted by its factor. */
function frequencyOf(packed: number, factors: readonly number[]): number {
  let frequency = 0;
  for (let f = 0; packed > 0; f++, packed >>>= 4) frequency += (packed & 15) * (factors[f] as number); // within
  return frequency;
}

/** A query term with what the comparison needs. */
interface AskedTerm {
  readonly weight: number;
  readonly idf: number;
  readonly worth: number;
  /** How much it is asked for, saturated, 0 to 1. */
  readonly wish: number;
  readonly isPair: boolean;
  readonly isInTitle: boolean;
}

/** Compares documents with one query; made once per query. */
export class Comparer {
  readonly shape: QueryShape;
  readonly #statistics: TermStatistics;
  readonly #asked: readonly AskedTerm[];
  readonly #places: Places;
  /** The title's first words, and their positions in that list. */
  readonly #close: readonly QueryTerm[];
  readonly #closePlaces: Places;
  readonly #near: Float64Array;
  /** Title words met so far in a field, flattened: token position, then index of the word. */
  readonly #recent: number[] = [];
  #recentLength = 0;
  /** By field, how many of the title's words the document has there. */
  readonly #titleWords: number[] = [];

  constructor(terms: readonly QueryTerm[], titleBit: number, statistics: TermStatistics) {
    this.shape = shapeOf(terms, titleBit);
    this.#statistics = statistics;
    this.#places = new Places(terms);
    this.#asked = terms.map((term) => ({
      weight: term.weight,
      idf: term.idf,
      worth: statistics.worth(term.term),
      wish: term.count / (term.count + 1.5),
      isPair: isPair(term),
      isInTitle: !isPair(term) && ((term.parts >>> titleBit) & 1) === 1,
    }));
    this.#close = terms.filter((_, place) => this.#asked[place]?.isInTitle).slice(0, closeTerms);
    this.#closePlaces = new Places(this.#close);
    this.#near = new Float64Array(this.#close.length ** 2);
  }

  compare(document: DocumentView): Comparison {
    const { terms, counts, first, end, factors, k1 } = document;
    let [words, pairs, title, covered, asked] = [0, 0, 0, 0, 0];
    this.#titleWords.fill(0);
    // Hundreds of terms of hundreds of documents: every index is within its array, and the casts avoid a check each.
    for (let i = first; i < end; i++) {
      const place = this.#places.of(terms[i] as number);
      if (place < 0) continue;
      const term = this.#asked[place] as AskedTerm;
      const frequency = frequencyOf(counts[i] as number, factors);
      asked += ((term.worth * frequency) / (frequency + 1)) * term.wish;
      const impact = ((k1 + 1) * frequency) / (k1 + frequency);
      if (term.isPair) pairs += term.weight * impact;
      else {
        words += term.weight * impact;
        if (term.isInTitle) {
          title += term.idf * impact;
          covered += term.idf;
          this.#countFields(counts[i] as number);
        }
      }
    }
    return {
      id: document.id,
      words,
      pairs,
      title,
      coverage: this.shape.title > 0 ? covered / this.shape.title : 0,
      proximity: this.#proximity(document),
      asked: document.mass > 0 ? asked / document.mass : 0,
      askedTitle: this.#askedTitle(document),
    };
  }

  /** Share of a document's title (each occurrence weighted by idf) that the query asks for. */
  #askedTitle({ tokens, fieldStarts }: DocumentView): number {
    const { titleField, worth: worthOf } = this.#statistics;
    let [asked, all] = [0, 0];
    for (let i = fieldStarts[titleField] ?? 0; i < (fieldStarts[titleField + 1] ?? 0); i++) {
      const term = tokens[i] as number; // i is within
      const worth = worthOf(term);
      all += worth;
      if (this.#places.of(term) >= 0) asked += worth;
    }
    return all > 0 ? asked / all : 0;
  }

  /** Counts a title word for each field it occurs in. */
  #countFields(packed: number): void {
    for (let field = 0, left = packed; left > 0; field++, left >>>= 4)
      if ((left & 15) > 0) this.#titleWords[field] = (this.#titleWords[field] ?? 0) + 1;
  }

  /** How close together the title's words stand, summed over all fields. */
  #proximity({ tokens, fieldStarts }: DocumentView): number {
    if (this.#close.length < 2) return 0;
    for (let field = 0; field + 1 < fieldStarts.length; field++) {
      if ((this.#titleWords[field] ?? 0) < 2) continue; // proximity needs two words
      this.#recentLength = 0;
      for (let at = fieldStarts[field] ?? 0; at < (fieldStarts[field + 1] ?? 0); at++) {
        const close = this.#closePlaces.of(tokens[at] as number); // at is within
        if (close >= 0) this.#approach(close, at);
      }
    }
    return this.#nearness();
  }

  /** Notes a title word at a token position, with the other title words at most a window before it. */
  #approach(close: number, at: number): void {
    const recent = this.#recent;
    for (let i = this.#recentLength - 2; i >= 0; i -= 2) {
      const distance = at - (recent[i] as number); // i is within
      if (distance > window) break;
      const other = recent[i + 1] as number; // pairs of position and word
      if (other === close) continue;
      const cell = Math.min(other, close) * this.#close.length + Math.max(other, close);
      this.#near[cell] = (this.#near[cell] ?? 0) + 1 / distance;
    }
    recent[this.#recentLength++] = at;
    recent[this.#recentLength++] = close;
  }

  /** Sums and resets what was noted: each pair of words counts by the smaller idf of the two, with saturation. */
  #nearness(): number {
    let sum = 0;
    const n = this.#close.length;
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++) {
        const near = this.#near[i * n + j] ?? 0;
        if (near === 0) continue;
        this.#near[i * n + j] = 0;
        sum += (Math.min(this.#close[i]?.idf ?? 0, this.#close[j]?.idf ?? 0) * near * 2.2) / (1.2 + near);
      }
    return sum;
  }
}
