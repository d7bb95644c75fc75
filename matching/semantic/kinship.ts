import type { Probe, SemanticSpace } from './space.ts';

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
  readonly #words: readonly (TitleWord & { readonly probe: Probe | undefined })[];
  /** How alike the words met so far are to each word of the title; null when to none. */
  readonly #known: (Float32Array | null)[] = [];
  readonly #best: Float64Array;
  readonly #all: number;

  constructor(space: SemanticSpace, title: readonly TitleWord[]) {
    this.#space = space;
    this.#words = title.slice(0, mostWords).map(({ term, idf }) => ({ term, idf, probe: space.probe(term) }));
    this.#best = new Float64Array(this.#words.length);
    this.#all = this.#words.reduce((sum, { idf }) => sum + idf, 0);
  }

  /** 0 to 1, each word of the title counting by its idf; `fields` are the single terms of the document. */
  share(fields: readonly Uint32Array[]): number {
    if (this.#all === 0) return 0;
    const best = this.#best.fill(0);
    const marks = this.#space.marks.of(this);
    for (const terms of fields)
      for (let i = 0; i < terms.length; i++) {
        const term = terms[i] as number; // i is within
        const place = marks.at(term);
        const likeness = place === 0 ? this.#compare(term) : this.#known[place - 1];
        if (!likeness) continue;
        for (let w = 0; w < best.length; w++) best[w] = Math.max(best[w] as number, likeness[w] as number); // as long
      }
    return this.#words.reduce((sum, { idf }, w) => sum + idf * (best[w] ?? 0), 0) / this.#all;
  }

  #compare(term: number): Float32Array | null {
    const row = this.#space.rowOf(term);
    let kept: Float32Array | null = null;
    for (let w = 0; w < this.#words.length; w++) {
      const word = this.#words[w];
      const cosine = word?.term === term ? 1 : word?.probe ? this.#space.likeness(word.probe, row) : 0;
      if (cosine > leastLikeness) (kept ??= new Float32Array(this.#words.length))[w] = cosine;
    }
    this.#space.marks.set(term, this.#known.push(kept));
    return kept;
  }
}
