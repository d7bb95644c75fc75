import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { DomainError } from '../../../domain/errors.ts';
import { fileLimits } from './limits.ts';

/**
 * Opens a workbook as a zip archive after reading nothing but its directory: the number of parts, their declared sizes
 * and ratios, no encryption, and no comment, in which a second directory could hide from one reader and not from the
 * other. The declared sizes are then enforced while inflating. Throws INVALID_INPUT.
 */
export async function openWorkbook(bytes: Buffer): Promise<{ zip: ZipFile; entries: ReadonlyMap<string, Entry> }> {
  const zip = await yauzl
    .fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true, autoClose: false })
    .catch(() => refuse('imports.xlsx.damaged'));
  const entries = new Map<string, Entry>();
  let inflated = 0;
  if (zip.entryCount > fileLimits.zipEntries || zip.comment !== '') refuse('imports.xlsx.bomb');
  try {
    for await (const entry of zip.eachEntry()) {
      inflated += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      const isSuspicious = entry.uncompressedSize > 1 << 20 && ratio > fileLimits.inflateRatio;
      if (isSuspicious || inflated > fileLimits.inflatedBytes || entries.has(entry.fileName))
        refuse('imports.xlsx.bomb');
      if (entry.isEncrypted()) refuse('imports.xlsx.encrypted');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    refuse('imports.xlsx.damaged');
  }
  if (!entries.has('xl/workbook.xml')) refuse('imports.xlsx.damaged');
  return { zip, entries };
}

/** The inflated bytes of one part, piece by piece; never more than its entry declares. Throws INVALID_INPUT. */
export async function* inflate(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer; // a stream of bytes
  } catch {
    refuse('imports.xlsx.damaged');
  }
}

function refuse(key: 'imports.xlsx.damaged' | 'imports.xlsx.bomb' | 'imports.xlsx.encrypted'): never {
  throw new DomainError('INVALID_INPUT', key);
}
