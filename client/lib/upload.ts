import type { Output } from '../../server/api/operations.ts';
import type { Problem } from '../../server/api/problem.ts';
import { addressOf } from './api.ts';
import { newId } from './ids.ts';
import { currentLanguage } from './language.ts';
import { ProblemError, toProblemError } from './problem.ts';
import { actingHeader } from './signals.ts';

/**
 * Sends a file as a raw body and reports progress (0 to 1), which `fetch` cannot do. Throws `ProblemError`.
 */
function sendFile<Answer>(
  method: string,
  address: string,
  file: Blob,
  progress: (share: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept-language', currentLanguage());
    for (const [name, value] of Object.entries(actingHeader())) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onerror = () => reject(new ProblemError(navigator.onLine ? 'UNAVAILABLE' : 'OFFLINE'));
    request.onload = () => {
      if (request.status < 300)
        resolve(request.response as Answer); // the operation's own answer
      else {
        const problem = request.response as Problem | null; // the server's error body, or null when something before it answered
        reject(problem?.code ? toProblemError(problem) : new ProblemError('UNAVAILABLE'));
      }
    };
    request.send(file);
  });
}

export type UploadedFile = Output<'files.upload'>;
export type Upload = (file: File, progress: (share: number) => void) => Promise<UploadedFile>;

/** Uploads a file, which a later command refers to by its id. Throws `ProblemError`. */
export const uploadFile: Upload = (file, progress) =>
  sendFile(
    'PUT',
    addressOf('files.upload', { params: { fileId: newId() }, query: { name: file.name } }),
    file,
    progress,
  );

/** Uploads the licence of a registration, which then names it. Throws `ProblemError`. */
export const uploadLicence =
  (organisationId: string): Upload =>
  (file, progress) =>
    sendFile(
      'PUT',
      addressOf('organisations.uploadLicence', {
        ...{ params: { organisationId, fileId: newId() }, query: { name: file.name } },
      }),
      file,
      progress,
    );
