import { ipcParts } from '../ipc/symbol.ts';
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
/** What a patent's classification weighs beside its words, where both make a space (see experiments.md). */
const classShare = 0.5;

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
  /** Row of each class at any level of the classification, after those of the terms. */
  readonly #classes: ReadonlyMap<string, number>;
  readonly #idf: Float32Array;
  readonly #directions: Float32Array;
  /** The leading ones again, side by side: most comparisons read only these. */
  readonly #heads: Float32Array;
  readonly #head: number;
  /** How much of the corpus lies in each direction, the most first: what likeness of words is weighed by. */
  readonly #strengths: Float32Array;
  /** By row, made when first asked for: 1 / length of the weighed directions, of the leading ones and of all. */
  #lengths: { readonly leading: Float32Array; readonly all: Float32Array } | undefined;
  /** Working space for questions put to this space, by term. */
  readonly marks: Marks;

  constructor(id: string, learned: LearnedSpace) {
    this.id = id;
    const { terms, classes, idf, directions, strengths } = learned;
    this.dimensions = idf.length === 0 ? 0 : directions.length / idf.length;
    this.#terms = terms;
    this.#rows = new Uint32Array(terms.reduce((most, term) => Math.max(most, term + 1), 0));
    terms.forEach((term, row) => (this.#rows[term] = row + 1));
    this.#classes = new Map(classes.map((name, i) => [name, terms.length + i]));
    this.marks = new Marks(this.#rows.length);
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
      this.#add(vector, row, 1 + Math.log(Math.max(1, count)));
    }
    return normalised(vector);
  }

  /** The unit vector of what is classified under these symbols; undefined when the space knows none of them. */
  projectClasses(symbols: readonly string[]): Float32Array | undefined {
    const rows = classesOf(symbols).flatMap((name) => this.#classes.get(name) ?? []);
    if (rows.length === 0) return undefined;
    const vector = new Float32Array(this.dimensions);
    for (const row of rows) this.#add(vector, row, 1);
    return normalised(vector);
  }

  #add(vector: Float32Array, row: number, times: number): void {
    const weight = times * (this.#idf[row] ?? 0);
    const from = row * this.dimensions;
    for (let c = 0; c < vector.length; c++) vector[c] = (vector[c] ?? 0) + weight * (this.#directions[from + c] ?? 0);
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
      { id: this.id, classes: [...this.#classes.keys()] },
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
    const { id, classes } = saved.head as { id: string; classes: string[] }; // written by `save`
    return new SemanticSpace(id, {
      terms: saved.uint32('terms'),
      classes,
      idf: saved.float32('idf'),
      directions: saved.float32('directions'),
      strengths: saved.float32('strengths'),
    });
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

/** What a space is made of: rows of directions for its terms, then for its classes, with what each says. */
export interface LearnedSpace {
  readonly terms: Uint32Array;
  readonly classes: readonly string[];
  readonly idf: Float32Array;
  readonly directions: Float32Array;
  readonly strengths: Float32Array;
}

/** What a space is learned from. */
export interface SpaceDocuments {
  readonly length: number;
  readonly counts: (index: number) => TermCounts;
  /** IPC symbols: words and classes that go together get the same directions. */
  readonly symbols: (index: number) => readonly string[];
}

/** Learns a space from documents. What is in one document only, or in more than half of them, is left out. Takes seconds to minutes. */
export function buildSpace(
  documents: SpaceDocuments,
  { id, dimensions = 256, sample = 15_000, seed = 1 }: SpaceOptions,
): SemanticSpace {
  const step = Math.max(1, documents.length / sample);
  const texts: TermCounts[] = [];
  const kinds: string[][] = [];
  for (let i = 0; i < documents.length; i += step) {
    texts.push(documents.counts(Math.floor(i)));
    kinds.push(classesOf(documents.symbols(Math.floor(i))));
  }
  const words = telling(texts.map((counts) => counts.keys()));
  const classes = telling(kinds);
  const idf = Float32Array.from([...words.idf, ...classes.idf]);
  const columns = { words: columnsOf(words.keys, 0), classes: columnsOf(classes.keys, words.keys.length) };
  const rows = texts.map((counts, i) => rowOf(counts, kinds[i] ?? [], columns, idf));
  const { vectors, strengths } = rightSingularVectors(sparse(rows, idf.length), dimensions, { iterations: 2, seed });
  const terms = Uint32Array.from(words.keys);
  return new SemanticSpace(id, { terms, classes: classes.keys, idf, directions: vectors, strengths });
}

/** The classes that symbols stand in, from `H01` down to the symbol itself. */
function classesOf(symbols: readonly string[]): string[] {
  const parts = symbols.flatMap((symbol) => ipcParts(symbol) ?? []);
  const names = parts.flatMap(({ class: klass, subclass, mainGroup, full }) => [klass, subclass, mainGroup, full]);
  return [...new Set(names)].filter((name) => name !== '');
}

/** What is in at least two and at most half of the documents, and how much each says: `ln(N / documents)`. */
function telling<Key extends string | number>(documents: readonly Iterable<Key>[]): { keys: Key[]; idf: number[] } {
  const holding = new Map<Key, number>();
  for (const document of documents) for (const key of document) holding.set(key, (holding.get(key) ?? 0) + 1);
  const kept = [...holding].filter(([, n]) => n >= 2 && n <= documents.length / 2).sort(([a], [b]) => (a < b ? -1 : 1));
  return { keys: kept.map(([key]) => key), idf: kept.map(([, n]) => Math.log(documents.length / n)) };
}

const columnsOf = <Key>(keys: readonly Key[], first: number) => new Map(keys.map((key, i) => [key, first + i]));

/** Columns and values of one row. */
type Entries = readonly (readonly [column: number, value: number])[];

/** `(1 + ln tf) × idf` of words at unit length, idf of classes at theirs, and the whole at unit length again. */
function rowOf(
  counts: TermCounts,
  classes: readonly string[],
  columns: { readonly words: ReadonlyMap<number, number>; readonly classes: ReadonlyMap<string, number> },
  idf: Float32Array,
): Entries {
  const entry = (column: number | undefined, times: number) =>
    column === undefined ? [] : [[column, times * (idf[column] ?? 0)] as const];
  const words = [...counts].flatMap(([term, count]) =>
    entry(columns.words.get(term), 1 + Math.log(Math.max(1, count))),
  );
  const kinds = classes.flatMap((name) => entry(columns.classes.get(name), 1));
  return atLength([...atLength(words, 1), ...atLength(kinds, classShare)], 1);
}

function atLength(entries: Entries, length: number): Entries {
  const square = entries.reduce((sum, [, value]) => sum + value * value, 0);
  return entries.map(([column, value]) => [column, (value * length) / Math.sqrt(square || 1)]);
}

function sparse(rows: readonly Entries[], columns: number): Sparse {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, r) => (starts[r + 1] = (starts[r] ?? 0) + row.length));
  const indices = new Uint32Array(starts[rows.length] ?? 0);
  const values = new Float32Array(indices.length);
  rows.forEach((row, r) =>
    row.forEach(([column, value], i) => {
      indices[(starts[r] ?? 0) + i] = column;
      values[(starts[r] ?? 0) + i] = value;
    }),
  );
  return { rows: rows.length, columns, starts, indices, values };
}
