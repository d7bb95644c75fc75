import { packBytes, Unpacked } from './lexical/bytes.ts';
import { Vocabulary } from './lexical/vocabulary.ts';
import { readPieces, writePieces } from './pieces.ts';
import type { Ceilings } from './ranking/ceilings.ts';
import { Shelf, type ReadText, type UnreadText } from './ranking/shelf.ts';
import { needKind, patentKind } from './ranking/shelves.ts';
import { buildSpace, SemanticSpace, type SpaceOptions } from './semantic/space.ts';
import { Vectors, type Embedder } from './semantic/vectors.ts';
import type { MatchNeed, MatchPatent } from './types.ts';

/**
 * The data of a matcher, which can be saved to a file and loaded again: patents and needs with their text indexes, the
 * semantic space and the vectors. Ranking is done by `Matcher`.
 */
export abstract class Holdings {
  readonly #vocabulary: Vocabulary;
  protected readonly patents: Shelf<MatchPatent>;
  protected readonly needs: Shelf<MatchNeed>;
  /** By need id: the best values that its candidates reached when its list was last made. */
  protected readonly ceilings = new Map<string, Ceilings>();
  #space: SemanticSpace | undefined;
  #embedder: string | undefined;
  #revision = 0;

  constructor(saved?: Unpacked) {
    this.#vocabulary = saved ? Vocabulary.load(saved.bytes('vocabulary')) : new Vocabulary();
    this.patents = new Shelf(
      patentKind,
      this.#vocabulary,
      saved && { items: itemsOf(saved, 'patent') as MatchPatent[], index: saved.bytes('patentIndex') },
    );
    this.needs = new Shelf(
      needKind,
      this.#vocabulary,
      saved && { items: itemsOf(saved, 'need') as MatchNeed[], index: saved.bytes('needIndex') },
    );
    if (saved) this.#restore(saved);
  }

