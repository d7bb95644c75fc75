/** A number for each row of a space, all 0 for each new owner: an array too large to make one per question. */
export class Marks {
  readonly #numbers: Uint32Array;
  /** The rows that are not 0. */
  readonly #set: number[] = [];
  #owner: unknown;

  constructor(rows: number) {
    this.#numbers = new Uint32Array(rows);
  }

  /** From now on of `owner`. */
  of(owner: unknown): this {
    if (this.#owner === owner) return this;
    for (const row of this.#set) this.#numbers[row] = 0;
    this.#set.length = 0;
    this.#owner = owner;
    return this;
  }

  at(row: number): number {
    return this.#numbers[row] as number; // a row is within
  }

  set(row: number, mark: number): void {
    this.#numbers[row] = mark;
    this.#set.push(row);
  }
}
