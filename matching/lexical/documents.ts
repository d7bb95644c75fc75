import type { Unpacked } from './bytes.ts';
import { massOf, type DocumentView } from './compare.ts';
import type { IndexConfig } from './config.ts';
import { Norms } from './norms.ts';
import type { QueryCounts } from './query.ts';
import { unpackCounts, type ReadDocument } from './read-document.ts';
import { Runs } from './runs.ts';
import { Tokens } from './tokens.ts';

/** What `terms[first…end]` are worth, in their order; see `Holders.worths`. */
type WorthsOf = (terms: Uint32Array, first: number, end: number) => Float64Array;

const noMasses = new Float64Array(0);

/** What an index keeps of each document, by number: its tokens, its distinct terms with their counts, its lengths. */
export class Documents {
  readonly runs: Runs;
  readonly norms: Norms;
  readonly #config: IndexConfig;
  readonly #tokens: Tokens;
  /** By document, as far as asked for since the last change: see `massOf`. */
  #masses = noMasses;

  constructor(config: IndexConfig, runs = new Runs(), norms = new Norms(config), tokens?: Tokens) {
    this.#config = config;
    this.runs = runs;
    this.norms = norms;
    this.#tokens = tokens ?? new Tokens(config.fields.length);
  }

  /** Adds one behind the last. */
  add({ tokens, counts, language }: ReadDocument): void {
    this.#tokens.add(tokens);
    this.runs.add(counts);
    this.norms.add(
      tokens.map((list) => list.length),
      language,
    );
    this.#masses = noMasses;
  }

  /** From now on its lengths count no more. */
  remove(doc: number): void {
    this.norms.remove(doc);
    this.#masses = noMasses;
  }

  /** How often each term occurs in a document, weighed by field; bit f of `parts` is field f. */
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

  /** A document as the comparer reads it, valid until the next change. `worths` are of the statistics of this moment. */
  view(doc: number, id: string, worths: WorthsOf): DocumentView {
    const { terms, counts } = this.runs.all;
    const [first, end] = [this.runs.startOf(doc), this.runs.endOf(doc)];
    const { factors, k1 } = this.norms.of(doc);
    if (this.#masses.length <= doc) this.#masses = new Float64Array(this.runs.documents);
    const mass = this.#masses[doc] || massOf({ counts, first, end, factors }, worths(terms, first, end));
    this.#masses[doc] = mass;
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
      mass,
    };
  }

  /** The same content for the documents `kept`, renumbered in their order. */
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

  /** What `arrays` returned. */
  static load(config: IndexConfig, saved: Unpacked): Documents {
    const runs = new Runs({
      starts: saved.uint32('runStarts'),
      terms: saved.uint32('runTerms'),
      counts: saved.uint16('runCounts'),
    });
    const tokens = new Tokens(config.fields.length, saved.uint32('starts'), saved.uint32('tokens'));
    return new Documents(config, runs, new Norms(config, saved.uint32('norms')), tokens);
  }
}
