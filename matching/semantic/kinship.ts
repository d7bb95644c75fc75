import { Places } from '../lexical/places.ts';
import type { SemanticSpace } from './space.ts';

/** Tokens of a text within a longer array, from `fieldStarts[0]` to the last of `fieldStarts`. */
export interface TokenRange {
  readonly tokens: Uint32Array;
  readonly fieldStarts: readonly number[];
}

/** A word of a title: its term number and idf. */
export interface TitleWord {
  readonly term: number;
  readonly idf: number;
}

/** Only this many words of a title are considered; real ones have fewer. */
const mostWords = 16;

/**
 * How much of a title a document covers, in its words or similar ones: a missing word counts by its cosine with the
 * most similar word of the document in the semantic space. Made for one title in one space.
 */
export class Kinship {
  readonly #space: SemanticSpace;
  readonly #words: readonly TitleWord[];
  readonly #all: number;
  #likenesses: Likenesses | undefined;
  /** Scratch space: the best cosine for each word of the title. */
  readonly #best: Float64Array;

  constructor(space: SemanticSpace, title: readonly TitleWord[]) {
    this.#space = space;
    this.#words = title.slice(0, mostWords);
    this.#all = this.#words.reduce((sum, { idf }) => sum + idf, 0);
    this.#best = new Float64Array(this.#words.length);
  }

  /** 0 to 1; each word of the title is weighted by idf. Considers single terms only. */
  share({ tokens, fieldStarts }: TokenRange): number {
    if (this.#all === 0) return 0;
    const { places, cosines } = (this.#likenesses ??= likenessesTo(this.#words, this.#space));
    const best = this.#best.fill(0);
    const end = fieldStarts.at(-1) ?? 0;
    // Some ten thousand tokens per question: every index is within its array, and the casts avoid a check each.
    for (let i = fieldStarts[0] ?? 0; i < end; i++) {
      const place = places.of(tokens[i] as number);
      if (place < 0) continue;
      for (let w = 0, at = place * best.length; w < best.length; w++, at++)
        if ((cosines[at] as number) > (best[w] as number)) best[w] = cosines[at] as number;
    }
    return this.#words.reduce((sum, { idf }, w) => sum + idf * (best[w] ?? 0), 0) / this.#all;
  }
}

/** All terms similar to a word of the title, and the cosine of each with every word, term by term. */
interface Likenesses {
  readonly places: Places;
  readonly cosines: Float32Array;
}

function likenessesTo(title: readonly TitleWord[], space: SemanticSpace): Likenesses {
  const relatives = title.map(({ term }) => space.relativesOf(term));
  const terms = new Set(title.map(({ term }) => term));
  for (const own of relatives) for (const term of own.terms) terms.add(term);
  const places = new Places(Array.from(terms, (term) => ({ term })));
  const cosines = new Float32Array(terms.size * title.length);
  title.forEach(({ term: word }, w) => {
    const own = relatives[w];
    own?.terms.forEach((term, i) => (cosines[places.of(term) * title.length + w] = own.cosines[i] ?? 0));
    cosines[places.of(word) * title.length + w] = 1;
  });
  return { places, cosines };
}
