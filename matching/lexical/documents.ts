import type { Unpacked } from './bytes.ts';
import { massOf, type DocumentView } from './compare.ts';
import type { IndexConfig } from './config.ts';
import { roomFor } from './growable.ts';
import { Norms } from './norms.ts';
import type { QueryCounts } from './query.ts';
import { unpackCounts, type ReadDocument } from './read-document.ts';
import { Runs } from './runs.ts';
import { Tokens } from './tokens.ts';

/** Worths of `terms[first…end]`, in their order; see `DocumentFrequencies.worths`. */
type WorthsOf = (terms: Uint32Array, first: number, end: number) => Float64Array;

/** What an index stores per document number: tokens, distinct terms with counts, and field lengths. */
export class Documents {
  readonly runs: Runs;
  readonly norms: Norms;
  readonly #config: IndexConfig;
  readonly #tokens: Tokens;
  /** Cached `massOf` by document number, and the change as of which each was computed. */
  #masses = new Float64Array(0);
  #massesAt = new Uint32Array(0);
  #change = 1;

  constructor(config: IndexConfig, runs = new Runs(), norms = new Norms(config), tokens?: Tokens) {
    this.#config = config;
    this.runs = runs;
    this.norms = norms;
    this.#tokens = tokens ?? new Tokens(config.fields.length);
  }

  /** Appends a document. */
  add({ tokens, counts, language }: ReadDocument): void {
    this.#tokens.add(tokens);
    this.runs.add(counts);
    this.norms.add(
      tokens.map((list) => list.length),
      language,
    );
    this.#change++;
  }

  /** Takes its lengths out of the averages. */
  remove(doc: number): void {
    this.norms.remove(doc);
    this.#change++;
  }

  /** How often each term occurs in a document, weighted by field; bit f of `parts` stands for field f. */
  countsOf(doc: number, fieldWeights: Readonly<Record<string, number>>): QueryCounts {
    const counts = new Map<number, { count: number; parts: number }>();
    const weights = this.#config.fields.map(({ name }) => fieldWeights[name] ?? 0);
    const packed = this.runs.countsOf(doc);
    this.runs.termsOf(doc).forEach((term, at) => {
      let [count, parts] = [0, 0];
      unpackCounts(packed[at] ?? 0, weights.length).forEach((occurrences, field) => {
        const weighed = occurrences * (weights[field] ?? 0);
        count += weighed;
        if (weighed > 0) parts |= 1 << field;
      });
      if (count > 0) counts.set(term, { count, parts });
    });
    return counts;
  }

  /** A document for the comparer, valid until the next change; `worths` are as of the present statistics. */
  view(doc: number, id: string, worths: WorthsOf): DocumentView {
    const { terms, counts } = this.runs.all;
    const [first, end] = [this.runs.startOf(doc), this.runs.endOf(doc)];
    const { factors, k1 } = this.norms.of(doc);
    return {
      id,
      language: this.norms.languageOf(doc),
      terms,
      counts,
      first,
      end,
      tokens: this.#tokens.all,
      fieldStarts: this.#tokens.startsOf(doc),
      factors,
      k1,
      mass: this.#massOf(doc, () => massOf({ counts, first, end, factors }, worths(terms, first, end))),
    };
  }

  #massOf(doc: number, compute: () => number): number {
    if (this.#masses.length <= doc) {
      this.#masses = new Float64Array(roomFor(this.runs.documents));
      this.#massesAt = new Uint32Array(this.#masses.length);
    }
    if (this.#massesAt[doc] !== this.#change) {
      this.#masses[doc] = compute();
      this.#massesAt[doc] = this.#change;
    }
    return this.#masses[doc] ?? 0;
  }

  /** A copy with only the documents `kept`, renumbered in that order. */
  only(kept: readonly number[]): Documents {
    return new Documents(this.#config, this.runs.only(kept), this.norms.only(kept), this.#tokens.only(kept));
  }

  /** Everything as arrays for a file. */
  arrays() {
    const { starts, terms, counts } = this.runs.rows();
    return {
      norms: this.norms.rows(),
      ...this.#tokens.arrays(),
      runStarts: starts,
      runTerms: terms,
      runCounts: counts,
    };
  }

  /** Loads what `arrays` returned. */
  static load(config: IndexConfig, saved: Unpacked): Documents {
    const tokens = new Tokens(config.fields.length, saved.growable('starts'), saved.growable('tokens'));
    const rows = {
      starts: saved.roomy('runStarts', Uint32Array),
      terms: saved.roomy('runTerms', Uint32Array),
      counts: saved.roomy('runCounts', Uint16Array),
    };
    return new Documents(config, new Runs(rows, tokens.documents), new Norms(config, saved.growable('norms')), tokens);
  }
}
