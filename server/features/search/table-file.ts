import { readFileSync, statSync } from 'node:fs';
import { readTranslationTable, type TranslationTable } from '../../../matching/translation/table.ts';

const lookAgainMs = 60_000;

/**
 * The translation table in the first of `files` that is there, read when first asked for and again when it has changed;
 * undefined without any: then nothing is found in other words.
 */
export function tableFile(files: readonly string[]): () => TranslationTable | undefined {
  let table: TranslationTable | undefined;
  let read = '';
  let lookedAt = -Infinity;
  return () => {
    if (performance.now() - lookedAt < lookAgainMs) return table;
    lookedAt = performance.now();
    for (const file of files) {
      const stat = statSync(file, { throwIfNoEntry: false });
      if (!stat) continue;
      const found = `${file} ${stat.mtimeMs} ${stat.size}`;
      if (found !== read) table = readTranslationTable(readFileSync(file));
      read = found;
      break;
    }
    return table;
  };
}
