import { join } from 'node:path';
import { compiled, privateFolder } from './config.ts';

/** The translation table that is shipped, and the one that the exchange learns of its own titles; it may be absent. */
export const translationTables = (dataFolder: string) => ({
  shipped: compiled('matching/data/translation.tsv'),
  own: join(privateFolder(dataFolder, 'matching'), 'translation.tsv'),
});
