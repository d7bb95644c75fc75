import type { IndexConfig } from '../lexical/config.ts';
import type { QueryCounts } from '../lexical/query.ts';
import type { DocumentFields } from '../lexical/read-document.ts';
import type { Vocabulary } from '../lexical/vocabulary.ts';
import { dot, normalised } from '../semantic/dot.ts';
import type { SemanticSpace } from '../semantic/space.ts';
import { Vectors } from '../semantic/vectors.ts';
import { BilingualIndex } from './bilingual.ts';
import { Question, vectorOf, type Library } from './question.ts';

export interface ShelfKind<T> {
  readonly config: IndexConfig;
  readonly fieldsOf: (item: T) => DocumentFields;
  /** The item in the other language; undefined without a translation. */
  readonly translationOf?: (item: T) => DocumentFields | undefined;
  /** IPC symbols of an item, if it has any. */
  readonly symbolsOf?: (item: T) => readonly string[];
  /** Weights of the fields when the item asks. */
  readonly askingWeights: Readonly<Record<string, number>>;
  /** Weights of the fields for the meaning of the whole item. */
  readonly meaningWeights: Readonly<Record<string, number>>;
}

/** An item that an external embedder has not read yet. */
export interface UnreadText {
  readonly id: string;
  readonly text: string;
}

/** The vector an embedder made of the text. */
export interface ReadText extends UnreadText {
  readonly vector: Float32Array;
}

/** One side of the exchange, patents or needs: the items, their text index and their vectors. */
export class Shelf<T extends { readonly id: string }> {
  readonly #kind: ShelfKind<T>;
  readonly #vocabulary: Vocabulary;
  readonly #items: Map<string, T>;
  readonly index: BilingualIndex;
  #space: SemanticSpace | undefined;
  #vectors: Vectors | undefined;
  /** Whether the vectors come from an external embedder; then only `putVector` adds any. */
  #isForeign = false;

  constructor(kind: ShelfKind<T>, vocabulary: Vocabulary, saved?: { items: readonly T[]; index: Uint8Array }) {
    this.#kind = kind;
    this.#vocabulary = vocabulary;
    this.index = new BilingualIndex(kind.config, vocabulary);
    if (saved) this.index.load(saved.index);
    this.#items = new Map((saved?.items ?? []).map((item) => [item.id, item]));
  }

  get size(): number {
    return this.#items.size;
  }

  get vectors(): Vectors | undefined {
    return this.#vectors;
  }

  get space(): SemanticSpace | undefined {
    return this.#space;
  }

  get(id: string): T | undefined {
    return this.#items.get(id);
  }

