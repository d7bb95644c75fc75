import { analyse, type Language } from '../text/analyse.ts';
import { trainModel1, type NumberedPair } from './model1.ts';
import type { TranslationTable, Translations } from './table.ts';

/** The same sentence (a title, a claim) in both languages. */
export interface ParallelText {
  readonly en: string;
  readonly zh: string;
}

export interface TrainingOptions {
  readonly version: string;
  readonly iterations?: number;
  /** Translations less likely than this are dropped, */
  readonly threshold?: number;
  /** and all but so many a word. */
  readonly keep?: number;
  /** Words in fewer texts than this are not translated: what little was seen of them proves nothing. */
  readonly leastTexts?: number;
}

/** Learns a table in both directions from parallel texts; some ten seconds for fifty thousand titles. */
export function trainTranslationTable(
  texts: readonly ParallelText[],
  { version, iterations = 8, threshold = 0.02, keep = 12, leastTexts = 2 }: TrainingOptions,
): TranslationTable {
  const sides = texts.map(({ en, zh }) => ({ en: termsOf(en, 'en'), zh: termsOf(zh, 'zh') }));
  const direction = (source: Language, target: Language) =>
    translations(
      sides.map((side) => [side[source], side[target]]),
      { iterations, threshold, keep, leastTexts },
    );
  return { version, from: { en: direction('en', 'zh'), zh: direction('zh', 'en') } };
}

/** The words of an English text; the characters, pairs and Latin words of a Chinese one. Each once. */
function termsOf(text: string, language: Language): string[] {
  const terms = new Set<string>();
  for (const { kind, value } of analyse(text).tokens)
    if (kind === 'word' || (language === 'zh' && kind !== 'word-pair')) terms.add(value);
  return [...terms];
}

function translations(
  pairs: [string[], string[]][],
  { iterations, threshold, keep, leastTexts }: Required<Omit<TrainingOptions, 'version'>>,
): Translations {
  const texts = new Map<string, number>();
  for (const [source] of pairs) for (const word of source) texts.set(word, (texts.get(word) ?? 0) + 1);
  const sources = new Numbers(1); // 0 is the empty word
  const targets = new Numbers(0);
  const numbered = pairs.map(([source, target]): NumberedPair => ({
    source: source.map((word) => sources.of(word)),
    target: target.map((word) => targets.of(word)),
  }));
  const model = trainModel1(numbered, iterations);
  const table = new Map<string, [string, number][]>();
  model.sources.forEach((source, cell) => {
    const probability = model.probabilities[cell] ?? 0;
    if (source === 0 || probability < threshold) return;
    const word = sources.name(source);
    if ((texts.get(word) ?? 0) < leastTexts) return;
    const list = table.get(word) ?? [];
    list.push([targets.name(model.targets[cell] ?? 0), probability]);
    table.set(word, list);
  });
  for (const [word, list] of table)
    table.set(word, list.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, keep));
  return table;
}

/** Numbers for words, counted from `first`. */
class Numbers {
  readonly #first: number;
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  constructor(first: number) {
    this.#first = first;
  }

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#first + this.#names.push(name) - 1;
    this.#numbers.set(name, number);
    return number;
  }

  name(number: number): string {
    return this.#names[number - this.#first] ?? '';
  }
}
