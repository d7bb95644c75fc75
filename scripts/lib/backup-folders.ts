import { join } from 'node:path';

/** What a backup holds beside the database. Search and matching are built anew from it. */
const KEPT = ['files', 'keys', 'checkpoints'];
const DERIVED = ['search', 'matching'];

/** Where the parts of an installation lie in its data folder. */
export const partsOf = (dataFolder: string) => ({
  store: join(dataFolder, 'store'),
  folders: Object.fromEntries(KEPT.map((name) => [name, join(dataFolder, name)])),
  /** Everything that a restore replaces or makes stale. */
  replaced: ['store', ...KEPT, ...DERIVED],
});
