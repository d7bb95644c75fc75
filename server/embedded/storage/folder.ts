/**
 * Ownership of the data folder. The lock is SQLite's, on a file of its own; the system releases it however the process
 * ends, so it is never stale.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { networkOf } from './network-disk.ts';
import { Connection } from './sqlite.ts';

/** Another process owns the folder. */
export class FolderInUse extends Error {}

export interface Folder {
  readonly path: string;
  readonly release: () => void;
}

export const own = (path: string): Folder => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  const network = networkOf(path);
  if (network)
    throw new Error(`${path} is on a network file system (${network}); the embedded store needs a local disk`);
  const lock = new Connection(join(path, 'lock.sqlite'));
  try {
    lock.exec(
      'PRAGMA busy_timeout = 300; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS owner (pid INTEGER);',
    );
  } catch (error) {
    lock.close();
    if (/locked|busy/i.test(String(error))) throw new FolderInUse(`another process owns ${path}`);
    throw error;
  }
  return { path, release: () => lock.close() };
};

/** macOS allows 104 bytes, Linux 108, and Node silently truncates. Drivers recognise a socket by its `.sock`. */
const LONGEST = 100;

export const socketPath = (folder: string): { path: string; remove: () => void } => {
  const inside = join(folder, 'store.sock');
  const path =
    Buffer.byteLength(inside) <= LONGEST ? inside : join(mkdtempSync(join(tmpdir(), 'store-')), 'store.sock');
  rmSync(path, { force: true });
  return { path, remove: () => rmSync(path === inside ? path : dirname(path), { recursive: true, force: true }) };
};

/** Writes `store.json` in one step, so that nobody reads half of it. */
export const announce = (folder: string, content: { pid: number; socket: string }): void => {
  const file = join(folder, 'store.json');
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/** Whether the last owner of the folder ended without `withdraw`: it was killed or crashed. */
export const wasLeftOpen = (folder: string): boolean => existsSync(join(folder, 'store.json'));

export const withdraw = (folder: string): void => rmSync(join(folder, 'store.json'), { force: true });
