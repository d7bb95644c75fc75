import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './lib/options.mjs';

commandLine({
  call: 'npm run check --',
  does: 'Types, lint, format, import rules, and openapi.json and PROCESSES.md up to date. Prints only what is wrong.',
});
const root = join(import.meta.dirname, '..');
const bin = (path, ...args) => [process.execPath, [join(root, 'node_modules', path), ...args]];
const steps = [
  ['types', ...bin('typescript/bin/tsc', '-p', 'tsconfig.json')],
  ...(existsSync(join(root, 'client/tsconfig.json'))
    ? [['client types', ...bin('typescript/bin/tsc', '-p', 'client/tsconfig.json')]]
    : []),
  ['format', ...bin('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  [
    'imports',
    ...bin(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      'scripts/import-rules.cjs',
      '--output-type',
      'err',
      ...['server', 'matching', 'scripts', 'client'].filter((room) => existsSync(join(root, room))),
    ),
  ],
  ...(existsSync(join(root, 'scripts/openapi.ts'))
    ? [
        ['compile', ...bin('typescript/bin/tsc', '-p', 'scripts/tsconfig.build.json')],
        ['openapi', process.execPath, ['dist/scripts/openapi.js', '--check']],
        ['processes', process.execPath, ['dist/scripts/processes.js', '--check']],
      ]
    : []),
];

let failed = 0;
for (const [name, command, args] of steps) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
