import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Whether the system refused to make a file because there is one of that name. */
export const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';

/**
 * The content of a private file (0600) that is made once, of several processes by the first: all read the same, and nobody
 * ever half of it, whenever somebody dies.
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

/** Writes a private file (0600) as a whole or, whenever the process dies, not at all. */
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
