import iconv from 'iconv-lite';
import { DomainError } from '../../../domain/errors.ts';

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030';

/**
 * Text from bytes of unknown encoding. A byte order mark decides; else strict UTF-8, which other encodings of Chinese
 * practically never satisfy by chance; else GB18030 (and with it GBK and GB2312). Throws INVALID_INPUT for bytes that
 * are none of these.
 */
export function decode(bytes: Buffer): { text: string; encoding: Encoding } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: iconv.decode(bytes, 'utf-16le'), encoding: 'UTF-16LE' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: iconv.decode(bytes, 'utf-16be'), encoding: 'UTF-16BE' };
  if (bytes.includes(0)) throw new DomainError('INVALID_INPUT', 'imports.file.notText');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }; // drops the mark
  } catch {
    const text = iconv.decode(bytes, 'gb18030');
    if (text.includes('\uFFFD')) throw new DomainError('INVALID_INPUT', 'imports.file.encoding');
    return { text, encoding: 'GB18030' };
  }
}
