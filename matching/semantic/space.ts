import { packBytes, Unpacked } from '../lexical/bytes.ts';
import { dot } from './dot.ts';
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
  /** Row of each term number in `#directions`. */
  readonly #rows: ReadonlyMap<number, number>;
  readonly #idf: Float32Array;
  readonly #directions: Float32Array;
  /** How much of the corpus lies in each direction, the most first: what likeness of words is weighed by. */
  readonly #strengths: Float32Array;
  /** By row, made when first asked for: 1 / length of the weighed directions, of the leading ones and of all. */
  #lengths: { readonly leading: Float32Array; readonly all: Float32Array } | undefined;
  /** Working space for questions put to this space. */
  readonly marks = new Marks();

  constructor(id: string, terms: Uint32Array, idf: Float32Array, directions: Float32Array, strengths: Float32Array) {
    this.id = id;
    this.dimensions = terms.length === 0 ? 0 : directions.length / terms.length;
    this.#rows = new Map(Array.from(terms, (term, row) => [term, row]));
    this.#idf = idf;
    this.#directions = directions;
    this.#strengths = strengths;
  }

  /** The unit vector of a text; all zeros when the space knows none of its words. */
  project(counts: TermCounts): Float32Array {
    const vector = new Float32Array(this.dimensions);
    for (const [term, count] of counts) {
      const row = this.#rows.get(term);
      if (row === undefined || count <= 0) continue;
      const weight = (1 + Math.log(Math.max(1, count))) * (this.#idf[row] ?? 0);
      const from = row * this.dimensions;
      for (let c = 0; c < vector.length; c++) vector[c] = (vector[c] ?? 0) + weight * (this.#directions[from + c] ?? 0);
    }
    return normalised(vector);
  }

  /** Where a word is in this space; -1 when it does not know it. */
  rowOf(term: number): number {
    return this.#rows.get(term) ?? -1;
  }

  /** A word made ready to be compared with many; undefined when the space does not know it. */
  probe(term: number): Probe | undefined {
    const row = this.rowOf(term);
    if (row < 0) return undefined;
    const weighed = this.#weighed(row);
    const { leading, all } = this.#allLengths();
    return { weighed, leading: leading[row] ?? 0, all: all[row] ?? 0 };
  }

  /**
   * How alike a word is to that of a row: the cosine of what they stand for in this space, 0 for row -1. Words that are
   * not alike in the leading directions, most pairs, are not compared in all, and count as not alike.
   */
  likeness({ weighed, leading, all }: Probe, row: number): number {
    if (row < 0) return 0;
    const start = row * this.dimensions;
    const few = Math.min(leadingDirections, this.dimensions);
    const lengths = this.#allLengths();
    const first = dot(this.#directions, start, weighed, 0, few);
    if (first * leading * (lengths.leading[row] ?? 0) <= leastLeading) return 0;
    return (first + dot(this.#directions, start, weighed, few, this.dimensions)) * all * (lengths.all[row] ?? 0);
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
    const few = Math.min(leadingDirections, this.dimensions);
    for (let row = 0; row < rows; row++) {
      const weighed = this.#weighed(row);
      const first = dot(this.#directions, row * this.dimensions, weighed, 0, few);
      leading[row] = 1 / (Math.sqrt(first) || 1);
      const rest = dot(this.#directions, row * this.dimensions, weighed, few, this.dimensions);
      all[row] = 1 / (Math.sqrt(first + rest) || 1);
    }
    return { leading, all };
  }

  save(): Uint8Array {
    return packBytes(
      { id: this.id },
      {
        terms: Uint32Array.from(this.#rows.keys()),
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

/** See `SemanticSpace.probe`. */
export interface Probe {
  readonly weighed: Float32Array;
  /** 1 / length in the leading directions, and in all. */
  readonly leading: number;
  readonly all: number;
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
