import { scoreSegment } from './best.ts';
import { packBytes, Unpacked } from './bytes.ts';
import type { IndexConfig } from './config.ts';
import { Comparer, type DocumentView } from './compare.ts';
import { Documents } from './documents.ts';
import { DocumentFrequencies } from './document-frequencies.ts';
import { Prefixes } from './prefixes.ts';
import { countQuery, termWeight, type QueryCounts, type QueryPart, type QueryTerm } from './query.ts';
import type { Language, Token } from '../text/analyse.ts';
import { readDocument, unpackCounts, type DocumentFields } from './read-document.ts';
import { postingOf, slotOf, type Segment } from './segment.ts';
import { Segments } from './segments.ts';
import { Top, type Scored } from './top.ts';
import { Vocabulary } from './vocabulary.ts';

/** A query term's contribution to a document's score, and how often it occurs in each field. */
export interface TermHit extends QueryTerm {
  readonly contribution: number;
  readonly fields: readonly number[];
}

/** A field-weighted full-text index (BM25F) over Chinese and English text; made by `createIndex`. */
export class TextIndex {
  readonly config: IndexConfig;
  #vocabulary: Vocabulary;
  #documents: Documents;
  #frequencies: DocumentFrequencies;
  #ids: (string | null)[] = [];
  #numbers = new Map<string, number>();
  readonly #segments = new Segments();
  #prefixes: Prefixes;
  #scores = new Float64Array(0);

  constructor(config: IndexConfig, vocabulary: Vocabulary) {
    this.config = config;
    this.#vocabulary = vocabulary;
    this.#prefixes = new Prefixes(vocabulary);
    this.#documents = new Documents(config);
    this.#frequencies = new DocumentFrequencies(vocabulary, config);
  }

