import type { OperationName } from '../../server/api/operations.ts';
import { fetchFile, type RequestOf } from './api.ts';

/** Lets the browser save a file. */
export function saveFile(content: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Downloads the file that an operation returns, in the language of the screen, which a plain link cannot request. */
export async function download<Name extends OperationName>(name: Name, request: RequestOf<Name>): Promise<void> {
  const { content, fileName } = await fetchFile(name, request);
  saveFile(content, fileName);
}
