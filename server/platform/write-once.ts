import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Whether a file could not be created because one of that name exists. */
export const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';

/**
 * The content of a private file (mode 0600), which the first of several processes creates: all read the same, and never
 * a part of it, even if a process dies meanwhile.
 */
export function madeOnce(file: string, make: () => string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // not there yet
  }
  withPart(file, make(), (part) => {
    try {
      linkSync(part, file);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  });
  return readFileSync(file, 'utf8');
}

/** Writes a private file (mode 0600) atomically: if the process dies, not at all. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  withPart(file, content, (part) => renameSync(part, file));
}

function withPart(file: string, content: string | Uint8Array, place: (part: string) => void): void {
  const part = `${file}.${randomUUID()}.part`;
  try {
    const handle = openSync(part, 'wx', 0o600);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    place(part);
  } finally {
    rmSync(part, { force: true });
  }
}
