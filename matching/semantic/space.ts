import { packBytes, Unpacked } from '../lexical/bytes.ts';
import { dot, dotRows } from './dot.ts';
import { Marks } from './marks.ts';
import { rightSingularVectors } from './svd.ts';
import type { Sparse } from './sparse.ts';

/** A text as counts per term number. */
export type TermCounts = ReadonlyMap<number, number>;

/** Words are first compared in so many directions, and only if more alike there than this in all (see experiments.md). */
const leadingDirections = 64;
const leastLeading = 0.5;

/** The vector at unit length, in place; all zeros stay. */
export function normalised(vector: Float32Array): Float32Array {
  let square = 0;
  for (const x of vector) square += x * x;
  const length = Math.sqrt(square);
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}

/**
 * A semantic space of the platform's own corpus: directions in which its words go together (latent semantic analysis).
 * Texts are folded in as unit vectors; vectors of different spaces must never be compared, hence the id.
 */
export class SemanticSpace {
  readonly id: string;
  readonly dimensions: number;
  readonly #terms: Uint32Array;
  /** By term: 1 + its row in `#directions`; 0, or nothing, for what the space does not know. */
  readonly #rows: Uint32Array;
  readonly #idf: Float32Array;
  readonly #directions: Float32Array;
  /** The leading ones again, side by side: most comparisons read only these. */
  readonly #heads: Float32Array;
  readonly #head: number;
  /** How much of the corpus lies in each direction, the most first: what likeness of words is weighed by. */
  readonly #strengths: Float32Array;
  /** By row, made when first asked for: 1 / length of the weighed directions, of the leading ones and of all. */
  #lengths: { readonly leading: Float32Array; readonly all: Float32Array } | undefined;
  /** Working space for questions put to this space. */
  readonly marks: Marks;