  #restore(saved: Unpacked): void {
    const head = saved.head as SavedHead; // written by `save`; the format was checked
    this.#revision = head.revision;
    for (const [id, ceilings] of head.ceilings) this.ceilings.set(id, ceilings);
    this.#embedder = head.embedder;
    if (head.hasSpace) this.#space = SemanticSpace.load(saved.bytes('space'));
    for (const kind of kinds) {
      if (!this.#space && this.#embedder === undefined) continue;
      const vectors = Vectors.load(saved.bytes(`${kind}Vectors`));
      if (this.#embedder !== undefined) this.#shelf(kind).useVectors(vectors);
      if (this.#space) this.#shelf(kind).useSpace(this.#space, vectors);
    }
  }

  /** Identifies the present data: the number of changes so far, the space and the embedder. */
  protected get version(): string {
    return [`r${this.#revision}`, this.#space?.id, this.#embedder].filter((part) => part !== undefined).join('+');
  }

  get patentCount(): number {
    return this.patents.size;
  }

  /** Adds or replaces. */
  putPatent(patent: MatchPatent): void {
    this.#revision++;
    this.patents.put(patent);
  }

  /** Adds or replaces. */
  putNeed(need: MatchNeed): void {
    this.#revision++;
    this.ceilings.delete(need.id);
    this.needs.put(need);
  }

  /** Whether it was there. */
  removePatent(id: string): boolean {
    this.#revision++;
    return this.patents.remove(id);
  }

  removeNeed(id: string): boolean {
    this.#revision++;
    this.ceilings.delete(id);
    return this.needs.remove(id);
  }

  hasNeed(id: string): boolean {
    return this.needs.get(id) !== undefined;
  }

  /** Learns a semantic space from the patents. Takes seconds to minutes: run it in the background on a loaded copy. */
  buildSpace(options: SpaceOptions): Uint8Array {
    const patents = this.patents.items();
    const counts = (i: number) => this.patents.countsOf(patents[i]?.id ?? '');
    const symbols = (i: number) => patents[i]?.ipc ?? [];
    const isWord = (term: number) => this.#vocabulary.kindOf(term) === 'word';
    return buildSpace({ length: patents.length, counts, isWord, symbols }, options).save();
  }

  get spaceId(): string | undefined {
    return this.#space?.id;
  }

  /** The embedder whose vectors are used; undefined where meaning is compared in the matcher's own space. */
  get embedderId(): string | undefined {
    return this.#embedder;
  }

  /**
   * Compares meaning by vectors of this embedder from now on (`putVectors` supplies them), or by the own space if
   * undefined. Vectors of another embedder are discarded. An item without a vector has no known meaning.
   */
  useEmbedder(embedder: Pick<Embedder, 'id' | 'dimensions'> | undefined): void {
    const known = this.patents.vectors?.dimensions;
    if (embedder?.id === this.#embedder && (!embedder || embedder.dimensions === known)) return;
    this.#revision++;
    this.#embedder = embedder?.id;
    for (const kind of kinds)
      this.#shelf(kind).useVectors(embedder && new Vectors(embedder.id, embedder.dimensions, this.#shelf(kind).size));
  }

  /** At most `limit` items without a vector, with their texts; none whose text is that in `except` (by id). */
  withoutVector(kind: Kind, limit: number, except: ReadonlyMap<string, string> = new Map()): UnreadText[] {
    return this.#embedder === undefined ? [] : this.#shelf(kind).withoutVector(limit, except);
  }

  /**
   * Adds or replaces vectors of the embedder in use and returns the ids that were accepted: a vector is rejected when
   * the item's text has changed since. Throws RangeError for vectors of another embedder or length.
   */
  putVectors(kind: Kind, embedder: string, read: readonly ReadText[]): string[] {
    this.#revision++;
    return read.filter((one) => this.#shelf(kind).putVector(one, embedder)).map(({ id }) => id);
  }

  /** Compares words, and without an embedder also meaning, in this space (from `buildSpace`) from now on. */
  useSpace(bytes: Uint8Array): void {
    this.#space = SemanticSpace.load(bytes);
    this.patents.useSpace(this.#space);
    this.needs.useSpace(this.#space);
  }

  /** The vector of a patent, by the space or the embedder in use, for a search server; undefined without one. */
  vectorOfPatent(id: string): Float32Array | undefined {
    return this.patents.vectors?.get(id);
  }

  #shelf(kind: Kind): Shelf<MatchPatent> | Shelf<MatchNeed> {
    return kind === 'patent' ? this.patents : this.needs;
  }

  /** Patents, needs, indexes, space and vectors as bytes for a file; weights and translation table are not included. */
  save(): Uint8Array {
    const [patents, needs] = [writePieces(this.patents.items()), writePieces(this.needs.items())];
    return packBytes(
      {
        format,
        revision: this.#revision,
        hasSpace: this.#space !== undefined,
        ...(this.#embedder !== undefined && { embedder: this.#embedder }),
        ceilings: [...this.ceilings],
      },
      {
        vocabulary: this.#vocabulary.save(),
        patentIndex: this.patents.index.save(),
        needIndex: this.needs.index.save(),
        patents: patents.bytes,
        patentPieces: patents.lengths,
        needs: needs.bytes,
        needPieces: needs.lengths,
        ...(this.#space && { space: this.#space.save() }),
        ...(this.patents.vectors && { patentVectors: this.patents.vectors.save() }),
        ...(this.needs.vectors && { needVectors: this.needs.vectors.save() }),
      },
    );
  }
}

const kinds = ['patent', 'need'] as const;
type Kind = (typeof kinds)[number];

/** Increase it with every change of the saved form or of how texts are analysed: older files are then rebuilt. */
const format = 11;

interface SavedHead {
  readonly format: number;
  readonly revision: number;
  readonly hasSpace: boolean;
  readonly embedder?: string;
  readonly ceilings: readonly (readonly [string, Ceilings])[];
}

/** Unpacks what `save` returned. Throws RangeError on other bytes. */
export function readSaved(bytes: Uint8Array): Unpacked {
  const saved = new Unpacked(bytes);
  if ((saved.head as Partial<SavedHead> | null)?.format !== format) throw new RangeError('saved by another version');
  return saved;
}

function itemsOf(saved: Unpacked, kind: Kind): unknown[] {
  return readPieces({ bytes: saved.bytes(`${kind}s`), lengths: saved.uint32(`${kind}Pieces`) });
}
