import type { QueryTerm } from './query.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One document against one query: raw measures, to be set against each other by the ranker. All ≥ 0. */
export interface Comparison {
  readonly id: string;
  /** BM25F of the single terms, and of the pairs. */
  readonly words: number;
  readonly pairs: number;
  /** BM25F of the words of the query's title alone. */
  readonly title: number;
  /** The share of the title's words (by idf) that is there. */
  readonly coverage: number;
  /** How close together the title's words stand. */
  readonly proximity: number;
  /** The other way round: the share of what the document speaks of (by idf) that the query asks for. */
  readonly asked: number;
  /** The share of the document's own title that the query asks for. */
  readonly askedTitle: number;
}

/** What a query as a whole could reach: floors for what counts as much. */
export interface QueryShape {
  /** The share of its single terms (by idf) that stand in the title; 1 for a query that is a title only. */
  readonly titleShare: number;
  readonly words: number;
  readonly pairs: number;
  readonly title: number;
}

/** A document as the comparer reads it. */
export interface DocumentView {
  readonly id: string;
  /** Its distinct terms and their counts by field. */
  readonly terms: Uint32Array;
  readonly counts: Uint16Array;
  /** Tokens by field, in order of the text. */
  readonly fields: readonly Uint32Array[];
  /** What one occurrence counts, by field. */
  readonly factors: readonly number[];
  readonly k1: number;
}

/** What the comparer must know of the index. */
export interface TermStatistics {
  readonly vocabulary: Vocabulary;
  /** idf times what the term's kind is worth. */
  readonly worth: (term: number) => number;
  readonly titleField: number;
  readonly scratch: Scratch;
}

/** Working space of all comparers of an index: an array by term number, too large to make one per query. */
export class Scratch {
  /** 1 + place of each term in the query of `owner`; 0 for other terms. */
  places = new Uint32Array(0);
  #owner: readonly QueryTerm[] = [];

  /** Makes `places` those of this query. */
  own(terms: readonly QueryTerm[], vocabularySize: number): void {
    if (this.places.length < vocabularySize) {
      this.places = new Uint32Array(vocabularySize * 2);
      this.#owner = [];
    }
    if (this.#owner === terms) return;
    for (const { term } of this.#owner) this.places[term] = 0;
    terms.forEach(({ term }, place) => (this.places[term] = place + 1));
    this.#owner = terms;
  }
}

const window = 8;
const closeTerms = 64; // closeness is read off the first words of a title; a hostile title has more

export function shapeOf(terms: readonly QueryTerm[], titleBit: number): QueryShape {
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

/** Compares documents with one query. Made for one query, used for many documents. */
export class Comparer {
  readonly #terms: readonly QueryTerm[];
  readonly #statistics: TermStatistics;
  readonly #shape: QueryShape;
  /** By place in `terms`: 1 + place among the title's first words; 0 for others. */
  readonly #close: Uint8Array;
  readonly #titleBit: number;
  readonly #near = new Float64Array(closeTerms * closeTerms);
  readonly #nearTerms: QueryTerm[] = [];

  constructor(terms: readonly QueryTerm[], titleBit: number, statistics: TermStatistics) {
    this.#terms = terms;
    this.#titleBit = titleBit;
    this.#statistics = statistics;
    this.#shape = shapeOf(terms, titleBit);
    this.#close = new Uint8Array(terms.length);
    terms.forEach((term, place) => {
      if (isPair(term) || !((term.parts >>> titleBit) & 1) || this.#nearTerms.length >= closeTerms) return;
      this.#close[place] = this.#nearTerms.push(term);
    });
  }

  get shape(): QueryShape {
    return this.#shape;
  }

  compare(document: DocumentView): Comparison {
    const { worth: worthOf, vocabulary, scratch } = this.#statistics;
    scratch.own(this.#terms, vocabulary.size);
    const { places } = scratch;
    const { terms, counts, factors, k1 } = document;
    let [words, pairs, title, covered, asked, all] = [0, 0, 0, 0, 0, 0];
    // Some hundred terms of some hundred documents: every index is within its array, and the casts spare a check each.
    for (let i = 0; i < terms.length; i++) {
      const term = terms[i] as number;
      let frequency = 0;
      for (let f = 0, packed = counts[i] as number; packed > 0; f++, packed >>>= 4)
        frequency += (packed & 15) * (factors[f] as number);
      const mass = (worthOf(term) * frequency) / (frequency + 1);
      all += mass;
      const place = places[term] as number;
      if (place === 0) continue;
      const query = this.#terms[place - 1] as QueryTerm;
      asked += mass * (query.count / (query.count + 1.5));
      const impact = ((k1 + 1) * frequency) / (k1 + frequency);
      if (isPair(query)) pairs += query.weight * impact;
      else {
        words += query.weight * impact;
        if ((query.parts >>> this.#titleBit) & 1) {
          title += query.idf * impact;
          covered += query.idf;
        }
      }
    }
    return {
      id: document.id,
      words,
      pairs,
      title,
      coverage: this.#shape.title > 0 ? covered / this.#shape.title : 0,
      proximity: this.#proximity(document.fields, places),
      asked: all > 0 ? asked / all : 0,
      askedTitle: this.#askedTitle(document.fields[this.#statistics.titleField] ?? [], places),
    };
  }

  /** The share of the words of a document's title (by idf, each occurrence) that the query asks for. */
  #askedTitle(terms: Iterable<number>, places: Uint32Array): number {
    let [asked, all] = [0, 0];
    for (const term of terms) {
      const worth = this.#statistics.worth(term);
      all += worth;
      if ((places[term] ?? 0) > 0) asked += worth;
    }
    return all > 0 ? asked / all : 0;
  }

  /** How close together the title's words stand, over all fields. */
  #proximity(fields: readonly Uint32Array[], places: Uint32Array): number {
    if (this.#nearTerms.length < 2) return 0;
    for (const tokens of fields) {
      const recent: number[] = [];
      for (let at = 0; at < tokens.length; at++) {
        const place = places[tokens[at] as number] as number;
        if (place > 0) this.#approach(this.#close[place - 1] as number, at, recent);
      }
    }
    return this.#nearness();
  }

  /** Notes a title word (`close` − 1) at a position together with those at most a window before it. */
  #approach(close: number, at: number, recent: number[]): void {
    if (close === 0) return;
    while (recent.length > 0 && at - (recent[0] ?? 0) > window) recent.splice(0, 2);
    for (let i = 0; i < recent.length; i += 2) {
      const other = recent[i + 1] ?? 0;
      if (other === close) continue;
      const cell = (Math.min(other, close) - 1) * closeTerms + Math.max(other, close) - 1;
      this.#near[cell] = (this.#near[cell] ?? 0) + 1 / (at - (recent[i] ?? 0));
    }
    recent.push(at, close);
  }

  /** Sums and clears what was noted: each pair of words counts by the smaller idf of the two, saturating. */
  #nearness(): number {
    let sum = 0;
    const n = this.#nearTerms.length;
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++) {
        const cell = i * closeTerms + j;
        const near = this.#near[cell] ?? 0;
        if (near === 0) continue;
        this.#near[cell] = 0;
        sum += (Math.min(this.#nearTerms[i]?.idf ?? 0, this.#nearTerms[j]?.idf ?? 0) * near * 2.2) / (1.2 + near);
      }
    return sum;
  }
}
