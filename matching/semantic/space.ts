import { ipcParts } from '../ipc/symbol.ts';
import { packBytes, Unpacked } from '../lexical/bytes.ts';
import { normalised } from './dot.ts';
import { relativesAmong, type Relatives } from './relatives.ts';
import { rightSingularVectors } from './svd.ts';
import type { Sparse } from './sparse.ts';

/** A text as counts by term number. */
export type TermCounts = ReadonlyMap<number, number>;

/** Weight of a patent's classification, relative to its words, in learning a space (see experiments.md). */
const classShare = 0.5;

/**
 * A semantic space of the platform's own corpus: directions in which its words co-occur (latent semantic analysis).
 * Texts are projected to unit vectors. Vectors of different spaces must not be compared, hence the id.
 */
export class SemanticSpace {
  readonly id: string;
  readonly dimensions: number;
  readonly #terms: Uint32Array;
  /** By term: 1 + its row in `#directions`; 0 or nothing for an unknown term. */
  readonly #rows: Uint32Array;
  /** Row of each class of any level, after the rows of the terms. */
  readonly #classes: ReadonlyMap<string, number>;
  readonly #idf: Float32Array;
  readonly #directions: Float32Array;
  /** Similar words of each word, by row. */
  readonly #relatives: Relatives;

  constructor(id: string, learned: LearnedSpace) {
    this.id = id;
    const { terms, classes, idf, directions, relatives } = learned;
    this.dimensions = idf.length === 0 ? 0 : directions.length / idf.length;
    this.#terms = terms;
    this.#rows = new Uint32Array(terms.reduce((most, term) => Math.max(most, term + 1), 0));
    terms.forEach((term, row) => (this.#rows[term] = row + 1));
    this.#classes = new Map(classes.map((name, i) => [name, terms.length + i]));
    this.#idf = idf;
    this.#directions = directions;
    this.#relatives = relatives;
  }

  /** The unit vector of a text; all zeros when it has no known word. */
  project(counts: TermCounts): Float32Array {
    const vector = new Float32Array(this.dimensions);
    for (const [term, count] of counts) {
      const row = this.#rowOf(term);
      if (row < 0 || count <= 0) continue;
      this.#add(vector, row, 1 + Math.log(Math.max(1, count)));
    }
    return normalised(vector);
  }

  /** The unit vector of a classification; undefined when none of its classes is known. */
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

  /** Row of a term; -1 if unknown. */
  #rowOf(term: number): number {
    return term < this.#rows.length ? (this.#rows[term] as number) - 1 : -1;
  }

  /** The words similar to a word, with their cosines; without the word itself. */
  relativesOf(term: number): Pick<Relatives, 'terms' | 'cosines'> {
    const row = this.#rowOf(term);
    const { starts, terms, cosines } = this.#relatives;
    const [start, end] = row < 0 ? [0, 0] : [starts[row], starts[row + 1]];
    return { terms: terms.subarray(start, end), cosines: cosines.subarray(start, end) };
  }

  save(): Uint8Array {
    return packBytes(
      { id: this.id, classes: [...this.#classes.keys()] },
      {
        terms: this.#terms,
        idf: this.#idf,
        directions: this.#directions,
        relativeStarts: this.#relatives.starts,
        relatives: this.#relatives.terms,
        relativeCosines: this.#relatives.cosines,
      },
    );
  }

  /** Loads what `save` returned. Throws RangeError on other bytes. */
  static load(bytes: Uint8Array): SemanticSpace {
    const saved = new Unpacked(bytes);
    const { id, classes } = saved.head as { id: string; classes: string[] }; // written by `save`
    return new SemanticSpace(id, {
      terms: saved.uint32('terms'),
      classes,
      idf: saved.float32('idf'),
      directions: saved.float32('directions'),
      relatives: {
        starts: saved.uint32('relativeStarts'),
        terms: saved.uint32('relatives'),
        cosines: saved.float32('relativeCosines'),
      },
    });
  }
}

export interface SpaceOptions {
  readonly id: string;
  readonly dimensions?: number;
  /** Learn from at most this many documents, evenly spread. */
  readonly sample?: number;
  readonly seed?: number;
}

/** A learned space: rows of directions for its terms, then for its classes, with the idf of each. */
export interface LearnedSpace {
  readonly terms: Uint32Array;
  readonly classes: readonly string[];
  readonly idf: Float32Array;
  readonly directions: Float32Array;
  readonly relatives: Relatives;
}

export interface SpaceDocuments {
  readonly length: number;
  readonly counts: (index: number) => TermCounts;
  /** Whether a term is a whole word: only words are compared with each other. */
  readonly isWord: (term: number) => boolean;
  /** IPC symbols: words and classes that occur together get similar directions. */
  readonly symbols: (index: number) => readonly string[];
}

/** Learns a space, in seconds to minutes. Leaves out terms and classes of one document only or of more than half. */
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
  const relatives = relativesAmong({ terms, directions: vectors, strengths }, documents.isWord);
  return new SemanticSpace(id, { terms, classes: classes.keys, idf, directions: vectors, relatives });
}

/** The classes above the symbols, from `H01` down to the symbol itself. */
function classesOf(symbols: readonly string[]): string[] {
  const parts = symbols.flatMap((symbol) => ipcParts(symbol) ?? []);
  const names = parts.flatMap(({ class: klass, subclass, mainGroup, full }) => [klass, subclass, mainGroup, full]);
  return [...new Set(names)].filter((name) => name !== '');
}

/** Keys in at least two and at most half of the documents, with the idf of each: `ln(N / documents)`. */
function telling<Key extends string | number>(documents: readonly Iterable<Key>[]): { keys: Key[]; idf: number[] } {
  const holding = new Map<Key, number>();
  for (const document of documents) for (const key of document) holding.set(key, (holding.get(key) ?? 0) + 1);
  const kept = [...holding].filter(([, n]) => n >= 2 && n <= documents.length / 2).sort(([a], [b]) => (a < b ? -1 : 1));
  return { keys: kept.map(([key]) => key), idf: kept.map(([, n]) => Math.log(documents.length / n)) };
}

const columnsOf = <Key>(keys: readonly Key[], first: number) => new Map(keys.map((key, i) => [key, first + i]));

/** Columns and values of one row. */
type Entries = readonly (readonly [column: number, value: number])[];

/** `(1 + ln tf) × idf` of words, scaled to unit length, idf of classes to `classShare`, then all to unit length. */
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
