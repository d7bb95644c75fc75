import { DomainError } from '../../../domain/errors.ts';
import { fileLimits } from './limits.ts';

export type FileKind = 'csv' | 'xlsx';

const extensions: Readonly<Record<string, FileKind>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  xlsx: 'xlsx',
};

/** First bytes of files that are not text. */
const signatures: readonly Readonly<{ name: string; bytes: readonly number[] }>[] = [
  { name: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { name: 'xls', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
  { name: 'png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'jpeg', bytes: [0xff, 0xd8, 0xff] },
  { name: 'gzip', bytes: [0x1f, 0x8b] },
  { name: 'rar', bytes: [0x52, 0x61, 0x72, 0x21] },
  { name: '7z', bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { name: 'exe', bytes: [0x4d, 0x5a, 0x90] },
  { name: 'elf', bytes: [0x7f, 0x45, 0x4c, 0x46] },
];

const encrypted = Buffer.from('EncryptedPackage', 'utf16le');

/** The kind of file that both its name and its first bytes say; throws INVALID_INPUT when they disagree. */
export function fileKind(name: string, bytes: Uint8Array): FileKind {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = extensions[extension];
  if (!kind) throw new DomainError('INVALID_INPUT', 'imports.file.unsupported', { extension });
  if (bytes.length === 0) throw new DomainError('INVALID_INPUT', 'imports.file.empty');
  if (bytes.length > fileLimits.fileBytes) {
    throw new DomainError('INVALID_INPUT', 'imports.file.tooLarge', { limit: `${fileLimits.fileBytes >> 20} MB` });
  }
  // a workbook with a password is a container of the old kind, which names what it holds
  if (kind === 'xlsx' && bytes[0] === 0xd0 && Buffer.from(bytes).includes(encrypted))
    throw new DomainError('INVALID_INPUT', 'imports.xlsx.encrypted');
  const content = signatures.find((signature) => signature.bytes.every((byte, index) => bytes[index] === byte))?.name;
  if (content !== (kind === 'xlsx' ? 'zip' : undefined)) {
    throw new DomainError('INVALID_INPUT', 'imports.file.notWhatItSays', { extension, content: content ?? 'text' });
  }
  return kind;
}
