import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeWhole } from '../../../platform/write-once.ts';
import type { Stamps } from './protocol.ts';

/** Header of the file, before the matcher's bytes. */
type Head = Readonly<{ sha256: string; patents: Stamps; needs: Stamps }>;
export type SavedIndex = Readonly<{ patents: Stamps; needs: Stamps; bytes: Uint8Array }>;

const lengthBytes = 4;

/** Writes atomically: a crash leaves the old index or the new one. */
export function writeIndexFile(file: string, { patents, needs, bytes }: SavedIndex): void {
  const head: Head = { sha256: digest(bytes), patents, needs };
  const text = Buffer.from(JSON.stringify(head), 'utf8');
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(text.length);
  writeWhole(file, Buffer.concat([length, text, bytes]));
}

/** Reads an index file; undefined when it is missing or damaged: the index is then rebuilt. */
export function readIndexFile(file: string): SavedIndex | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const content = readFileSync(file);
    const start = lengthBytes + content.readUInt32LE(0);
    const { sha256, patents, needs } = JSON.parse(content.toString('utf8', lengthBytes, start)) as Head; // checked
    // copied, because typed arrays must be aligned
    const bytes = new Uint8Array(content.subarray(start));
    return digest(bytes) === sha256 ? { patents, needs, bytes } : undefined;
  } catch {
    return undefined;
  }
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
