/**
 * A number for each of so many things, all 0 for each new owner: an array too large to make one per question. Things beyond
 * are always 0.
 */
export class Marks {
  readonly #numbers: Uint32Array;
  /** Those that are not 0. */
  readonly #set: number[] = [];
  #owner: unknown;

  constructor(size: number) {
    this.#numbers = new Uint32Array(size);
  }

  /** From now on of `owner`. */
  of(owner: unknown): this {
    if (this.#owner === owner) return this;
    for (const thing of this.#set) this.#numbers[thing] = 0;
    this.#set.length = 0;
    this.#owner = owner;
    return this;
  }

  at(thing: number): number {
    return this.#numbers[thing] ?? 0;
  }

  set(thing: number, mark: number): void {
    if (thing >= this.#numbers.length) return;
    this.#numbers[thing] = mark;
    this.#set.push(thing);
  }
}
