/** A typed array that grows in ever larger steps: `Array.push` without boxing. */
export class GrowableUint32 {
  #items: Uint32Array;
  #length: number;

  /** Takes over `items` as the first content. */
  constructor(items: Uint32Array = new Uint32Array(0)) {
    this.#items = items;
    this.#length = items.length;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#items.length) {
      const wider = new Uint32Array(
        Math.max(16, this.#length + Math.min(this.#length, 1 << 20) + (this.#length >>> 2)),
      );
      wider.set(this.#items);
      this.#items = wider;
    }
    this.#items[this.#length++] = value;
  }

  at(index: number): number {
    return this.#items[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#items[index] = value;
  }

  clear(): void {
    this.#length = 0;
  }

  /** The items and whatever room there is behind them, valid until the next push. */
  get whole(): Uint32Array {
    return this.#items;
  }

  /** A view, valid until the next push. */
  view(start = 0, end = this.#length): Uint32Array {
    return this.#items.subarray(start, end);
  }
}
