import { GrowableUint32 } from './growable.ts';

/** The top bits of a pair's hash choose its table, the others its slot. */
const tableBits = 8;

/**
 * Numbers pairs (first, second) from 0 upwards: open-addressed hash tables over typed arrays, each at most two thirds
 * full. Many small tables instead of a large one, because a full table is rebuilt at twice the size while the caller
 * waits.
 */
export class PairTable {
  readonly #firsts: GrowableUint32;
  readonly #seconds: GrowableUint32;
  /** 1 + number of the pair in a slot; 0 is free. */
  readonly #tables: Uint32Array[];
  /** Number of pairs in each table. */
  readonly #sizes: Uint32Array;

  /** Takes ownership of the arrays. */
  constructor(firsts = new GrowableUint32(), seconds = new GrowableUint32()) {
    this.#firsts = firsts;
    this.#seconds = seconds;
    this.#sizes = new Uint32Array(2 ** tableBits);
    for (let pair = 0; pair < this.length; pair++) {
      const table = tableOf(this.#hashOf(pair));
      this.#sizes[table] = (this.#sizes[table] as number) + 1; // within: a table's number
    }
    this.#tables = Array.from(this.#sizes, (size) => new Uint32Array(slotsFor(size)));
    for (let pair = 0; pair < this.length; pair++) this.#put(pair);
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

  /** The number of the pair; -1 if unknown. */
  find(first: number, second: number): number {
    const hash = hashed(first, second);
    const slots = this.#tables[tableOf(hash)] as Uint32Array; // within
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const pair = (slots[slot] as number) - 1; // within, by the mask
      if (pair < 0 || (this.#firsts.at(pair) === first && this.#seconds.at(pair) === second)) return pair;
    }
  }

  /** Adds a pair that is not there yet and returns its number. */
  add(first: number, second: number): number {
    const pair = this.length;
    this.#firsts.push(first);
    this.#seconds.push(second);
    const table = tableOf(hashed(first, second));
    const size = (this.#sizes[table] as number) + 1;
    this.#sizes[table] = size;
    const before = this.#tables[table] as Uint32Array;
    if (3 * size >= 2 * before.length) {
      this.#tables[table] = new Uint32Array(slotsFor(size));
      for (const stored of before) if (stored > 0) this.#put(stored - 1);
    }
    this.#put(pair);
    return pair;
  }

  arrays(): { firsts: Uint32Array; seconds: Uint32Array } {
    return { firsts: this.#firsts.view(), seconds: this.#seconds.view() };
  }

  #hashOf(pair: number): number {
    return hashed(this.#firsts.at(pair), this.#seconds.at(pair));
  }

  /** Puts a pair into the first free slot from its own on. */
  #put(pair: number): void {
    const hash = this.#hashOf(pair);
    const slots = this.#tables[tableOf(hash)] as Uint32Array;
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = pair + 1;
  }
}

function hashed(first: number, second: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

const tableOf = (hash: number) => hash >>> (32 - tableBits);

/** A power of two, at least 1.5 times the pairs. */
const slotsFor = (pairs: number) => 2 ** Math.max(4, Math.ceil(Math.log2(pairs * 1.5 + 1)));
