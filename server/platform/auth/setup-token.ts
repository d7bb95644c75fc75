import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { privateFolder } from '../config.ts';
import { writeWhole } from '../write-once.ts';

const fileOf = (dataFolder: string) => join(privateFolder(dataFolder, 'keys'), 'first-administrator.txt');

/** The one-time token for creating the first administrator; null when there is none. */
export function readSetupToken(dataFolder: string): string | null {
  const file = fileOf(dataFolder);
  if (!existsSync(file)) return null;
  return /token=(\S+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? null;
}

/** Writes a setup link into a file only its owner may read, keeping an existing token. Returns the path. */
export function writeSetupLink(dataFolder: string, baseUrl: string): string {
  const file = fileOf(dataFolder);
  const token = readSetupToken(dataFolder) ?? randomBytes(32).toString('base64url');
  writeWhole(file, `${baseUrl}/setup?token=${token}\n`);
  return file;
}

export function removeSetupLink(dataFolder: string): void {
  rmSync(fileOf(dataFolder), { force: true });
}
