import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline as pump } from 'node:stream/promises';
import { DomainError } from '../domain/errors.ts';
import { privateFolder } from './config.ts';
import { fileStore, type StoredFile } from './files.store.ts';
import type { Database } from './mongo.ts';

export type NewFile = Readonly<{
  id: string;
  name: string;
  organisationId: string;
  by: string;
  at: Date;
  maxBytes: number;
}>;

export type Files = Readonly<{
  /** Streams a body to disk, never more than `maxBytes`, and answers only when the bytes are safe (fsync). */
  receive: (body: Readable, file: NewFile) => Promise<StoredFile>;
  /** The SHA-256 of a body that is not kept. */
  digest: (body: Readable) => Promise<string>;
  find: (id: string) => Promise<StoredFile | null>;
  pathOf: (id: string) => string;
  read: (id: string) => Readable;
}>;

/** Files of deals and imports: bytes in the data folder, one file an id, written once and never changed. */
export function createFiles(dataFolder: string, database: Database): Files {
  const store = fileStore(database);
  const pathOf = (id: string) => join(privateFolder(dataFolder, 'files'), id);
  return {
    receive: async (body, { id, name, organisationId, by, at, maxBytes }) => {
      const part = `${pathOf(id)}.${randomUUID()}.part`;
      const hash = createHash('sha256');
      let size = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          hash.update(chunk);
          if (size <= maxBytes) done(null, chunk);
          else
            done(new DomainError('INVALID_INPUT', 'common.tooLarge', { field: 'body', limit: `${maxBytes >> 20} MB` }));
        },
      });
      try {
        await pump(body, measure, createWriteStream(part, { mode: 0o600 }));
        const handle = await open(part, 'r+');
        await handle.sync().finally(() => handle.close());
        await link(part, pathOf(id)); // never over a file that is there
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        throw new DomainError('CONFLICT', 'common.alreadyExists', { field: 'fileId' });
      } finally {
        await rm(part, { force: true });
      }
      const file = { _id: id, v: 1, name, size, sha256: hash.digest('hex'), organisationId, by, at };
      await database.retrying(() => store.add(file));
      return file;
    },
    digest: async (body) => {
      const hash = createHash('sha256');
      await pump(body, hash);
      return hash.digest('hex');
    },
    find: store.get,
    pathOf,
    read: (id) => createReadStream(pathOf(id)),
  };
}
