import { open } from 'node:fs/promises';
import type { ShownInBrowser } from '../../api/operation.ts';

/** How files of each kind begin. A browser that is told the kind, and not to guess, takes them for nothing else. */
const beginnings: Readonly<Record<ShownInBrowser, string>> = {
  'application/pdf': '255044462d', // %PDF-
  'image/png': '89504e470d0a1a0a',
  'image/jpeg': 'ffd8ff',
};

/** As what a browser may show a file by itself, told by its first bytes; null when it can only be saved. */
export async function shownAs(path: string): Promise<ShownInBrowser | null> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    const begins = buffer.toString('hex', 0, bytesRead);
    const kinds = Object.keys(beginnings) as ShownInBrowser[]; // the keys that its type says
    return kinds.find((kind) => begins.startsWith(beginnings[kind])) ?? null;
  } finally {
    await file.close();
  }
}
