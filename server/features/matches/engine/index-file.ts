import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeWhole } from '../../../platform/write-once.ts';
import type { Stamps } from './protocol.ts';

/** What stands before the bytes of the matcher. */
type Head = Readonly<{ sha256: string; patents: Stamps; needs: Stamps }>;
export type SavedIndex = Readonly<{ patents: Stamps; needs: Stamps; bytes: Uint8Array }>;

const lengthBytes = 4;

/** A crash leaves the old index or the new one. */
export function writeIndexFile(file: string, { patents, needs, bytes }: SavedIndex): void {
  const head: Head = { sha256: digest(bytes), patents, needs };
  const text = Buffer.from(JSON.stringify(head), 'utf8');
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(text.length);
  writeWhole(file, Buffer.concat([length, text, bytes]));
}

/** What was written; undefined when there is nothing, or when it is not whole: the index is then made anew. */
export function readIndexFile(file: string): SavedIndex | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const content = readFileSync(file);
    const start = lengthBytes + content.readUInt32LE(0);
    const { sha256, patents, needs } = JSON.parse(content.toString('utf8', lengthBytes, start)) as Head; // checked below
    // a copy of its own: typed arrays in it must lie at multiples of their width
    const bytes = new Uint8Array(content.subarray(start));
    return digest(bytes) === sha256 ? { patents, needs, bytes } : undefined;
  } catch {
    return undefined;
  }
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
