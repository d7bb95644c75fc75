import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './lib/options.mjs';

commandLine({
  call: 'node scripts/ensure-built.mjs',
  does: `Builds dist when it is not there, or older than a source, so that "npm start" is right after "npm ci" and after an update.
Where the compiler is not installed ("npm ci --omit=dev"), what was built before is what runs.`,
});
const root = join(import.meta.dirname, '..');
const timeOf = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true }).reduce((latest, entry) => {
    const path = join(folder, entry.name);
    return Math.max(latest, entry.isDirectory() ? newest(path) : entry.isFile() ? timeOf(path) : 0);
  }, 0);

const built = timeOf(join(root, 'dist/.built'));
const isStale = () =>
  existsSync(join(root, 'node_modules/typescript')) &&
  ['server', 'matching', 'scripts', 'client'].some((room) => newest(join(root, room)) > built);
if (!existsSync(join(root, 'dist/server/main.js')) || isStale()) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
