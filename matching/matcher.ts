import type { Neighbour } from './ipc/predict.ts';
import { packBytes, Unpacked } from './lexical/bytes.ts';
import { Top, type Scored } from './lexical/top.ts';
import { Vocabulary } from './lexical/vocabulary.ts';
import { askedValues, askingValues, ceilingsOf, type Ceilings } from './ranking/ceilings.ts';
import { ranked, type Candidate, type Match, type MatchOptions } from './ranking/list.ts';
import { placementOf, type Placement } from './ranking/placement.ts';
import type { Compared, Question } from './ranking/question.ts';
import { similarity } from './ranking/similar.ts';
import { Shelf, type ReadText, type UnreadText } from './ranking/shelf.ts';
import { needKind, patentKind } from './ranking/shelves.ts';
import { exposureFactor } from './score/exposure.ts';
import { withoutMeaning } from './score/neutral-meaning.ts';
import { quickScore, scorePair, type Versions } from './score/pair.ts';
import { defaultWeights, problemsOf, type TextFeature, type Weights } from './score/weights.ts';
import { needTexts, patentTexts, matchedWords, type MatchedWord } from './score/words.ts';
import { buildSpace, SemanticSpace, type SpaceOptions } from './semantic/space.ts';
import { Vectors, type Embedder } from './semantic/vectors.ts';
import { emptyTable, type TranslationTable } from './translation/table.ts';
import { gatesOf } from './structured/gates.ts';
import type { MatchNeed, MatchPatent } from './types.ts';

/** A match with the words both texts share. */
export interface ExplainedMatch extends Match {
  readonly words: readonly MatchedWord[];
}

export interface Explanation {
  readonly match: ExplainedMatch;
  readonly placement: Placement;
}

export interface MatcherParts {
  readonly weights?: Weights;
  readonly table?: TranslationTable;
}

/**
 * The whole matcher behind one door: holds patents and needs with their indexes, ranks either side for the other and
 * says why. One instance lives in one thread; everything is synchronous and deterministic.
 */
export class Matcher {
  readonly #vocabulary: Vocabulary;
  readonly #patents: Shelf<MatchPatent>;
  readonly #needs: Shelf<MatchNeed>;
  #weights: Weights;
  #table: TranslationTable;
  #space: SemanticSpace | undefined;
  #embedder: string | undefined;
  /** Per need, from the last time its list was made: what the patents it is compared with could reach. */
  readonly #ceilings = new Map<string, Ceilings>();
  #revision = 0;

