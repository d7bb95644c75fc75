import iconv from 'iconv-lite';
import { DomainError } from '../../../domain/errors.ts';
import { fileLimits } from './limits.ts';

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030' | 'Big5';
export type Decoded = Readonly<{ text: string; encoding: Encoding }>;

/**
 * Text from bytes of unknown encoding. A byte order mark decides; else strict UTF-8, which other encodings of Chinese
 * practically never satisfy by chance; else the one of those that read it (almost) without a broken character whose text
 * begins with most known headers: `countHeaders` says how many. A few broken characters spoil no file; they stay in the
 * text as U+FFFD. Throws INVALID_INPUT for bytes that are none of these.
 */
export function decode(bytes: Buffer, countHeaders: (text: string) => number): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'UTF-16LE');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, 'UTF-16BE');
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decoded(bytes, 'UTF-8');
  if (bytes.includes(0)) {
    const [found] = readable(bytes, ['UTF-16LE', 'UTF-16BE'], countHeaders);
    if (!found?.known) throw new DomainError('INVALID_INPUT', 'imports.file.notText');
    return found;
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    const [found] = readable(bytes, ['UTF-8', 'GB18030', 'Big5'], countHeaders);
    if (!found) throw new DomainError('INVALID_INPUT', 'imports.file.encoding');
    return found;
  }
}

const decoded = (bytes: Buffer, encoding: Encoding): Decoded => ({ text: iconv.decode(bytes, encoding), encoding });

/** The readings that are possible, the one with most known headers first, then the one with the fewest broken characters. */
function readable(bytes: Buffer, candidates: readonly Encoding[], countHeaders: (text: string) => number) {
  return candidates
    .map((encoding) => {
      const { text } = decoded(bytes, encoding);
      return { text, encoding, broken: countBroken(text), known: countHeaders(text) };
    })
    .filter(
      ({ text, broken, known }) =>
        broken <= Math.max(known > 0 ? 3 : 0, (text.length / 1000) * fileLimits.brokenPerMille),
    )
    .sort((a, b) => b.known - a.known || a.broken - b.broken);
}

function countBroken(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) count++;
  return count;
}
