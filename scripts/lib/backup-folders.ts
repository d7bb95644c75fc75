import { join } from 'node:path';

/** Folders that a backup holds besides the database. Search and matching data can be rebuilt. */
const KEPT = ['files', 'keys', 'checkpoints'];
const DERIVED = ['search', 'matching'];

/** The parts of an installation's data folder. */
export const partsOf = (dataFolder: string) => ({
  store: join(dataFolder, 'store'),
  folders: Object.fromEntries(KEPT.map((name) => [name, join(dataFolder, name)])),
  /** Everything that a restore replaces or invalidates. */
  replaced: ['store', ...KEPT, ...DERIVED],
});
