import { analyse, type Language } from '../text/analyse.ts';
import { trainModel1, type NumberedPair } from './model1.ts';
import type { Translations } from './lines.ts';
import { emptyTable, type TranslationTable } from './table.ts';

/** The same text (a title, a claim) in both languages. */
export interface ParallelText {
  readonly en: string;
  readonly zh: string;
}

export interface TrainingOptions {
  readonly version: string;
  readonly iterations?: number;
  /** Less probable translations are dropped, */
  readonly threshold?: number;
  /** and all but this many per word. */
  readonly keep?: number;
  /** Words in fewer texts are not translated: too little evidence. */
  readonly leastTexts?: number;
  /** Earlier knowledge: counts as if each of its words had been seen in `strength` more texts. */
  readonly prior?: TranslationTable;
  readonly strength?: number;
}

/**
 * Learns a table in both directions from parallel texts, in about ten seconds for fifty thousand titles. With a prior,
 * words with little evidence keep their old translations, and known words help to explain the new ones.
 */
export function trainTranslationTable(
  texts: readonly ParallelText[],
  {
    version,
    iterations = 8,
    threshold = 0.02,
    keep = 12,
    leastTexts = 2,
    prior = emptyTable,
    strength = 20,
  }: TrainingOptions,
): TranslationTable {
  const sides = texts.map(({ en, zh }) => ({ en: termsOf(en, 'en'), zh: termsOf(zh, 'zh') }));
  const direction = (source: Language, target: Language) =>
    translations(
      sides.map((side) => [side[source], side[target]]),
      { iterations, threshold, keep, leastTexts, strength, prior: prior.from[source] },
    );
  return { version, from: { en: direction('en', 'zh'), zh: direction('zh', 'en') } };
}

/** The distinct words of an English text; the characters, pairs and Latin words of a Chinese one. */
function termsOf(text: string, language: Language): string[] {
  const terms = new Set<string>();
  for (const { kind, value } of analyse(text).tokens)
    if (kind === 'word' || (language === 'zh' && kind !== 'word-pair')) terms.add(value);
  return [...terms];
}

function translations(
  pairs: [string[], string[]][],
  {
    iterations,
    threshold,
    keep,
    leastTexts,
    strength,
    prior,
  }: Required<Omit<TrainingOptions, 'version' | 'prior'>> & { prior: Translations },
): Translations {
  const texts = new Map<string, number>();
  for (const [source] of pairs) for (const word of source) texts.set(word, (texts.get(word) ?? 0) + 1);
  const sources = new Numbers(1); // 0 is the empty word
  const targets = new Numbers(0);
  const numbered = pairs.map(([source, target]): NumberedPair => ({
    source: source.map((word) => sources.of(word)),
    target: target.map((word) => targets.of(word)),
  }));
  const before = new Map<string, ReadonlyMap<string, number>>();
  for (const word of texts.keys()) {
    const known = prior.get(word);
    if (known) before.set(word, new Map(known.map(([target, p]) => [target, p * strength])));
  }
  const model = trainModel1(numbered, iterations, {
    of: (source, target) => before.get(sources.name(source))?.get(targets.name(target)) ?? 0,
    total: (source) => [...(before.get(sources.name(source))?.values() ?? [])].reduce((sum, count) => sum + count, 0),
  });
  const learned = new Map<string, Map<string, number>>();
  model.sources.forEach((source, cell) => {
    const probability = model.probabilities[cell] ?? 0;
    const word = sources.name(source);
    if (source === 0 || (texts.get(word) ?? 0) < leastTexts) return;
    const total = model.totals[source] || 1;
    // a known translation that the texts never showed keeps its count, now a share of a larger total
    const list =
      learned.get(word) ?? new Map(Array.from(before.get(word) ?? [], ([target, count]) => [target, count / total]));
    const target = targets.name(model.targets[cell] ?? 0);
    if (probability >= threshold) list.set(target, probability);
    else list.delete(target);
    learned.set(word, list);
  });
  const table = new Map(prior);
  for (const [word, list] of learned) {
    const likely = [...list].filter(([, probability]) => probability >= threshold);
    if (likely.length > 0) table.set(word, likely.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, keep));
  }
  return table;
}

/** Numbers names from `first` upwards. */
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
