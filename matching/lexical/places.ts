/**
 * Index of each term in a query: a hash table over typed arrays, at most a quarter full. It is asked for every term of
 * every candidate, mostly in vain, so it is kept small enough for the processor's cache, which an array over the
 * vocabulary is not.
 */
export class Places {
  /** 1 + term; 0 is free. */
  readonly #keys: Uint32Array;
  readonly #places: Uint32Array;
  readonly #shift: number;

  /** Terms must be distinct. */
  constructor(terms: readonly { readonly term: number }[]) {
    const bits = Math.max(6, Math.ceil(Math.log2(terms.length * 4 + 1)));
    this.#keys = new Uint32Array(2 ** bits);
    this.#places = new Uint32Array(2 ** bits);
    this.#shift = 32 - bits;
    terms.forEach(({ term }, place) => {
      const slot = this.#slotOf(term);
      this.#keys[slot] = term + 1;
      this.#places[slot] = place;
    });
  }

  /** Index of a term in the query; -1 when the query does not contain it. */
  of(term: number): number {
    const slot = this.#slotOf(term);
    return this.#keys[slot] === 0 ? -1 : (this.#places[slot] as number); // a slot is within
  }

  /** The slot of the term, or the free one where it would be put. */
  #slotOf(term: number): number {
    const keys = this.#keys;
    let slot = Math.imul(term, 0x9e3779b1) >>> this.#shift;
    for (;;) {
      const key = keys[slot] as number; // within, by the mask
      if (key === 0 || key === term + 1) return slot;
      slot = (slot + 1) & (keys.length - 1);
    }
  }
}
