import { GrowableUint32 } from './growable.ts';

/** Documents added since the last search, as rows of terms and counts (one byte a field): what a segment is built from. */
export class Pending {
  readonly #starts = new GrowableUint32(Uint32Array.of(0));
  readonly #terms = new GrowableUint32();
  readonly #counts = new GrowableUint32();

  get documents(): number {
    return this.#starts.length - 1;
  }

  add(counts: ReadonlyMap<number, number>): void {
    for (const [term, packed] of counts) {
      this.#terms.push(term);
      this.#counts.push(packed);
    }
    this.#starts.push(this.#terms.length);
  }

  rows(): { starts: Uint32Array; terms: Uint32Array; counts: Uint32Array } {
    return { starts: this.#starts.view(), terms: this.#terms.view(), counts: this.#counts.view() };
  }
}
