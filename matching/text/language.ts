export type Language = 'zh' | 'en';

const tellingWord = /^[a-z]{3,}$/;

/**
 * Language of a text by its single tokens; `zh` when there is nothing to go by. A Latin word counts as the two and a
 * half Chinese characters of its translation. Beside Chinese only words of three or more letters count, as symbols of
 * elements, units and numbers are common there (half of an abstract on alloys).
 */
export class LanguageTally {
  #chars = 0;
  #tellingWords = 0;
  #words = 0;

  add(kind: 'word' | 'char', value: string): void {
    if (kind === 'char') this.#chars++;
    else {
      this.#words++;
      if (tellingWord.test(value)) this.#tellingWords++;
    }
  }

  get language(): Language {
    if (this.#chars === 0) return this.#words > 0 ? 'en' : 'zh';
    return this.#chars >= 2.5 * this.#tellingWords ? 'zh' : 'en';
  }
}
