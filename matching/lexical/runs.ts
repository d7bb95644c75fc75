import { roomFor } from './growable.ts';

/** Rows side by side: row r has the entries `starts[r] − starts[0]` to `starts[r + 1] − starts[0]` of the arrays. */
export interface Rows {
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly counts: Uint16Array;
}

/**
 * The distinct terms of every document, singles and pairs, in order of first occurrence, with their counts by field
 * (see `read-document.ts`). Comparing the some 300 candidates of a question by these costs a tenth of reading their
 * tokens.
 */
export class Runs {
  #starts: Uint32Array;
  #terms: Uint32Array;
  #counts: Uint16Array;
  #documents: number;

  /** Takes ownership of the arrays, which may have spare capacity. */
  constructor(
    { starts, terms, counts }: Rows = {
      starts: new Uint32Array(1),
      terms: new Uint32Array(0),
      counts: new Uint16Array(0),
    },
    documents = starts.length - 1,
  ) {
    this.#starts = starts;
    this.#terms = terms;
    this.#counts = counts;
    this.#documents = documents;
  }

  get documents(): number {
    return this.#documents;
  }

  add(counts: ReadonlyMap<number, number>): void {
    const start = this.#starts[this.#documents] ?? 0;
    this.#makeRoom(start + counts.size);
    let at = start;
    for (const [term, packed] of counts) {
      this.#terms[at] = term;
      this.#counts[at++] = packed;
    }
    this.#starts[++this.#documents] = at;
  }

  #makeRoom(entries: number): void {
    if (this.#documents + 2 > this.#starts.length)
      this.#starts = widened(this.#starts, new Uint32Array(roomFor(this.#documents + 2)));
    if (entries <= this.#terms.length) return;
    this.#terms = widened(this.#terms, new Uint32Array(roomFor(entries)));
    this.#counts = widened(this.#counts, new Uint16Array(this.#terms.length));
  }

  /** Where the entries of a document start in `all`; `endOf`: where they end. */
  startOf(doc: number): number {
    return this.#starts[doc] ?? 0;
  }

  endOf(doc: number): number {
    return this.#starts[doc + 1] ?? 0;
  }

  /** Entries of all documents, valid until the next `add`. */
  get all(): Omit<Rows, 'starts'> {
    return { terms: this.#terms, counts: this.#counts };
  }

  /** Views of the documents `first` to `end` (exclusive), valid until the next `add`. */
  rows(first = 0, end = this.#documents): Rows {
    const [from, to] = [this.#starts[first] ?? 0, this.#starts[end] ?? 0];
    return {
      starts: this.#starts.subarray(first, end + 1),
      terms: this.#terms.subarray(from, to),
      counts: this.#counts.subarray(from, to),
    };
  }

  /** Terms of one document; a view, valid until the next `add`. */
  termsOf(doc: number): Uint32Array {
    return this.#terms.subarray(this.#starts[doc] ?? 0, this.#starts[doc + 1] ?? 0);
  }

  /** Counts of those terms; a view, valid until the next `add`. */
  countsOf(doc: number): Uint16Array {
    return this.#counts.subarray(this.#starts[doc] ?? 0, this.#starts[doc + 1] ?? 0);
  }

  /** A copy with only the documents `kept`, renumbered in that order. */
  only(kept: readonly number[]): Runs {
    const size = kept.reduce((sum, doc) => sum + this.termsOf(doc).length, 0);
    const starts = new Uint32Array(kept.length + 1);
    const terms = new Uint32Array(size);
    const counts = new Uint16Array(size);
    kept.forEach((doc, row) => {
      const start = starts[row] ?? 0;
      terms.set(this.termsOf(doc), start);
      counts.set(this.countsOf(doc), start);
      starts[row + 1] = start + this.termsOf(doc).length;
    });
    return new Runs({ starts, terms, counts });
  }
}

function widened<A extends Uint32Array | Uint16Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
