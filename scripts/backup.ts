import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { backUp } from '../server/embedded/storage/backup.ts';
import { damagedFilesIn } from './lib/backed-up-files.ts';
import { partsOf } from './lib/backup-folders.ts';
import { commandLine } from './lib/options.mjs';
import { settings } from './lib/settings.ts';

const {
  values,
  positionals: [target = ''],
} = commandLine({
  call: 'npm run backup --',
  does: `Writes the database, the files, the keys and the checkpoints into one file, also while the exchange runs.
Exit code 3 when it was written, but holds stored files that are not what was uploaded: their ids are named.`,
  takes: ['FILE'],
  options: { data: { type: 'string', value: 'FOLDER', does: 'the data folder, instead of DATA_DIR' } },
});
const { dataFolder: configured, mongoUri } = settings();
const dataFolder = values.data ?? configured;
const fail = (why: string): never => {
  console.error(why);
  process.exit(1);
};
if (mongoUri) fail('With MONGODB_URI the database is backed up with mongodump, the data folder as any folder.');
const file = resolve(target);
if (existsSync(file)) fail(`${file} exists already`);
const { store, folders } = partsOf(dataFolder);
if (!existsSync(join(store, 'store.sqlite'))) fail(`there is no embedded store in ${dataFolder}`);
process.umask(0o077);
const contents = backUp(store, folders, file);
const documents = contents.filter((c) => !c.name.includes('/')).reduce((n, c) => n + c.count, 0);
const files = contents.filter((c) => c.name.includes('/')).length;
console.log(
  `${file}: ${documents} documents, ${files} files. It holds the keys: keep it as safe as the exchange itself.`,
);
const damaged = damagedFilesIn(file, contents);
if (damaged.length > 0) {
  console.error(`These files in it are damaged or lost, as they are in ${dataFolder}: ${damaged.join(', ')}`);
  process.exitCode = 3;
}