  constructor(id: string, terms: Uint32Array, idf: Float32Array, directions: Float32Array, strengths: Float32Array) {
    this.id = id;
    this.dimensions = terms.length === 0 ? 0 : directions.length / terms.length;
    this.#terms = terms;
    this.#rows = new Uint32Array(terms.reduce((most, term) => Math.max(most, term + 1), 0));
    terms.forEach((term, row) => (this.#rows[term] = row + 1));
    this.marks = new Marks(terms.length);
    this.#idf = idf;
    this.#directions = directions;
    this.#strengths = strengths;
    this.#head = Math.min(leadingDirections, this.dimensions);
    this.#heads = new Float32Array(terms.length * this.#head);
    for (let row = 0; row < terms.length; row++) {
      const from = row * this.dimensions;
      this.#heads.set(directions.subarray(from, from + this.#head), row * this.#head);
    }
  }

  /** The unit vector of a text; all zeros when the space knows none of its words. */
  project(counts: TermCounts): Float32Array {
    const vector = new Float32Array(this.dimensions);
    for (const [term, count] of counts) {
      const row = this.rowOf(term);
      if (row < 0 || count <= 0) continue;
      const weight = (1 + Math.log(Math.max(1, count))) * (this.#idf[row] ?? 0);
      const from = row * this.dimensions;
      for (let c = 0; c < vector.length; c++) vector[c] = (vector[c] ?? 0) + weight * (this.#directions[from + c] ?? 0);
    }
    return normalised(vector);
  }

  /** Where a word is in this space; -1 when it does not know it. */
  rowOf(term: number): number {
    return term < this.#rows.length ? (this.#rows[term] as number) - 1 : -1;
  }

  /** Words made ready to be compared with many others; those the space does not know are like nothing. */
  probes(terms: readonly number[]): Probes {
    const heads = new Float32Array(Math.ceil(terms.length / 4) * 4 * this.#head);
    const { leading, all } = this.#allLengths();
    const words = terms.map((term, w): Probe | undefined => {
      const row = this.rowOf(term);
      if (row < 0) return undefined;
      const weighed = this.#weighed(row);
      heads.set(weighed.subarray(0, this.#head), w * this.#head);
      return { weighed, leading: leading[row] ?? 0, all: all[row] ?? 0 };
    });
    return { words, heads, products: new Float64Array(Math.ceil(terms.length / 4) * 4) };
  }

  /**
   * How alike the word of a row is to each of some others, into `likeness`: the cosine of what they stand for in this space.
   * Words that are not alike in the leading directions, most pairs, are not compared in all, and count as not alike.
   */
  compare(row: number, { words, heads, products }: Probes, likeness: Float64Array): void {
    const lengths = this.#allLengths();
    const [leading, all] = [lengths.leading[row] ?? 0, lengths.all[row] ?? 0];
    dotRows(heads, this.#head, this.#heads, row * this.#head, products);
    for (let w = 0; w < words.length; w++) {
      const word = words[w];
      const first = products[w] as number; // as many, and some more
      likeness[w] = 0;
      if (!word || first * word.leading * leading <= leastLeading) continue;
      const rest = dot(this.#directions, row * this.dimensions, word.weighed, this.#head, this.dimensions);
      likeness[w] = (first + rest) * word.all * all;
    }
  }

  /** A row's directions times the squares of their strengths: its product with another row compares what both stand for. */
  #weighed(row: number): Float32Array {
    const start = row * this.dimensions;
    return this.#strengths.map((strength, c) => strength * strength * (this.#directions[start + c] ?? 0));
  }

  #allLengths() {
    return (this.#lengths ??= this.#measured());
  }

  #measured() {
    const rows = this.#idf.length;
    const leading = new Float32Array(rows);
    const all = new Float32Array(rows);
    for (let row = 0; row < rows; row++) {
      const weighed = this.#weighed(row);
      const first = dot(this.#directions, row * this.dimensions, weighed, 0, this.#head);
      leading[row] = 1 / (Math.sqrt(first) || 1);
      const rest = dot(this.#directions, row * this.dimensions, weighed, this.#head, this.dimensions);
      all[row] = 1 / (Math.sqrt(first + rest) || 1);
    }
    return { leading, all };
  }

  save(): Uint8Array {
    return packBytes(
      { id: this.id },
      {
        terms: this.#terms,
        idf: this.#idf,
        directions: this.#directions,
        strengths: this.#strengths,
      },
    );
  }

  /** What `save` returned; a RangeError for other bytes. */
  static load(bytes: Uint8Array): SemanticSpace {
    const saved = new Unpacked(bytes);
    const { id } = saved.head as { id: string }; // written by `save`
    return new SemanticSpace(
      id,
      saved.uint32('terms'),
      saved.float32('idf'),
      saved.float32('directions'),
      saved.float32('strengths'),
    );
  }
}

interface Probe {
  readonly weighed: Float32Array;
  /** 1 / length in the leading directions, and in all. */
  readonly leading: number;
  readonly all: number;
}

/** See `SemanticSpace.probes`. */
export interface Probes {
  readonly words: readonly (Probe | undefined)[];
  /** The leading directions of the words side by side, rows of zeros up to a multiple of four. */
  readonly heads: Float32Array;
  /** Working space: one product a row. */
  readonly products: Float64Array;
}

export interface SpaceOptions {
  readonly id: string;
  readonly dimensions?: number;
  /** At most so many documents are looked at, evenly spread; the others are folded in afterwards. */
  readonly sample?: number;
  readonly seed?: number;
}

/** Learns a space from documents. Terms in one document only, or in more than half of them, are left out. Takes seconds to minutes. */
export function buildSpace(
  documents: { readonly length: number; readonly counts: (index: number) => TermCounts },
  { id, dimensions = 256, sample = 15_000, seed = 1 }: SpaceOptions,
): SemanticSpace {
  const step = Math.max(1, documents.length / sample);
  const rows: TermCounts[] = [];
  for (let i = 0; i < documents.length; i += step) rows.push(documents.counts(Math.floor(i)));
  const holding = new Map<number, number>();
  for (const row of rows) for (const term of row.keys()) holding.set(term, (holding.get(term) ?? 0) + 1);
  const kept = [...holding].filter(([, n]) => n >= 2 && n <= rows.length / 2).sort(([a], [b]) => a - b);
  const terms = Uint32Array.from(kept, ([term]) => term);
  const idf = Float32Array.from(kept, ([, n]) => Math.log(rows.length / n));
  const { vectors, strengths } = rightSingularVectors(tfIdf(rows, terms, idf), dimensions, { iterations: 2, seed });
  return new SemanticSpace(id, terms, idf, vectors, strengths);
}

/** `(1 + ln tf) × idf`, rows of unit length. */
function tfIdf(rows: readonly TermCounts[], terms: Uint32Array, idf: Float32Array): Sparse {
  const columns = new Map(Array.from(terms, (term, column) => [term, column]));
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    const first = indices.length;
    let square = 0;
    for (const [term, count] of row) {
      const column = columns.get(term);
      if (column === undefined) continue;
      const value = (1 + Math.log(Math.max(1, count))) * (idf[column] ?? 0);
      indices.push(column);
      values.push(value);
      square += value * value;
    }
    for (let i = first; i < values.length; i++) values[i] = (values[i] ?? 0) / Math.sqrt(square);
    starts.push(indices.length);
  }
  return {
    rows: rows.length,
    columns: terms.length,
    starts: Uint32Array.from(starts),
    indices: Uint32Array.from(indices),
    values: Float32Array.from(values),
  };
}
