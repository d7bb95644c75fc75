import { dot, dotRows, normalised } from './dot.ts';

/** Words are compared in the leading directions first, and further only if they are this alike (see experiments.md). */
const leadingDirections = 64;
const leastLeading = 0.5;
/** Words with a smaller cosine are not considered similar. */
const leastLikeness = 0.3;

/** Similar words: those of row r are `terms[starts[r]…starts[r + 1]]`, with their cosines. */
export interface Relatives {
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly cosines: Float32Array;
}

/** Rows of a space, and the share of the corpus in each direction (its strength), the largest first. */
export interface Rows {
  /** The term of each row; `directions` has further rows without a term. */
  readonly terms: Uint32Array;
  readonly directions: Float32Array;
  readonly strengths: Float32Array;
}

/**
 * Compares every word with every other, in directions weighted by strength. Pairs that are not similar in the leading
 * directions (most of them) are not compared further. The time grows with the square of the number of words (19,500: 13
 * s), so this runs once when a space is learned.
 */
export function relativesAmong({ terms, directions, strengths }: Rows, isWord: (term: number) => boolean): Relatives {
  const rows = [...terms.keys()].filter((row) => isWord(terms[row] ?? 0));
  const dimensions = strengths.length;
  const head = Math.min(leadingDirections, dimensions);
  const all = unitRows(rows, directions, strengths, dimensions);
  const leading = unitRows(rows, directions, strengths, head);
  const pairs: Pairs = { first: [], second: [], cosines: [] };
  const products = new Float64Array(rows.length);
  for (let word = 0; word < rows.length; word++) {
    const after = products.subarray(word + 1);
    dotRows(leading.subarray((word + 1) * head), head, leading, word * head, after);
    collect(word, after, all, dimensions, pairs);
  }
  return bothWays(rows, terms, pairs);
}

/** The first `length` weighted directions of each row, side by side, each row at unit length. */
function unitRows(
  rows: readonly number[],
  directions: Float32Array,
  strengths: Float32Array,
  length: number,
): Float32Array {
  const units = new Float32Array(rows.length * length);
  rows.forEach((row, word) => {
    const own = units.subarray(word * length, (word + 1) * length);
    for (let c = 0; c < length; c++) own[c] = (directions[row * strengths.length + c] ?? 0) * (strengths[c] ?? 0);
    normalised(own);
  });
  return units;
}

interface Pairs {
  readonly first: number[];
  readonly second: number[];
  readonly cosines: number[];
}

/** Adds the words after `word` similar to it; `products` are their cosines with it in the leading directions. */
function collect(word: number, products: Float64Array, all: Float32Array, dimensions: number, pairs: Pairs): void {
  const own = all.subarray(word * dimensions, (word + 1) * dimensions);
  for (let i = 0; i < products.length; i++) {
    if ((products[i] as number) <= leastLeading) continue; // i is within
    const other = word + 1 + i;
    const cosine = dot(all, other * dimensions, own, 0, dimensions);
    if (cosine <= leastLikeness) continue;
    pairs.first.push(word);
    pairs.second.push(other);
    pairs.cosines.push(cosine);
  }
}

/** Lists each pair for both of its words. */
function bothWays(rows: readonly number[], termOf: Uint32Array, { first, second, cosines }: Pairs): Relatives {
  const starts = new Uint32Array(termOf.length + 1);
  const count = (word: number) => {
    const after = (rows[word] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  };
  first.forEach(count);
  second.forEach(count);
  for (let row = 0; row < termOf.length; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const relatives = { starts, terms: new Uint32Array(2 * first.length), cosines: new Float32Array(2 * first.length) };
  const put = (word: number, other: number, cosine: number) => {
    const row = rows[word] ?? 0;
    const at = next[row] ?? 0;
    next[row] = at + 1;
    relatives.terms[at] = termOf[rows[other] ?? 0] ?? 0;
    relatives.cosines[at] = cosine;
  };
  cosines.forEach((cosine, i) => {
    put(first[i] ?? 0, second[i] ?? 0, cosine);
    put(second[i] ?? 0, first[i] ?? 0, cosine);
  });
  return relatives;
}
