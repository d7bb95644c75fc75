import type { Vocabulary } from './vocabulary.ts';

/** Finds words by prefix in a sorted list, rebuilt when the vocabulary grows by a tenth; newer words are scanned. */
export class Prefixes {
  readonly #vocabulary: Vocabulary;
  #sorted: string[] = [];
  /** How many texts of the vocabulary were there when the list was sorted. */
  #upTo = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** At most `limit` term numbers of words that start with `prefix`. */
  find(prefix: string, limit: number): number[] {
    const { texts } = this.#vocabulary;
    if (texts.length > this.#upTo * 1.1) this.#sort();
    const found: number[] = [];
    for (let i = this.#first(prefix); found.length < limit; i++) {
      const word = this.#sorted[i];
      if (!word?.startsWith(prefix)) break;
      found.push(this.#vocabulary.find(word));
    }
    for (let i = this.#upTo; i < texts.length && found.length < limit; i++) {
      const text = texts[i] ?? '';
      if (text.startsWith(prefix) && this.#isWord(text)) found.push(this.#vocabulary.find(text));
    }
    return found;
  }

  #sort(): void {
    this.#upTo = this.#vocabulary.texts.length;
    this.#sorted = this.#vocabulary.texts.filter((text) => this.#isWord(text)).sort();
  }

  #isWord(text: string): boolean {
    return this.#vocabulary.kindOf(this.#vocabulary.find(text)) === 'word';
  }

  #first(prefix: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
