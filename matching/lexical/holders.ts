import type { IndexConfig } from './config.ts';
import { GrowableUint32, roomFor } from './growable.ts';
import { idf, kindWorth } from './query.ts';
import { kinds, type Vocabulary } from './vocabulary.ts';

/** How many documents of an index hold each term, and what follows from it: how much the term says. */
export class Holders {
  readonly #vocabulary: Vocabulary;
  /** What a term of each kind is worth, by code. */
  readonly #worthOfKind: readonly number[];
  /** By term: 4 × its documents + the code of its kind. Terms lie scattered in memory, so one look must tell both. */
  readonly #packed: GrowableUint32;
  /** Worths of common numbers, by the same packing, for this many documents. */
  readonly #known = new Float64Array(32_768);
  #documents = -1;
  /** Working space of `worths`. */
  #worths = new Float64Array(0);

  constructor(vocabulary: Vocabulary, config: IndexConfig, packed = new GrowableUint32()) {
    this.#vocabulary = vocabulary;
    this.#worthOfKind = kinds.map((kind) => kindWorth(kind, config));
    this.#packed = packed;
  }

  /** Counted anew from the documents each of `terms` is in. */
  static counted(
    vocabulary: Vocabulary,
    config: IndexConfig,
    { terms, offsets }: { terms: Uint32Array; offsets: Uint32Array },
  ): Holders {
    const packed = new Uint32Array(roomFor(vocabulary.size));
    for (let term = 0; term < vocabulary.size; term++) packed[term] = vocabulary.kindCode(term);
    terms.forEach(
      (term, slot) => (packed[term] = (packed[term] ?? 0) + 4 * ((offsets[slot + 1] ?? 0) - (offsets[slot] ?? 0))),
    );
    return new Holders(vocabulary, config, new GrowableUint32(packed, vocabulary.size));
  }

  /** One document more (or less, by −1) holds each of these. */
  count(terms: Iterable<number>, by: 1 | -1): void {
    while (this.#packed.length < this.#vocabulary.size)
      this.#packed.push(this.#vocabulary.kindCode(this.#packed.length));
    for (const term of terms) this.#packed.set(term, this.#packed.at(term) + 4 * by);
  }

  /** The idf of a term among so many documents; terms that were never held here are the rarest. */
  idf(term: number, documents: number): number {
    return idf(documents, term < this.#packed.length ? this.#packed.at(term) >>> 2 : 0);
  }

  /** The idf of a term that is held here, times what its kind is worth. */
  worth(term: number, documents: number): number {
    this.#countOn(documents);
    return this.#worthOf(this.#packed.at(term));
  }

  /**
   * The same of `terms[first…end]`, valid until the next call. They lie scattered in memory: fetched one right after the
   * other, with nothing in between, most are waited for together.
   */
  worths(terms: Uint32Array, first: number, end: number, documents: number): Float64Array {
    this.#countOn(documents);
    if (this.#worths.length < end - first) this.#worths = new Float64Array(2 * (end - first));
    const [all, worths] = [this.#packed.whole, this.#worths];
    // Every index is within its array, and the casts spare a check each.
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
