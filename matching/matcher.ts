import { Holdings, readSaved } from './holdings.ts';
import type { Neighbour } from './ipc/predict.ts';
import type { Unpacked } from './lexical/bytes.ts';
import { Top, type Scored } from './lexical/top.ts';
import { candidateOf } from './ranking/candidate.ts';
import { askingValues, ceilingsOf, type Ceilings } from './ranking/ceilings.ts';
import { lineOf, ranked, type Candidate, type Match, type MatchOptions } from './ranking/list.ts';
import { placementOf, type Placement } from './ranking/placement.ts';
import type { Compared, Question } from './ranking/question.ts';
import { leading, readingsOf, readOn } from './ranking/read-on.ts';
import { areAlike, similarity } from './ranking/similar.ts';
import type { Shelf } from './ranking/shelf.ts';
import type { Versions } from './score/pair.ts';
import { defaultWeights, problemsOf, type TextFeature, type Weights } from './score/weights.ts';
import { topicsIn } from './score/topics.ts';
import { needTexts, patentTexts, matchedWords, type MatchedWord } from './score/words.ts';
import { emptyTable, type TranslationTable } from './translation/table.ts';
import type { MatchNeed, MatchPatent } from './types.ts';

/** A match with the words that both texts share. */
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
 * The matcher: holds patents and needs with their indexes, ranks either for the other and explains why. One instance
 * belongs to one thread; everything is synchronous and deterministic.
 */
export class Matcher extends Holdings {
  #weights: Weights;
  #table: TranslationTable;

  constructor({ weights = defaultWeights, table = emptyTable }: MatcherParts = {}, saved?: Unpacked) {
    super(saved);
    this.#weights = checked(weights);
    this.#table = table;
  }

  /** Loads what `save` returned. Throws RangeError on other bytes: then rebuild it from the documents. */
  static load(bytes: Uint8Array, parts: MatcherParts = {}): Matcher {
    return new Matcher(parts, readSaved(bytes));
  }

