import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const inMemory = '/dev/shm';
/**
 * Whether the run's store may stand in memory, where no write waits for a disk: what must survive the end of a process is
 * tested with stores of its own, on the disk.
 */
function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize > 4e9;
  } catch {
    return false; // another system
  }
}

/**
 * Jest's global set-up: one store for the whole run, in a folder of its own; each test file has its own database. With
 * MONGODB_URI the same tests run on MongoDB.
 */
export default function setUp(): void {
  const folder = mkdtempSync(join(hasRoomInMemory() ? inMemory : tmpdir(), 'exchange-test-'));
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
