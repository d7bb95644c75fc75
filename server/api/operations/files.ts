import { z } from 'zod';
import { id, nameOfFile } from '../common.ts';
import { downloaded, operation } from '../operation.ts';

/** A stored file by its id and name. */
export const fileNamed = z.strictObject({ fileId: id, name: z.string() });
/** The answer to an upload. */
export const uploadedFile = fileNamed.extend({ size: z.int(), sha256: z.string() });
/** Of a download: to be shown in place, if its bytes are a PDF, PNG or JPEG; anything else is saved. */
export const shownInPlace = z.strictObject({ isShown: z.stringbool().default(false) });

export const filesOperations = {
  'files.upload': operation({
    summary: 'Upload a file for a later command (import list, contract, proof); the body is the file itself',
    method: 'put',
    path: '/api/files/:fileId',
    changes: ['files'],
    who: { roles: ['editor', 'signer'] },
    params: z.strictObject({ fileId: id }),
    query: z.strictObject({ name: nameOfFile }),
    out: uploadedFile,
    upload: { maxBytes: 50 * 1024 * 1024 },
  }),
  'files.space': operation({
    summary: 'How many bytes the files of my organisation take, and how many they may',
    method: 'get',
    path: '/api/files/space',
    who: { roles: ['editor', 'signer'] },
    out: z.strictObject({ usedBytes: z.int(), allowedBytes: z.int() }),
  }),
  'files.download': operation({
    summary: 'The bytes of a file of my organisation, of a deal or contract I am in, or behind a figure I may see',
    method: 'get',
    path: '/api/files/:fileId',
    who: {
      administrator: true,
      also: 'of my organisation, of a deal or contract I am in, or behind a figure I may see',
    },
    params: z.strictObject({ fileId: id }),
    query: shownInPlace,
    out: downloaded,
    download: { mediaType: 'application/octet-stream' },
  }),
} as const;