  /** What identifies the state that a list made now rests on; stored with the list. */
  versions(weights: Weights = this.#weights): Versions {
    return { weights: weights.version, index: this.version, table: this.#table.version };
  }

  /** Scores with these weights from now on. Throws RangeError when they are not allowed (see `problemsOf`). */
  useWeights(weights: Weights): void {
    this.#weights = checked(weights);
  }

  /** Translates needs and patents of the other language with this table from now on. */
  useTable(table: TranslationTable): void {
    this.#table = table;
    this.ceilings.clear();
  }

  /** Text search over patents while typing, where there is no search server. */
  searchPatents(text: string, k: number): Scored[] {
    return this.patents.index.searchTyped(text, k);
  }

  searchNeeds(text: string, k: number): Scored[] {
    return this.needs.index.searchTyped(text, k);
  }

  /**
   * The best `k` patents for a need that pass all gates, best first, ties by id. If the need is hardly more than a
   * title, those after the twentieth come in turn from several readings (see `readOn`). Empty for an unknown need.
   */
  matchesForNeed(needId: string, k: number, options: MatchOptions): Match[] {
    const need = this.needs.get(needId);
    if (!need) return [];
    const question = this.#askPatents(needId);
    const using = this.#using(options);
    const put = ({ compared, ceilings }: ComparedAll): Candidate[] =>
      compared.flatMap((c) => {
        const patent = this.patents.get(c.id);
        return patent ? [candidateOf({ need, patent, compared: c, ceilings }, c.id, using)] : [];
      });
    const { best, passed } = ranked(k, options, 'needSide', (count) => put(this.#compareAll(question, needId, count)));
    if (k <= leading || !question.isShort) return best.map(lineOf);
    const reworded = question.inOtherWords();
    const foundBy = (asked: Question) => (count: number) =>
      put(compareAll(asked, count)).filter(({ compared }) => compared.language === asked.language);
    const other = reworded ? ranked(k, options, 'needSide', foundBy(reworded)).best : [];
    // however it was found, a match is shown with the need's own comparison
    const compared = other.flatMap(({ id }) => question.compare(id) ?? []);
    const inOtherWords = put({ compared, ceilings: this.#ceilingsOf(needId, question) });
    return readOn(k, best, [inOtherWords, ...readingsOf(passed, k)]).map(lineOf);
  }

  /** The best few patents for a need that is only being written: it is put aside again. */
  preview(need: MatchNeed, k: number, options: MatchOptions): Match[] {
    if (this.hasNeed(need.id)) throw new RangeError(`the need ${need.id} is kept`);
    this.needs.put(need);
    try {
      return this.matchesForNeed(need.id, Math.min(k, leading), options);
    } finally {
      this.needs.remove(need.id);
      this.ceilings.delete(need.id);
    }
  }

  /** The best patents by shared words only: the first step of a list, for comparison and measurement. */
  lexicalForNeed(needId: string, k: number): Scored[] {
    const question = this.#askPatents(needId);
    return this.patents.index.top(question.termsFor(question.language), k);
  }

  /** Classified patents that share words with a need, from which `IpcPredictor` predicts its subclass. */
  neighboursOfNeed(needId: string, k = 30): Neighbour[] {
    const found = this.hasNeed(needId) ? this.lexicalForNeed(needId, k) : [];
    return found.map(({ id, score }) => ({ ipc: this.patents.get(id)?.ipc ?? [], score }));
  }

  /** Text features of every candidate from the need's side, for learning and testing weights. */
  candidatesForNeed(needId: string): { id: string; values: Readonly<Record<TextFeature, number>> }[] {
    if (!this.hasNeed(needId)) return [];
    const { compared, ceilings } = this.#compareAll(this.#askPatents(needId), needId);
    return compared.map((c) => ({ id: c.id, values: askingValues(c, ceilings) }));
  }

  /**
   * The best `k` needs for a patent that pass all gates. What is a good value for a need is taken from its own last
   * list, so that one patent does not cost a search per need.
   */
  matchesForPatent(patentId: string, k: number, options: MatchOptions): Match[] {
    const patent = this.patents.get(patentId);
    if (!patent) return [];
    const question = this.patents.ask(patentId, { ...this.#shelfOf(this.needs), table: this.#table });
    const using = this.#using(options);
    const { best } = ranked(k, options, 'patentSide', (count) =>
      question.candidates(Math.ceil(count / 3)).flatMap((id) => {
        const need = this.needs.get(id);
        const asked = this.#askPatents(id);
        const compared = asked.compare(patentId);
        if (!need || !compared) return [];
        const ceilings = this.#ceilingsOf(id, asked);
        return [candidateOf({ need, patent, compared, ceilings }, id, using)];
      }),
    );
    return best.map(lineOf);
  }

  /**
   * Patents like this one, best first, ties by id: by meaning and classification more than by words. With `onlyAlike`,
   * only those about the same matter, possibly none; otherwise the closest ones.
   */
  similarPatents(patentId: string, k: number, onlyAlike = false): Scored[] {
    const patent = this.patents.get(patentId);
    if (!patent) return [];
    // without the space: the likeness of patents does not depend on the wording of a title
    const library = { ...this.#shelfOf(this.patents), space: undefined, table: this.#table };
    const question = this.patents.ask(patentId, library);
    const candidates = question.candidates().filter((id) => id !== patentId);
    const compared = candidates.flatMap((id) => question.compare(id) ?? []);
    const ceilings = ceilingsOf(question, compared);
    const likeness = this.patents.likenessTo(patentId);
    const classes = this.patents.knowsClasses ? 'known' : 'unknown';
    const top = new Top(k);
    for (const c of compared) {
      const symbols = { own: patent.ipc, other: this.patents.get(c.id)?.ipc ?? [], classes } as const;
      const semantic = likeness(c.id);
      if (onlyAlike && !areAlike(semantic, symbols)) continue;
      top.offer({ id: c.id, score: similarity({ ...c, semantic }, ceilings, symbols) });
    }
    return top.sorted();
  }

  /** One pair with all reasons, and its place among the need's first `k` patents. Undefined if a side is unknown. */
  explain(needId: string, patentId: string, options: MatchOptions, k = 20): Explanation | undefined {
    const need = this.needs.get(needId);
    const patent = this.patents.get(patentId);
    const question = this.#askPatents(needId);
    const compared = question.compare(patentId);
    if (!need || !patent || !compared) return undefined;
    const { ceilings } = this.#compareAll(question, needId);
    const match = lineOf(candidateOf({ need, patent, compared, ceilings }, patentId, this.#using(options)));
    const list = match.gates.length > 0 ? [] : this.matchesForNeed(needId, Math.max(k, 500), options);
    const placement = placementOf(match, compared, list, k);
    return { match: { ...match, words: this.#words(need, patent, question, compared) }, placement };
  }

  /** What both texts are about, in words that stand in both; undefined if a side is unknown. */
  topicsOf(needId: string, patentId: string): string[] | undefined {
    const [need, patent] = [this.needs.get(needId), this.patents.get(patentId)];
    if (!need || !patent) return undefined;
    const question = this.#askPatents(needId);
    const compared = question.compare(patentId);
    return compared && topicsIn(this.#words(need, patent, question, compared), patentTexts(patent));
  }

  /** The fit of one pair, whatever list it is in; undefined if a side is unknown. */
  fitOf(needId: string, patentId: string, options: MatchOptions): number | undefined {
    const [need, patent] = [this.needs.get(needId), this.patents.get(patentId)];
    if (!need || !patent) return undefined;
    const question = this.#askPatents(needId);
    const compared = question.compare(patentId);
    const ceilings = this.#ceilingsOf(needId, question);
    return (
      compared &&
      candidateOf({ need, patent, compared, ceilings }, patentId, this.#using(options)).pair.probabilities().score
    );
  }

  #shelfOf<T extends { readonly id: string }>(shelf: Shelf<T>) {
    return { index: shelf.index, vectors: shelf.vectors, space: shelf.space };
  }

  #askPatents(needId: string): Question {
    return this.needs.ask(needId, { ...this.#shelfOf(this.patents), table: this.#table });
  }

  /** The options with the weights in use and the versions to store. */
  #using(options: MatchOptions) {
    const weights = options.weights ?? this.#weights;
    return { ...options, weights, versions: this.versions(weights) };
  }

  #compareAll(question: Question, needId: string, count?: number): ComparedAll {
    const all = compareAll(question, count);
    this.ceilings.set(needId, all.ceilings);
    return all;
  }

  /** As of the need's own last list. */
  #ceilingsOf(needId: string, question: Question): Ceilings {
    return this.ceilings.get(needId) ?? this.#compareAll(question, needId).ceilings;
  }

  #words(need: MatchNeed, patent: MatchPatent, question: Question, { language }: Compared): MatchedWord[] {
    const { index } = this.patents;
    const hits = index.hits(question.termsFor(language), patent.id, language);
    const worth = new Map(hits.map((hit) => [hit.term, hit.contribution]));
    return matchedWords(needTexts(need), patentTexts(patent), (token) => worth.get(index.termOf(token)) ?? 0);
  }
}

/** The candidates of a question, and the best values among them. */
interface ComparedAll {
  readonly compared: readonly Compared[];
  readonly ceilings: Ceilings;
}

function compareAll(question: Question, count?: number): ComparedAll {
  const compared: Compared[] = [];
  for (const id of question.candidates(count)) {
    const one = question.compare(id);
    if (one) compared.push(one);
  }
  return { compared, ceilings: ceilingsOf(question, compared) };
}

function checked(weights: Weights): Weights {
  const problems = problemsOf(weights);
  if (problems.length > 0) throw new RangeError(problems.join('; '));
  return weights;
}
