import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './lib/options.mjs';

const { values } = commandLine({
  call: 'npm run build --',
  does: `Builds dist: the server, the matcher and the scripts with tsc; the browser client with Vite.
Worker threads and child processes always start from these compiled files.`,
  options: { server: { type: 'boolean', default: false, does: 'leaves the browser client as it is' } },
});
/** Taken before the build, so that a source changed meanwhile counts as newer than the build. */
const started = new Date();
const root = join(import.meta.dirname, '..');
const run = (bin, ...args) => {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', bin), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
};

run('typescript/bin/tsc', '-p', 'scripts/tsconfig.build.json');
// Data files (taxonomies, trained tables) lie beside the code that reads them; tsc does not copy them.
for (const room of ['matching', 'server/domain', 'server/features'])
  for (const entry of existsSync(join(root, room))
    ? readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    : [])
    if (entry.isFile() && !/\.tsx?$/.test(entry.name) && !entry.name.endsWith('.md')) {
      const from = join(entry.parentPath ?? entry.path, entry.name);
      cpSync(from, join(root, 'dist', from.slice(root.length + 1)));
    }
if (existsSync(join(root, 'client/vite.config.ts')) && !values.server) {
  run('vite/bin/vite.js', 'build', '--config', 'client/vite.config.ts', '--logLevel', 'warn');
  // its time is compared with the sources by `ensure-built.mjs`
  writeFileSync(join(root, 'dist/.built'), '');
  utimesSync(join(root, 'dist/.built'), started, started);
}
