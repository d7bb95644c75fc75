import { GrowableUint32 } from './growable.ts';

/** Numbers for pairs (first, second), counted from 0: an open-addressed hash table over typed arrays, at most half full. */
export class PairTable {
  readonly #firsts: GrowableUint32;
  readonly #seconds: GrowableUint32;
  /** 1 + number of the pair that hashes here; 0 is free. */
  #slots = new Uint32Array(1024);

  constructor(firsts: Uint32Array = new Uint32Array(0), seconds: Uint32Array = new Uint32Array(0)) {
    this.#firsts = new GrowableUint32(firsts);
    this.#seconds = new GrowableUint32(seconds);
    this.#hashAll();
  }

  get length(): number {
    return this.#firsts.length;
  }

  first(pair: number): number {
    return this.#firsts.at(pair);
  }

  second(pair: number): number {
    return this.#seconds.at(pair);
  }

  /** The number of the pair, or -1. */
  find(first: number, second: number): number {
    return (this.#slots[this.#slotOf(first, second)] ?? 0) - 1;
  }

  /** Adds a pair that is not there yet. */
  add(first: number, second: number): number {
    this.#firsts.push(first);
    this.#seconds.push(second);
    if (this.length * 2 > this.#slots.length) this.#hashAll();
    else this.#slots[this.#slotOf(first, second)] = this.length;
    return this.length - 1;
  }

  arrays(): { firsts: Uint32Array; seconds: Uint32Array } {
    return { firsts: this.#firsts.view(), seconds: this.#seconds.view() };
  }

  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    for (;;) {
      const stored = this.#slots[slot] ?? 0;
      if (stored === 0) return slot;
      if (this.#firsts.at(stored - 1) === first && this.#seconds.at(stored - 1) === second) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #hashAll(): void {
    let size = 1024;
    while (size < this.length * 3) size *= 2;
    this.#slots = new Uint32Array(size);
    for (let pair = 0; pair < this.length; pair++)
      this.#slots[this.#slotOf(this.first(pair), this.second(pair))] = pair + 1;
  }
}
