export type Language = 'zh' | 'en';

const tellingWord = /^[a-z]{3,}$/;

/**
 * Tells from its single tokens which language a text is written in: `zh` when there is nothing to go by. A Latin word
 * counts as much as two and a half characters, which is what one takes in Chinese. Beside Chinese characters only words of
 * three letters and more count: symbols of elements, units and numbers stand in Chinese texts as well (an alloy's are half of its abstract).
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
