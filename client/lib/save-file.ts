import type { OperationName } from '../../server/api/operations.ts';
import { fetchFile, type RequestOf } from './api.ts';

/** Gives a file to whoever looks at the page, as the browser saves files. */
export function saveFile(content: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Saves what an operation answers as a file: in the language of the screen, which a plain link cannot ask for. */
export async function download<Name extends OperationName>(name: Name, request: RequestOf<Name>): Promise<void> {
  const { content, fileName } = await fetchFile(name, request);
  saveFile(content, fileName);
}
