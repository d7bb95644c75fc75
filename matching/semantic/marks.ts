/** A number for each term, all 0 for each new owner: an array by term, too large to make one per question. */
export class Marks {
  #numbers = new Uint32Array(0);
  readonly #set: number[] = [];
  #owner: unknown;

  /** From now on of `owner`. */
  of(owner: unknown): this {
    if (this.#owner === owner) return this;
    for (const term of this.#set) this.#numbers[term] = 0;
    this.#set.length = 0;
    this.#owner = owner;
    return this;
  }

  at(term: number): number {
    return term < this.#numbers.length ? (this.#numbers[term] as number) : 0;
  }

  set(term: number, mark: number): void {
    if (term >= this.#numbers.length) {
      const wider = new Uint32Array(2 * term + 2);
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#numbers[term] = mark;
    this.#set.push(term);
  }
}
