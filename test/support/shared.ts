import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where material lies that is not part of the project: beside it, or where `SHARED` says. */
export const sharedFolder = process.env['SHARED'] ?? join(process.cwd(), '../shared');

/** `describe`, or a loud skip where the material is absent. */
export function describeWith(path: string, what: string): jest.Describe {
  const folder = join(sharedFolder, path);
  if (existsSync(folder)) return describe;
  console.warn(`NOT RUN: ${what}, because ${folder} is absent`);
  return describe.skip;
}