  constructor({ weights = defaultWeights, table = emptyTable }: MatcherParts = {}, saved?: Unpacked) {
    this.#weights = checked(weights);
    this.#table = table;
    const documents = saved && readDocuments(saved.bytes('documents'));
    this.#vocabulary = saved ? Vocabulary.load(saved.bytes('vocabulary')) : new Vocabulary();
    this.#patents = new Shelf(
      patentKind,
      this.#vocabulary,
      documents && { items: documents.patents, index: saved.bytes('patentIndex') },
    );
    this.#needs = new Shelf(
      needKind,
      this.#vocabulary,
      documents && { items: documents.needs, index: saved.bytes('needIndex') },
    );
    if (saved) this.#restore(saved);
  }

  #restore(saved: Unpacked): void {
    const head = saved.head as SavedHead; // written by `save`, told by its format
    this.#revision = head.revision;
    for (const [id, ceilings] of head.ceilings) this.#ceilings.set(id, ceilings);
    this.#embedder = head.embedder;
    if (head.hasSpace) this.#space = SemanticSpace.load(saved.bytes('space'));
    for (const kind of kinds) {
      if (!this.#space && this.#embedder === undefined) continue;
      const vectors = Vectors.load(saved.bytes(`${kind}Vectors`));
      if (this.#embedder !== undefined) this.#shelf(kind).useVectors(vectors);
      if (this.#space) this.#shelf(kind).useSpace(this.#space, vectors);
    }
  }

  get patentCount(): number {
    return this.#patents.size;
  }

  get needCount(): number {
    return this.#needs.size;
  }

  /** What lists made now are stored with. */
  versions(weights: Weights = this.#weights): Versions {
    const index = [`r${this.#revision}`, this.#space?.id, this.#embedder].filter((part) => part !== undefined);
    return { weights: weights.version, index: index.join('+'), table: this.#table.version };
  }

  /** From now on scores use these. Throws RangeError when they are not allowed (see `problemsOf`). */
  useWeights(weights: Weights): void {
    this.#weights = checked(weights);
  }

  /** From now on needs and patents of the other language are understood through this table. */
  useTable(table: TranslationTable): void {
    this.#table = table;
    this.#ceilings.clear();
  }

  /** Adds or replaces. */
  putPatent(patent: MatchPatent): void {
    this.#revision++;
    this.#patents.put(patent);
  }

  /** Adds or replaces. */
  putNeed(need: MatchNeed): void {
    this.#revision++;
    this.#ceilings.delete(need.id);
    this.#needs.put(need);
  }

  /** Says whether it was there. */
  removePatent(id: string): boolean {
    this.#revision++;
    return this.#patents.remove(id);
  }

  removeNeed(id: string): boolean {
    this.#revision++;
    this.#ceilings.delete(id);
    return this.#needs.remove(id);
  }

  hasPatent(id: string): boolean {
    return this.#patents.get(id) !== undefined;
  }

  hasNeed(id: string): boolean {
    return this.#needs.get(id) !== undefined;
  }

  /** Text search over patents as somebody types: the product's search where no search server is there. */
  searchPatents(text: string, k: number): Scored[] {
    return this.#patents.index.searchTyped(text, k);
  }

  searchNeeds(text: string, k: number): Scored[] {
    return this.#needs.index.searchTyped(text, k);
  }

  /** The best `k` patents for a need that no gate removes, best first, ties by id. Empty for an unknown need. */
  matchesForNeed(needId: string, k: number, options: MatchOptions): Match[] {
    const need = this.#needs.get(needId);
    if (!need) return [];
    const question = this.#askPatents(needId);
    return ranked(k, options, 'needSide', (count) => {
      const { compared, ceilings } = this.#compareAll(question, needId, count);
      return compared.flatMap((c) => {
        const patent = this.#patents.get(c.id);
        return patent ? [this.#candidate(need, patent, c, ceilings, options, c.id)] : [];
      });
    });
  }

  /** The best patents by shared words alone: the first step of a list, for comparison and measurement. */
  lexicalForNeed(needId: string, k: number): Scored[] {
    const question = this.#askPatents(needId);
    return this.#patents.index.top(question.termsFor(question.language), k);
  }

  /** Classified patents that share words with a need, with their scores: what `IpcPredictor` reads its subclass from. */
  neighboursOfNeed(needId: string, k = 30): Neighbour[] {
    const found = this.hasNeed(needId) ? this.lexicalForNeed(needId, k) : [];
    return found.map(({ id, score }) => ({ ipc: this.#patents.get(id)?.ipc ?? [], score }));
  }

  /** The text features of every candidate for a need, as its side sees them: what weights are learned and tried on. */
  candidatesForNeed(needId: string): { id: string; values: Readonly<Record<TextFeature, number>> }[] {
    if (!this.hasNeed(needId)) return [];
    const { compared, ceilings } = this.#compareAll(this.#askPatents(needId), needId);
    return compared.map((c) => ({ id: c.id, values: askingValues(c, ceilings) }));
  }

  /**
   * The best `k` needs for a patent, likewise. What counts as much for a need is taken from the last time its own list
   * was made, so that one patent does not cost as many searches as there are needs.
   */
  matchesForPatent(patentId: string, k: number, options: MatchOptions): Match[] {
    const patent = this.#patents.get(patentId);
    if (!patent) return [];
    const question = this.#patents.ask(patentId, { ...this.#shelfOf(this.#needs), table: this.#table });
    return ranked(k, options, 'patentSide', (count) =>
      question.candidates(Math.ceil(count / 3)).flatMap((id) => {
        const need = this.#needs.get(id);
        const asked = this.#askPatents(id);
        const compared = asked.compare(patentId);
        if (!need || !compared) return [];
        const ceilings = this.#ceilings.get(id) ?? this.#compareAll(asked, id).ceilings;
        return [this.#candidate(need, patent, compared, ceilings, options, id)];
      }),
    );
  }

  /** Patents like this one, best first, ties by id: by meaning and classification more than by words. */
  similarPatents(patentId: string, k: number): Scored[] {
    const patent = this.#patents.get(patentId);
    if (!patent) return [];
    // Without the space: likeness of patents does not ask how a title is put.
    const library = { ...this.#shelfOf(this.#patents), space: undefined, table: this.#table };
    const question = this.#patents.ask(patentId, library);
    const candidates = question.candidates().filter((id) => id !== patentId);
    const compared = candidates.flatMap((id) => question.compare(id) ?? []);
    const ceilings = ceilingsOf(question, compared);
    const likeness = this.#patents.likenessTo(patentId);
    const classes = this.#patents.knowsClasses ? 'known' : 'unknown';
    const top = new Top(k);
    for (const c of compared) {
      const symbols = { own: patent.ipc, other: this.#patents.get(c.id)?.ipc ?? [], classes } as const;
      top.offer({ id: c.id, score: similarity({ ...c, semantic: likeness(c.id) }, ceilings, symbols) });
    }
    return top.sorted();
  }

  /** One pair in full, and where it stands among the first `k` patents of the need. Undefined when one side is unknown. */
  explain(needId: string, patentId: string, options: MatchOptions, k = 20): Explanation | undefined {
    const need = this.#needs.get(needId);
    const patent = this.#patents.get(patentId);
    const question = this.#askPatents(needId);
    const compared = question.compare(patentId);
    if (!need || !patent || !compared) return undefined;
    const { ceilings } = this.#compareAll(question, needId);
    const match = this.#candidate(need, patent, compared, ceilings, options, patentId).inFull();
    const list = match.gates.length > 0 ? [] : this.matchesForNeed(needId, Math.max(k, 500), options);
    const placement = placementOf(match, compared, list, k);
    return { match: { ...match, words: this.#words(need, patent, question, compared) }, placement };
  }

  #shelf(kind: Kind): Shelf<MatchPatent> | Shelf<MatchNeed> {
    return kind === 'patent' ? this.#patents : this.#needs;
  }

  #shelfOf<T extends { readonly id: string }>(shelf: Shelf<T>) {
    return { index: shelf.index, vectors: shelf.vectors, space: shelf.space };
  }

  #askPatents(needId: string): Question {
    return this.#needs.ask(needId, { ...this.#shelfOf(this.#patents), table: this.#table });
  }

  #compareAll(question: Question, needId: string, count?: number): { compared: Compared[]; ceilings: Ceilings } {
    const compared = question.candidates(count).flatMap((id) => question.compare(id) ?? []);
    const ceilings = ceilingsOf(question, compared);
    this.#ceilings.set(needId, ceilings);
    return { compared, ceilings };
  }

  #candidate(
    need: MatchNeed,
    patent: MatchPatent,
    compared: Compared,
    ceilings: Ceilings,
    options: MatchOptions,
    id: string,
  ): Candidate {
    const weights = options.weights ?? this.#weights;
    const context = {
      today: options.today,
      text: {
        language: compared.language,
        forNeed: askingValues(compared, ceilings),
        forPatent: askedValues(compared),
      },
      weights: compared.semantic === undefined ? withoutMeaning(weights) : weights,
      versions: this.versions(weights),
    };
    const exposure = exposureFactor(options.shownThisWeek?.get(id) ?? 0, options.exposureCap ?? 50);
    return {
      id,
      exposure,
      passes: gatesOf(need, patent, options.today).length === 0,
      quick: () => quickScore(need, patent, context),
      inFull: () => ({ ...scorePair(need, patent, context), exposure }),
    };
  }

  #words(need: MatchNeed, patent: MatchPatent, question: Question, { language }: Compared): MatchedWord[] {
    const { index } = this.#patents;
    const hits = index.hits(question.termsFor(language), patent.id, language);
    const worth = new Map(hits.map((hit) => [hit.term, hit.contribution]));
    return matchedWords(needTexts(need), patentTexts(patent), (token) => worth.get(index.termOf(token)) ?? 0);
  }

  /** Learns a semantic space from the patents; takes seconds to minutes, so a background thread does it on a loaded copy. */
  buildSpace(options: SpaceOptions): Uint8Array {
    const patents = this.#patents.items();
    const counts = (i: number) => this.#patents.countsOf(patents[i]?.id ?? '');
    const symbols = (i: number) => patents[i]?.ipc ?? [];
    return buildSpace({ length: patents.length, counts, symbols }, options).save();
  }

  /** The semantic space in use. */
  get spaceId(): string | undefined {
    return this.#space?.id;
  }

  /** The embedder whose vectors are handed in; undefined where meaning is compared in the own space. */
  get embedderId(): string | undefined {
    return this.#embedder;
  }

  /**
   * From now on meaning is compared by vectors of this embedder, which `putVectors` hands in; without one, in the own space
   * again. Vectors of another are forgotten; those it has itself stay. What has no vector yet has no known meaning.
   */
  useEmbedder(embedder: Pick<Embedder, 'id' | 'dimensions'> | undefined): void {
    const known = this.#patents.vectors?.dimensions;
    if (embedder?.id === this.#embedder && (!embedder || embedder.dimensions === known)) return;
    this.#revision++;
    this.#embedder = embedder?.id;
    for (const kind of kinds)
      this.#shelf(kind).useVectors(embedder && new Vectors(embedder.id, embedder.dimensions, this.#shelf(kind).size));
  }

  /** At most `limit` patents (or needs) that the embedder in use has yet to read, with their texts, but not the texts of `except`, by id. */
  withoutVector(kind: Kind, limit: number, except: ReadonlyMap<string, string> = new Map()): UnreadText[] {
    return this.#embedder === undefined ? [] : this.#shelf(kind).withoutVector(limit, except);
  }

  /**
   * Adds or replaces vectors of the embedder in use; answers the ids of those taken: a vector of a text that has changed
   * since it was asked for is not. Throws RangeError for vectors of another embedder or length.
   */
  putVectors(kind: Kind, embedder: string, read: readonly ReadText[]): string[] {
    this.#revision++;
    return read.filter((one) => this.#shelf(kind).putVector(one, embedder)).map(({ id }) => id);
  }

  /** From now on words, and without another embedder meaning, are compared in this space (of this matcher, or of a loaded copy). */
  useSpace(bytes: Uint8Array): void {
    this.#space = SemanticSpace.load(bytes);
    this.#patents.useSpace(this.#space);
    this.#needs.useSpace(this.#space);
  }

  /** The vector of a patent in the current space or of the embedder, to hand to a search server; undefined without one. */
  vectorOfPatent(id: string): Float32Array | undefined {
    return this.#patents.vectors?.get(id);
  }

  /** Everything (patents, needs, indexes, space, vectors; not weights and table) as bytes for a file. */
  save(): Uint8Array {
    const documents = JSON.stringify({ patents: this.#patents.items(), needs: this.#needs.items() });
    return packBytes(
      {
        format,
        revision: this.#revision,
        hasSpace: this.#space !== undefined,
        ...(this.#embedder !== undefined && { embedder: this.#embedder }),
        ceilings: [...this.#ceilings],
      },
      {
        vocabulary: this.#vocabulary.save(),
        patentIndex: this.#patents.index.save(),
        needIndex: this.#needs.index.save(),
        documents: new TextEncoder().encode(documents),
        ...(this.#space && { space: this.#space.save() }),
        ...(this.#patents.vectors && { patentVectors: this.#patents.vectors.save() }),
        ...(this.#needs.vectors && { needVectors: this.#needs.vectors.save() }),
      },
    );
  }

  /** A matcher with what `save` returned. Throws RangeError on other bytes: then build it anew from the documents. */
  static load(bytes: Uint8Array, parts: MatcherParts = {}): Matcher {
    const saved = new Unpacked(bytes);
    if ((saved.head as Partial<SavedHead> | null)?.format !== format) throw new RangeError('saved by another version');
    return new Matcher(parts, saved);
  }
}

const kinds = ['patent', 'need'] as const;
type Kind = (typeof kinds)[number];

/** Goes up with every change of what is saved, or of how texts are read: then what was saved is made anew. */
const format = 8;

interface SavedHead {
  readonly format: number;
  readonly revision: number;
  readonly hasSpace: boolean;
  readonly embedder?: string;
  readonly ceilings: readonly (readonly [string, Ceilings])[];
}

function readDocuments(bytes: Uint8Array): { patents: MatchPatent[]; needs: MatchNeed[] } {
  return JSON.parse(new TextDecoder().decode(bytes)) as { patents: MatchPatent[]; needs: MatchNeed[] }; // written by `save`
}

function checked(weights: Weights): Weights {
  const problems = problemsOf(weights);
  if (problems.length > 0) throw new RangeError(problems.join('; '));
  return weights;
}
