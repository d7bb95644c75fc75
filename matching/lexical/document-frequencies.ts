import type { IndexConfig } from './config.ts';
import { GrowableUint32, roomFor } from './growable.ts';
import { idf, kindWorth } from './query.ts';
import { kinds, type Vocabulary } from './vocabulary.ts';

/** Document frequencies of an index: how many documents hold each term, and how much the term therefore tells. */
export class DocumentFrequencies {
  readonly #vocabulary: Vocabulary;
  /** Weight of a term by code of its kind. */
  readonly #worthOfKind: readonly number[];
  /** By term: 4 × its number of documents + the code of its kind. One random memory access gives both. */
  readonly #packed: GrowableUint32;
  /** Cached worths of small packed values, for the number of documents in `#documents`. */
  readonly #known = new Float64Array(32_768);
  #documents = -1;
  /** Result of `worths`. */
  #worths = new Float64Array(0);

  constructor(vocabulary: Vocabulary, config: IndexConfig, packed = new GrowableUint32()) {
    this.#vocabulary = vocabulary;
    this.#worthOfKind = kinds.map((kind) => kindWorth(kind, config));
    this.#packed = packed;
  }

  /** Counts the documents of each term from the index's postings. */
  static counted(
    vocabulary: Vocabulary,
    config: IndexConfig,
    { terms, offsets }: { terms: Uint32Array; offsets: Uint32Array },
  ): DocumentFrequencies {
    const packed = new Uint32Array(roomFor(vocabulary.size));
    for (let term = 0; term < vocabulary.size; term++) packed[term] = vocabulary.kindCode(term);
    terms.forEach(
      (term, slot) => (packed[term] = (packed[term] ?? 0) + 4 * ((offsets[slot + 1] ?? 0) - (offsets[slot] ?? 0))),
    );
    return new DocumentFrequencies(vocabulary, config, new GrowableUint32(packed, vocabulary.size));
  }

  /** Adds `by` to the number of documents of each term. */
  count(terms: Iterable<number>, by: 1 | -1): void {
    while (this.#packed.length < this.#vocabulary.size)
      this.#packed.push(this.#vocabulary.kindCode(this.#packed.length));
    for (const term of terms) this.#packed.set(term, this.#packed.at(term) + 4 * by);
  }

  /** idf of a term among `documents`; a term that no document holds is the rarest. */
  idf(term: number, documents: number): number {
    return idf(documents, term < this.#packed.length ? this.#packed.at(term) >>> 2 : 0);
  }

  /** idf times the weight of the term's kind, for a term of this index. */
  worth(term: number, documents: number): number {
    this.#countOn(documents);
    return this.#worthOf(this.#packed.at(term));
  }

  /**
   * Worths of `terms[first…end]`, valid until the next call. All are fetched first and computed afterwards, so that the
   * scattered memory accesses overlap.
   */
  worths(terms: Uint32Array, first: number, end: number, documents: number): Float64Array {
    this.#countOn(documents);
    if (this.#worths.length < end - first) this.#worths = new Float64Array(2 * (end - first));
    const [all, worths] = [this.#packed.whole, this.#worths];
    // Every index is within its array; the casts avoid a check each.
    for (let i = first; i < end; i++) worths[i - first] = all[terms[i] as number] as number;
    for (let i = 0; i < end - first; i++) worths[i] = this.#worthOf(worths[i] as number);
    return worths;
  }

  #countOn(documents: number): void {
    if (documents === this.#documents) return;
    this.#documents = documents;
    this.#known.fill(0);
  }

  #worthOf(packed: number): number {
    const known = packed < this.#known.length ? (this.#known[packed] as number) : 0;
    return known > 0 ? known : this.#compute(packed);
  }

  #compute(packed: number): number {
    const worth = idf(this.#documents, packed >>> 2) * (this.#worthOfKind[packed & 3] ?? 1);
    if (packed < this.#known.length) this.#known[packed] = worth;
    return worth;
  }
}