  items(): T[] {
    return [...this.#items.values()];
  }

  put(item: T): void {
    if (this.#isForeign && this.textOf(item.id) !== this.#read(item)) this.#vectors?.remove(item.id);
    this.#items.set(item.id, item);
    this.index.add(item.id, this.#kind.fieldsOf(item), this.#kind.translationOf?.(item));
    this.#fold(item.id);
  }

  remove(id: string): boolean {
    this.#vectors?.remove(id);
    this.#items.delete(id);
    return this.index.remove(id);
  }

  /** How often each term occurs, for the semantic space; a translation counts as well. */
  countsOf(id: string): ReadonlyMap<number, number> {
    const weights = this.#kind.meaningWeights;
    const counts = new Map<number, number>();
    for (const text of [this.index.countsOf(id, weights), this.index.countsOfTranslation(id, weights) ?? []])
      for (const [term, { count }] of text)
        if (this.#vocabulary.kindOf(term) !== 'word-pair') counts.set(term, count + (counts.get(term) ?? 0));
    return counts;
  }

  /**
   * Compares words in this space from now on and, unless an external embedder is in use, meaning too: every item is
   * then projected into the space, unless `folded` holds the vectors already.
   */
  useSpace(space: SemanticSpace, folded?: Vectors): void {
    this.#space = space;
    if (!this.#isForeign) this.#foldAll(folded);
  }

  /**
   * Compares meaning by these vectors of an external embedder from now on (undefined: in the own space again). `put`
   * then adds no vector, and removes that of a text it changes.
   */
  useVectors(vectors: Vectors | undefined): void {
    this.#isForeign = vectors !== undefined;
    this.#vectors = vectors;
    if (!vectors) this.#foldAll();
  }

  /** The text of an item for an external embedder; empty for an unknown id. */
  textOf(id: string): string {
    const item = this.#items.get(id);
    return item ? this.#read(item) : '';
  }

  #read(item: T): string {
    return [this.#kind.fieldsOf(item), this.#kind.translationOf?.(item) ?? {}]
      .flatMap((fields) => Object.values(fields))
      .filter((text) => text)
      .join('\n');
  }

  /** At most `limit` items with a text but no vector, in insertion order, without those whose text is in `except`. */
  withoutVector(limit: number, except: ReadonlyMap<string, string>): UnreadText[] {
    const found: UnreadText[] = [];
    for (const id of this.#items.keys()) {
      if (found.length >= limit) break;
      if (this.#vectors?.has(id)) continue;
      const text = this.textOf(id);
      if (text !== '' && text !== except.get(id)) found.push({ id, text });
    }
    return found;
  }

  /**
   * Adds or replaces a vector of the embedder in use, made from `text`; returns false, without effect, when that is no
   * longer the item's text. Throws RangeError for a vector of another embedder or length.
   */
  putVector({ id, text, vector }: ReadText, embedder: string): boolean {
    if (!this.#isForeign) throw new RangeError(`a vector of ${embedder} where no embedder is in use`);
    if (text === '' || this.textOf(id) !== text) return false;
    this.#vectors?.set(id, vector, embedder);
    return true;
  }

  #foldAll(folded?: Vectors): void {
    if (!this.#space) return;
    this.#vectors = folded ?? new Vectors(this.#space.id, this.#space.dimensions, this.#items.size);
    if (!folded) for (const id of this.#items.keys()) this.#fold(id);
  }

  #fold(id: string): void {
    if (this.#space && !this.#isForeign) this.#vectors?.set(id, this.#space.project(this.countsOf(id)), this.#space.id);
  }

  /**
   * How alike an item is to others of this shelf, 0 to 1, by meaning and classification together; undefined where a
   * vector is missing. By meaning alone where one has no classification or an external embedder is in use.
   */
  likenessTo(id: string): (other: string) => number | undefined {
    const own = this.#vectors?.get(id);
    const classes = this.#classesOf(id);
    const blended = own && classes && blend(own, classes);
    return (other) => {
      const vector = this.#vectors?.get(other);
      if (!own || !vector) return undefined;
      const otherClasses = blended && this.#classesOf(other);
      const cosine = otherClasses ? product(blended, blend(vector, otherClasses)) : product(own, vector);
      return Math.max(0, cosine);
    };
  }

  /** Whether `likenessTo` considers classification; not with vectors of an external embedder. */
  get knowsClasses(): boolean {
    return this.#space !== undefined && !this.#isForeign;
  }

  #classesOf(id: string): Float32Array | undefined {
    const item = this.#items.get(id);
    return item && this.knowsClasses ? this.#space?.projectClasses(this.#kind.symbolsOf?.(item) ?? []) : undefined;
  }

  /** The item as a question to a library. */
  ask(id: string, library: Library): Question {
    const counts: QueryCounts = this.index.countsOf(id, this.#kind.askingWeights);
    const translation = this.index.countsOfTranslation(id, this.#kind.askingWeights);
    const titleBit = this.#kind.config.fields.findIndex(({ name }) => name === 'title');
    const place = this.#isForeign ? undefined : (wording: QueryCounts) => vectorOf(wording, this.#space);
    const vector = this.#vectors?.get(id) ?? place?.(counts);
    const asked = { counts, translation, language: this.index.languageOf(id), titleBit, vector, place };
    return new Question(asked, library, (term) => this.#vocabulary.textOf(term));
  }
}

const product = (a: Float32Array, b: Float32Array) => dot(a, 0, b, 0, a.length);

/** Weight of the classes, relative to the text, when items are compared by both. */
const classWeight = 0.5;

const blend = (text: Float32Array, classes: Float32Array) =>
  normalised(text.map((x, c) => x + classWeight * (classes[c] ?? 0)));
