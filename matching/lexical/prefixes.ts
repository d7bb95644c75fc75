import type { Vocabulary } from './vocabulary.ts';

/** Finds words by their beginning: a sorted list, made again when the vocabulary has grown by a tenth; newer words are scanned. */
export class Prefixes {
  readonly #vocabulary: Vocabulary;
  #sorted: string[] = [];
  #upTo = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  /** At most `limit` term numbers of words that begin with `prefix`. */
  find(prefix: string, limit: number): number[] {
    if (this.#vocabulary.size > this.#upTo * 1.1) this.#sort();
    const found: number[] = [];
    for (let i = this.#first(prefix); found.length < limit; i++) {
      const word = this.#sorted[i];
      if (!word?.startsWith(prefix)) break;
      found.push(this.#vocabulary.find(word));
    }
    for (let term = this.#upTo; term < this.#vocabulary.size && found.length < limit; term++)
      if (this.#vocabulary.kindOf(term) === 'word' && this.#vocabulary.textOf(term).startsWith(prefix))
        found.push(term);
    return found;
  }

  #sort(): void {
    this.#upTo = this.#vocabulary.size;
    this.#sorted = [];
    for (let term = 0; term < this.#upTo; term++)
      if (this.#vocabulary.kindOf(term) === 'word') this.#sorted.push(this.#vocabulary.textOf(term));
    this.#sorted.sort();
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
