// `npm run backup -- FILE`: the database, the files, the keys and the checkpoints as one file, also while the exchange runs.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from '../server/embedded/storage/backup.ts';
import { readConfig } from '../server/platform/config.ts';
import { partsOf } from './lib/backup-folders.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: 'string' } } });
const [target] = positionals;
const { dataFolder: configured, mongoUri } = readConfig();
const dataFolder = values.data ?? configured;
const fail = (why: string): never => {
  console.error(why);
  process.exit(1);
};
if (!target) fail('usage: npm run backup -- FILE');
if (mongoUri) fail('With MONGODB_URI the database is backed up with mongodump, the data folder as any folder.');
const file = resolve(target ?? '');
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
