import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Writes a file derived from the source; with `check`, exits with 1 instead if the file is not up to date. */
export function keepDerived(
  file: string,
  wanted: string,
  { check, command }: { check: boolean; command: string },
): void {
  if (!check) return writeFileSync(file, wanted);
  if (readFileSync(file, 'utf8') === wanted) return;
  console.error(`${relative(process.cwd(), file)} is out of date: run "${command}" and commit it.`);
  process.exit(1);
}
