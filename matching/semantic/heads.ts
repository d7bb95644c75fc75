import { blockRows, plainBlock, rowWidth, type Block } from './block.ts';
import { simdBlock } from './simd.ts';

/**
 * Leading coordinates that are compared first when many vectors are searched. Those of a semantic space come strongest
 * first and tell nearly everything; for other embedders they are as good a sample as any.
 */
export const headSize = rowWidth;

/** The integer for 1: products of unit vectors then stay below 2³¹ and are equal on every machine. */
const one = 2 ** 15 - 1;
/** Products are counted by their upper bits: 4,096 steps between 0 and 1, and some more for rounding. */
const stepBits = 18;
const stepCount = 2 ** (31 - stepBits);

/** The leading coordinates of unit vectors as integers, by slot: an eighth of the memory of 256 coordinates. */
export class Heads {
  readonly #blocks: Block[] = [];
  readonly #makeBlock: () => Block;
  #length = 0;
  /** Scratch space of a search: products per step, and the slots found. */
  readonly #counts = new Uint32Array(stepCount);
  #found = new Uint32Array(0);

  constructor(makeBlock = (): Block => simdBlock() ?? plainBlock()) {
    this.#makeBlock = makeBlock;
  }

  set(slot: number, unit: Float32Array): void {
    while (this.#blocks.length * blockRows <= slot) this.#blocks.push(this.#makeBlock());
    this.#length = Math.max(this.#length, slot + 1);
    round(unit, this.#blocks[Math.floor(slot / blockRows)]?.rows, slot % blockRows);
  }

  /** Makes the slot similar to nothing. */
  clear(slot: number): void {
    this.set(slot, new Float32Array(headSize));
  }

  /**
   * About `wanted` slots with the leading coordinates nearest to those of a unit vector, ascending: all whose product
   * reaches a threshold, fewer only if too few are similar at all. Valid until the next call.
   */
  nearest(vector: Float32Array, wanted: number): Uint32Array {
    this.#counts.fill(0);
    this.#blocks.forEach((block, i) => {
      const count = this.#countOf(i);
      round(vector, block.vector, 0);
      block.multiply(count);
      countSteps(block.products, count, this.#counts);
    });
    const line = lineFor(this.#counts, wanted);
    if (this.#found.length < this.#length) this.#found = new Uint32Array(this.#length * 2);
    let found = 0;
    this.#blocks.forEach(({ products }, i) => {
      found = reaching(products, this.#countOf(i), line, i * blockRows, this.#found, found);
    });
    return this.#found.subarray(0, found);
  }

  /** Number of slots in a block. */
  #countOf(block: number): number {
    return Math.min(blockRows, this.#length - block * blockRows);
  }
}

function round(unit: Float32Array, rows: Int16Array | undefined, row: number): void {
  for (let i = 0; rows && i < rowWidth; i++) rows[row * rowWidth + i] = Math.round((unit[i] ?? 0) * one);
}

// One function per loop: V8 compiles a long function with several loops anew for each of them and discards the code
// (on-stack replacement), which cost more than the work. Indices are within bounds; the casts avoid checks.

/** Counts the products in each step above the first. */
function countSteps(products: Int32Array, end: number, counts: Uint32Array): void {
  for (let i = 0; i < end; i++) {
    const step = (products[i] as number) >> stepBits;
    if (step > 0) counts[step] = (counts[step] as number) + 1;
  }
}

/** The least product that is taken. */
function lineFor(counts: Uint32Array, wanted: number): number {
  let line = counts.length - 1;
  for (let found = counts[line] as number; line > 1 && found < wanted; found += counts[line] as number) line--;
  return line << stepBits;
}

/** Appends the slots whose product reaches `line` to `slots` after the first `found`; returns their number. */
function reaching(
  products: Int32Array,
  end: number,
  line: number,
  firstSlot: number,
  slots: Uint32Array,
  found: number,
): number {
  let next = found;
  for (let i = 0; i < end; i++) if ((products[i] as number) >= line) slots[next++] = firstSlot + i;
  return next;
}
