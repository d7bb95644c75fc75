import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './lib/options.mjs';

commandLine({
  call: 'npm run dev --',
  does: `Builds once, then compiles the server and bundles the client whenever a source changes, and starts the server anew once
they have been written.`,
});
const root = join(import.meta.dirname, '..');
const bin = (path) => join(root, 'node_modules', path);
const start = (...args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
/** A build writes many files; the server restarts after this long without a change. */
const quietMs = 700;

const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const builders = [
  start(bin('typescript/bin/tsc'), '-p', 'scripts/tsconfig.build.json', '--watch', '--preserveWatchOutput'),
  start(bin('vite/bin/vite.js'), 'build', '--watch', '--config', 'client/vite.config.ts', '--logLevel', 'warn'),
];
const stop = async (child, signal) => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
};

let server = start('dist/server/main.js');
let isBusy = false;
let timer;
const renew = async () => {
  if (isBusy) return soon();
  isBusy = true;
  await stop(server, 'SIGTERM');
  server = start('dist/server/main.js');
  isBusy = false;
};
const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(renew, quietMs);
};
for (const room of ['server', 'matching', 'client']) watch(join(root, 'dist', room), { recursive: true }, soon);

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, async () => {
    clearTimeout(timer);
    isBusy = true;
    await Promise.all([server, ...builders].map((child) => stop(child, signal)));
    process.exit(0);
  });