  /** Number of documents. */
  get size(): number {
    return this.#numbers.size;
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  /** Adds or replaces a document. The next search finds it. */
  add(id: string, fields: DocumentFields): void {
    this.remove(id);
    const read = readDocument(fields, this.config, this.#vocabulary);
    const doc = this.#ids.push(id) - 1;
    this.#numbers.set(id, doc);
    this.#documents.add(read);
    this.#frequencies.count(read.counts.keys(), 1);
  }

  /** The same as `add`. */
  replace(id: string, fields: DocumentFields): void {
    this.add(id, fields);
  }

  /** Removes a document: later answers are as if it had never been there. Returns whether it was there. */
  remove(id: string): boolean {
    const doc = this.#numbers.get(id);
    if (doc === undefined) return false;
    this.#numbers.delete(id);
    this.#ids[doc] = null;
    this.#documents.remove(doc);
    this.#frequencies.count(this.#documents.runs.termsOf(doc), -1);
    return true;
  }

  /** Number of a token of an analysed text; -1 if unknown. */
  termOf({ kind, value }: Pick<Token, 'kind' | 'value'>): number {
    if (kind === 'word' || kind === 'char') return this.#vocabulary.find(value);
    const [first = '', second = ''] = kind === 'char-pair' ? [...value] : value.split(' ');
    return this.#vocabulary.findPair(this.#vocabulary.find(first), this.#vocabulary.find(second));
  }

  /** Number of a word, a character, or a pair of two characters; -1 if unknown. */
  termOfText(text: string): number {
    return this.#vocabulary.findText(text);
  }

  /** How many documents are mostly in this language. */
  sizeIn(language: Language): number {
    return this.#documents.norms.documentsIn(language);
  }

  /** The known terms of a query with their weights; some may be in no document now. A string counts as one part. */
  compile(query: string | readonly QueryPart[]): QueryTerm[] {
    const parts = typeof query === 'string' ? [{ text: query, weight: 1 }] : query;
    return this.compileCounts(countQuery(parts, this.#vocabulary));
  }

  /** Compiles terms that were counted before, here or in another index with the same vocabulary. */
  compileCounts(counts: QueryCounts): QueryTerm[] {
    return Array.from(counts, ([term, { count, parts }]) => this.#queryTerm(term, count, parts));
  }

  /** A document as a query: weighted count of each term; bit f of `parts` stands for field f. */
  countsOf(id: string, fieldWeights: Readonly<Record<string, number>>): QueryCounts {
    const doc = this.#numbers.get(id);
    return doc === undefined ? new Map() : this.#documents.countsOf(doc, fieldWeights);
  }

  #queryTerm(term: number, count: number, parts: number): QueryTerm {
    const kind = this.#vocabulary.kindOf(term);
    const termIdf = this.#frequencies.idf(term, this.size);
    return { term, kind, count, weight: termWeight(count, termIdf, kind, this.config), idf: termIdf, parts };
  }

  /** The best `k` documents for a query, best first, ties by id. Documents that share no term are not listed. */
  search(query: string | readonly QueryPart[], k: number): Scored[] {
    return this.top(this.compile(query), k);
  }

  /**
   * Search while typing: unless followed by a space, the last word also counts as a prefix of longer words. Same order
   * and shape as `search`.
   */
  searchTyped(text: string, k: number): Scored[] {
    const terms = this.compile(text);
    const last = /(?<![\p{L}\p{N}])[\p{L}\p{N}]+$/u.exec(text.normalize('NFKC').toLowerCase())?.[0] ?? '';
    if (/^[a-z0-9]+$/.test(last)) {
      const present = new Set(terms.map((t) => t.term));
      for (const term of this.#prefixes.find(last, 64)) {
        if (!present.has(term)) terms.push(this.#queryTerm(term, 0.5, 1));
      }
    }
    return this.top(terms, k);
  }

  /** The best `k` for compiled terms. Pruning (`isExhaustive` false) changes nothing; at 58,000 it does not pay. */
  top(terms: readonly QueryTerm[], k: number, isExhaustive = true): Scored[] {
    const top = new Top(k);
    if (k <= 0) return [];
    if (this.#scores.length < this.#ids.length) this.#scores = new Float64Array(this.#ids.length * 2);
    const scores = this.#scores;
    const ordered = inOrder(terms);
    for (const segment of this.#sealed()) {
      this.#documents.norms.refresh(segment);
      scores.fill(0, segment.first, segment.last + 1);
      const candidates = scoreSegment(segment, ordered, scores, k, { isAlive: this.#isAlive, isExhaustive });
      const count = candidates ? candidates.length : segment.last - segment.first + 1;
      let { floor } = top;
      for (let i = 0; i < count; i++) {
        const doc = candidates ? (candidates[i] ?? 0) : segment.first + i;
        const score = scores[doc] ?? 0;
        if (score < floor || score === 0) continue;
        const id = this.#ids[doc];
        if (id == null) continue;
        top.offer({ id, score });
        ({ floor } = top);
      }
    }
    return top.sorted();
  }

  /** Contribution of each term to one document, in the order of `terms`; terms the document lacks are left out. */
  hits(terms: readonly QueryTerm[], id: string): TermHit[] {
    const doc = this.#numbers.get(id);
    const segment = doc === undefined ? undefined : this.#sealed().find(({ last }) => doc <= last);
    if (doc === undefined || !segment) return [];
    this.#documents.norms.refresh(segment);
    const hits: TermHit[] = [];
    for (const term of terms) {
      const slot = slotOf(segment, term.term);
      const at = slot < 0 ? -1 : postingOf(segment, slot, doc);
      if (at < 0) continue;
      const fields = unpackCounts(segment.counts[at] ?? 0, this.config.fields.length);
      hits.push({ ...term, contribution: term.weight * (segment.impacts[at] ?? 0), fields });
    }
    return hits;
  }

  readonly #worth = (term: number) => this.#frequencies.worth(term, this.size);
  readonly #worths = (terms: Uint32Array, first: number, end: number) =>
    this.#frequencies.worths(terms, first, end, this.size);

  /** Compares documents with one query; `titleBit` is the index of the title among the query's parts. */
  comparer(terms: readonly QueryTerm[], titleBit: number): Comparer {
    const titleField = this.config.fields.findIndex(({ name }) => name === 'title');
    return new Comparer(terms, titleBit, { worth: this.#worth, titleField });
  }

  /** A document for the comparer; undefined if unknown. Valid until the next change. */
  view(id: string): DocumentView | undefined {
    const doc = this.#numbers.get(id);
    return doc === undefined ? undefined : this.#documents.view(doc, id, this.#worths);
  }

  /** Language a document is written in. */
  languageOf(id: string): Language {
    return this.#documents.norms.languageOf(this.#numbers.get(id) ?? 0);
  }

  readonly #isAlive = (doc: number) => this.#ids[doc] != null;

  #sealed(): readonly Segment[] {
    return this.#segments.sealed(this.#documents.runs, this.#vocabulary.size, this.#isAlive);
  }

  /** Merges everything into one segment without removed documents and renumbers. Answers do not change. */
  #compact(): Segment {
    this.#sealed();
    const kept = [...this.#ids.keys()].filter(this.#isAlive);
    const segment = this.#segments.only(kept, this.#isAlive);
    if (kept.length === this.#ids.length) return segment; // nothing was removed
    this.#documents = this.#documents.only(kept);
    this.#ids = kept.map((doc) => this.#ids[doc] ?? null);
    this.#numbers = new Map(this.#ids.map((id, doc) => [id ?? '', doc]));
    return segment;
  }

  /** Everything but the vocabulary as bytes, without removed documents. */
  save(): Uint8Array {
    const { terms, offsets, docs, counts } = this.#compact();
    return packBytes({ ids: this.#ids }, { terms, offsets, docs, counts, ...this.#documents.arrays() });
  }

  /** Replaces the content by the result of `save` of an equally configured index. Throws RangeError otherwise. */
  load(bytes: Uint8Array): void {
    const saved = new Unpacked(bytes);
    const { ids } = saved.head as { ids: string[] }; // written by `save`
    const postings = {
      terms: saved.uint32('terms'),
      offsets: saved.uint32('offsets'),
      docs: saved.uint32('docs'),
      counts: saved.uint16('counts'),
    };
    this.#segments.replace(postings, ids.length);
    this.#frequencies = DocumentFrequencies.counted(this.#vocabulary, this.config, postings);
    this.#documents = Documents.load(this.config, saved);
    this.#ids = ids;
    this.#numbers = new Map(ids.map((id, doc) => [id, doc]));
  }
}

/** By descending weight; equal weights in the order of the query. */
function inOrder(terms: readonly QueryTerm[]): QueryTerm[] {
  return [...terms].sort((a, b) => b.weight - a.weight);
}

/**
 * An empty index. Any string may be indexed or searched. Documents are added, replaced and removed without a rebuild;
 * equal content gives equal answers, whatever the history. Indexes that use each other's counts (`countsOf`,
 * `compileCounts`) must share a vocabulary.
 */
export function createIndex(config: IndexConfig, vocabulary: Vocabulary = new Vocabulary()): TextIndex {
  return new TextIndex(config, vocabulary);
}
