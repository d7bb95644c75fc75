import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Jest's global set-up: one store for the whole run, in a folder of its own; each test file has its own database. With
 * MONGODB_URI the same tests run on MongoDB.
 */
export default function setUp(): void {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-test-'));
  process.env['TEST_DATA_DIR'] = folder;
  const shared: { folder: string; children: ChildProcess[] } = { folder, children: [] };
  (globalThis as { testRun?: typeof shared }).testRun = shared; // read by the tear-down
}

/** Jest's global tear-down: removes the folder (the store ends with its last connection). */
export function tearDown(): void {
  const { folder } = (globalThis as { testRun?: { folder: string } }).testRun ?? {};
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Starts a compiled program of ours as a child, for tests that kill it. */
export const startCompiled = (path: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, [join('dist', path), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
