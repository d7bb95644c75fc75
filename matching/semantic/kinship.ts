import type { Marks } from './marks.ts';
import type { Probes, SemanticSpace } from './space.ts';

/** A text as its tokens in a longer array: those from `fieldStarts[0]` to the last of `fieldStarts`. */
export interface TokenRange {
  readonly tokens: Uint32Array;
  readonly fieldStarts: readonly number[];
}

/** A word of a title: its term number and how much it says. */
export interface TitleWord {
  readonly term: number;
  readonly idf: number;
}

/** Of a long title these many words are looked at: a person's has fewer. */
const mostWords = 16;
/** Words less alike than this say nothing of each other. */
const leastLikeness = 0.3;

/**
 * How much of a title a document speaks of, in its words or in words of like meaning: a missing word counts by the
 * cosine of the word of the document that is nearest to it in the semantic space. Made for one title in one space.
 */
export class Kinship {
  readonly #space: SemanticSpace;
  readonly #words: readonly TitleWord[];
  readonly #probes: Probes;
  /** How alike the words met so far are to each word of the title; null when to none. */
  readonly #known: (Float32Array | null)[] = [];
  /** The same of words of the title that the space does not know, by term: they are like themselves only. */
  readonly #strange: ReadonlyMap<number, Float32Array>;
  /** Working space: how alike one word is to each of the title, and the most of a document's words. */
  readonly #likeness: Float64Array;
  readonly #best: Float64Array;
  readonly #all: number;

  constructor(space: SemanticSpace, title: readonly TitleWord[]) {
    this.#space = space;
    this.#words = title.slice(0, mostWords);
    this.#probes = space.probes(this.#words.map(({ term }) => term));
    const strange = this.#words.filter((_, w) => !this.#probes.words[w]);
    this.#strange = new Map(
      strange.map(({ term }) => [term, Float32Array.from(this.#words, (word) => (word.term === term ? 1 : 0))]),
    );
    this.#likeness = new Float64Array(this.#words.length);
    this.#best = new Float64Array(this.#words.length);
    this.#all = this.#words.reduce((sum, { idf }) => sum + idf, 0);
  }

  /** 0 to 1, each word of the title counting by its idf; of a document its single terms. */
  share({ tokens, fieldStarts }: TokenRange): number {
    if (this.#all === 0) return 0;
    const best = this.#best.fill(0);
    const marks = this.#space.marks.of(this);
    const end = fieldStarts.at(-1) ?? 0;
    for (let i = fieldStarts[0] ?? 0; i < end; i++) {
      const term = tokens[i] as number; // i is within
      const mark = marks.at(term);
      const likeness = mark === 0 ? this.#meet(term, marks) : this.#known[mark - 1];
      if (!likeness) continue;
      for (let w = 0; w < best.length; w++) best[w] = Math.max(best[w] as number, likeness[w] as number); // as long
    }
    return this.#words.reduce((sum, { idf }, w) => sum + idf * (best[w] ?? 0), 0) / this.#all;
  }

  /** How alike a word is, met for the first time, and its mark: its number among the known. */
  #meet(term: number, marks: Marks): Float32Array | null {
    const row = this.#space.rowOf(term);
    const likeness = row < 0 ? (this.#strange.get(term) ?? null) : this.#compare(term, row);
    marks.set(term, this.#known.push(likeness));
    return likeness;
  }

  #compare(term: number, row: number): Float32Array | null {
    const likeness = this.#likeness;
    this.#space.compare(row, this.#probes, likeness);
    let kept: Float32Array | null = null;
    for (let w = 0; w < likeness.length; w++) {
      const cosine = this.#words[w]?.term === term ? 1 : (likeness[w] as number); // as long
      if (cosine > leastLikeness) (kept ??= new Float32Array(likeness.length))[w] = cosine;
    }
    return kept;
  }
}
