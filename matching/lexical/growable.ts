/** Capacity for an array of so many items: copies are rare, and memory that is not written to costs nothing. */
export const roomFor = (items: number): number => items + Math.min(items, 1 << 20) + (items >>> 2);

/** An array of 32-bit unsigned integers that grows: `Array.push` without boxing. */
export class GrowableUint32 {
  #items: Uint32Array;
  #length: number;

  /** Takes ownership of `items`; the first `length` are content, the rest is spare capacity. */
  constructor(items: Uint32Array = new Uint32Array(0), length: number = items.length) {
    this.#items = items;
    this.#length = length;
  }

  /** An empty one with capacity for so many items. */
  static withRoomFor(items: number): GrowableUint32 {
    return new GrowableUint32(new Uint32Array(roomFor(items)), 0);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#items.length) {
      const wider = new Uint32Array(Math.max(16, roomFor(this.#length)));
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

  /** The items and the spare capacity behind them, valid until the next push. */
  get whole(): Uint32Array {
    return this.#items;
  }

  /** A view, valid until the next push. */
  view(start = 0, end = this.#length): Uint32Array {
    return this.#items.subarray(start, end);
  }
}
