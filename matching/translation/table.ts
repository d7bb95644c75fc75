import type { Language } from '../text/analyse.ts';
import { Lines, type Translations } from './lines.ts';

/** Both directions. English words are stems, Chinese ones single characters and pairs. */
export interface TranslationTable {
  /** Stored with every shown result. */
  readonly version: string;
  readonly from: Readonly<Record<Language, Translations>>;
}

export const emptyTable: TranslationTable = { version: 'none', from: { en: new Map(), zh: new Map() } };

/**
 * Writes a table as UTF-8 lines: `version <name>`, then for each direction `en` or `zh` alone on a line, followed by a
 * line per word: `word<TAB>target<TAB>permille<TAB>target<TAB>permille…`.
 */
export function writeTranslationTable(table: TranslationTable): Uint8Array {
  const lines = [`version ${table.version}`];
  for (const language of ['en', 'zh'] as const) {
    lines.push(language);
    for (const [word, targets] of [...table.from[language]].sort(([a], [b]) => (a < b ? -1 : 1)))
      lines.push([word, ...targets.flatMap(([target, p]) => [target, String(Math.round(p * 1000))])].join('\t'));
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

/** Reads what `writeTranslationTable` wrote. Throws RangeError without the version line. */
export function readTranslationTable(bytes: Uint8Array): TranslationTable {
  const [first = '', ...lines] = new TextDecoder().decode(bytes).split('\n');
  if (!first.startsWith('version ')) throw new RangeError('not a translation table');
  const from = { en: new Lines(), zh: new Lines() };
  let current = from.en;
  for (const line of lines) {
    if (line === 'en' || line === 'zh') current = from[line];
    else current.add(line);
  }
  return { version: first.slice('version '.length), from };
}
