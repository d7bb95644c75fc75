import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unpack, verifyBackup } from '../server/embedded/storage/backup.ts';
import { own } from '../server/embedded/storage/folder.ts';
import { damagedFilesIn } from './lib/backed-up-files.ts';
import { partsOf } from './lib/backup-folders.ts';
import { commandLine } from './lib/options.mjs';
import { settings } from './lib/settings.ts';

const {
  values,
  positionals: [source = ''],
} = commandLine({
  call: 'npm run restore --',
  does: `Checks a backup from end to end, then puts it in the place of the data folder's contents.
What was there is kept beside it, in a folder that is named at the end.`,
  takes: ['FILE'],
  options: {
    overwrite: { type: 'boolean', does: 'also when the data folder is not empty' },
    damaged: { type: 'boolean', does: 'also when the backup holds stored files that are not what was uploaded' },
  },
});
const fail = (why: string): never => {
  console.error(why);
  process.exit(1);
};
const { dataFolder } = settings();
const file = resolve(source);
if (!existsSync(file)) fail(`${file} does not exist`);
const { store, folders, replaced } = partsOf(dataFolder);
const present = replaced.filter((name) => existsSync(join(dataFolder, name)));
if (present.length > 0 && !values.overwrite)
  fail(`${dataFolder} is not empty; --overwrite puts the backup in its place (what is there is kept beside it)`);

process.umask(0o077);
try {
  // No process may use the store meanwhile.
  const lock = existsSync(store) ? own(store) : undefined;
  const contents = verifyBackup(file);
  const damaged = damagedFilesIn(file, contents);
  if (damaged.length > 0) {
    const what = `the backup was made when these files were damaged or lost already: ${damaged.join(', ')}`;
    if (!values.damaged)
      throw new Error(`${what}; take them from an older backup, or restore it as it is with --damaged`);
    console.error(what);
  }
  const fresh = join(dataFolder, 'restoring');
  rmSync(fresh, { recursive: true, force: true });
  const unpacked = partsOf(fresh);
  unpack(file, unpacked.store, unpacked.folders);
  const kept = join(dataFolder, `before-restore-${new Date().toISOString().replaceAll(':', '-')}`);
  if (present.length > 0) mkdirSync(kept, { mode: 0o700 });
  for (const name of present) renameSync(join(dataFolder, name), join(kept, name));
  for (const name of ['store', ...Object.keys(folders)]) renameSync(join(fresh, name), join(dataFolder, name));
  lock?.release();
  rmSync(fresh, { recursive: true });
  console.log(
    `${contents.length} collections and files restored to ${dataFolder}${present.length > 0 ? `; what was there is in ${kept}` : ''}.`,
  );
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
