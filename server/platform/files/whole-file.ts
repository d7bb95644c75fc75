import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline as pump } from 'node:stream/promises';

/** What can be wrong with the bytes of a stored file: none there, others than were uploaded, or the disk cannot read them. */
export const fileFaults = ['missing', 'changed', 'unreadable'] as const;
export type FileFault = (typeof fileFaults)[number];

/** What the bytes of a file are said to be. */
export type Said = Readonly<{ size: number; sha256: string }>;

/** What the system says of a file whose bytes are lost, rather than of this process (too many open files). */
const faultOf: Readonly<Record<string, FileFault>> = {
  ENOENT: 'missing',
  EISDIR: 'changed',
  EACCES: 'unreadable',
  EPERM: 'unreadable',
  EIO: 'unreadable',
};

/**
 * Opens a file only if its bytes are what they are said to be: reads it once from end to end, then answers a stream over the
 * same open file from its beginning. It costs a second reading (which the system mostly has in memory: about 0.1 s for
 * 50 MB) and no memory, however large the file is.
 */
export async function openWhole(path: string, said: Said): Promise<Readable | FileFault> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const fault = await compare(file, said);
    if (!fault) return file.createReadStream({ start: 0 }); // closes the file at its end
    await file.close();
    return fault;
  } catch (error) {
    await file?.close();
    return faultIn(error);
  }
}

/** What is wrong with a file's bytes, or null when they are what they are said to be. */
export async function faultAt(path: string, said: Said): Promise<FileFault | null> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    return await compare(file, said);
  } catch (error) {
    return faultIn(error);
  } finally {
    await file?.close();
  }
}

async function compare(file: FileHandle, { size, sha256 }: Said): Promise<FileFault | null> {
  if ((await file.stat()).size !== size) return 'changed';
  const bytes = file.createReadStream({ start: 0, autoClose: false, highWaterMark: 2 ** 18 });
  return (await digestOf(bytes)) === sha256 ? null : 'changed';
}

function faultIn(error: unknown): FileFault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const fault = Object.hasOwn(faultOf, code) ? faultOf[code] : undefined;
  if (!fault) throw error;
  return fault;
}

/** The SHA-256 of all that a stream holds. */
export async function digestOf(body: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pump(body, hash);
  return hash.digest('hex');
}
