import { cleanFileName } from '../../domain/public-name.ts';
import { lifted } from '../parts.ts';

const clean = (name: unknown): string => cleanFileName(String(name)) ?? 'file';

/** Names of files were kept as they came. */
export const files = [
  lifted('names of files are clean', 'files', (file) => ({ ...file, name: clean(file['name']) })),
  lifted('imports name their files so', 'imports', (one) => ({ ...one, fileName: clean(one['fileName']) })),
];
