import { Places } from '../lexical/places.ts';
import type { SemanticSpace } from './space.ts';

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

/**
 * How much of a title a document speaks of, in its words or in words of like meaning: a missing word counts by the
 * cosine of the word of the document that is nearest to it in the semantic space. Made for one title in one space.
 */
export class Kinship {
  readonly #space: SemanticSpace;
  readonly #words: readonly TitleWord[];
  readonly #all: number;
  #likenesses: Likenesses | undefined;
  /** Working space: the most that is said of each word of the title. */
  readonly #best: Float64Array;

  constructor(space: SemanticSpace, title: readonly TitleWord[]) {
    this.#space = space;
    this.#words = title.slice(0, mostWords);
    this.#all = this.#words.reduce((sum, { idf }) => sum + idf, 0);
    this.#best = new Float64Array(this.#words.length);
  }

  /** 0 to 1, each word of the title counting by its idf; of a document its single terms. */
  share({ tokens, fieldStarts }: TokenRange): number {
    if (this.#all === 0) return 0;
    const { places, cosines } = (this.#likenesses ??= likenessesTo(this.#words, this.#space));
    const best = this.#best.fill(0);
    const end = fieldStarts.at(-1) ?? 0;
    // Some ten thousand tokens a question: every index is within its array, and the casts spare a check each.
    for (let i = fieldStarts[0] ?? 0; i < end; i++) {
      const place = places.of(tokens[i] as number);
      if (place < 0) continue;
      for (let w = 0, at = place * best.length; w < best.length; w++, at++)
        if ((cosines[at] as number) > (best[w] as number)) best[w] = cosines[at] as number;
    }
    return this.#words.reduce((sum, { idf }, w) => sum + idf * (best[w] ?? 0), 0) / this.#all;
  }
}

/** All terms that say something of a title, and how alike each is to every word of it, term by term. */
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
