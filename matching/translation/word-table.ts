/** Translations of a word, with what they are worth beside each other. */
type Translated = (word: string) => readonly (readonly [target: string, worth: number])[];

/** The translation table for looking up single words. */
export type WordTable = Readonly<{ en: Translated; zh: Translated }>;

/**
 * Reads what `writeTranslationTable` of the matcher wrote. A line is taken apart when its word is asked for: a search asks
 * for a few of 80,000, and whole they take ten times the memory.
 */
export function wordTable(content: string): WordTable {
  const lines = { en: new Map<string, string>(), zh: new Map<string, string>() };
  let current = lines.en;
  for (const line of content.split('\n')) {
    const tab = line.indexOf('\t');
    if (line === 'en' || line === 'zh') current = lines[line];
    else if (tab > 0) current.set(line.slice(0, tab), line.slice(tab + 1));
  }
  const of = (direction: ReadonlyMap<string, string>) => (word: string) => {
    const cells = direction.get(word)?.split('\t') ?? [];
    return cells.flatMap((target, at) => (at % 2 === 0 ? [[target, Number(cells[at + 1] ?? 0)] as const] : []));
  };
  return { en: of(lines.en), zh: of(lines.zh) };
}
