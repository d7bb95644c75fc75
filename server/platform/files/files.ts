import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline as pump } from 'node:stream/promises';
import { DomainError } from '../../domain/errors.ts';
import { privateFolder } from '../config.ts';
import { fileStore, type StoredFile } from './files.store.ts';
import type { Database } from '../database/mongo.ts';
import { isTaken } from '../write-once.ts';

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

/** Files of deals, contracts and imports: bytes in the data folder, one file an id, written once and never changed. */
export function createFiles(dataFolder: string, database: Database): Files {
  const store = fileStore(database);
  const pathOf = (id: string) => join(privateFolder(dataFolder, 'files'), id);

  /**
   * Puts finished bytes under their id, never over a file that is there; false when that one has other bytes. The same
   * bytes may be there already: of the same upload sent twice at once, or of one that died before it was entered.
   */
  const place = async (part: string, id: string, sha256: string): Promise<boolean> => {
    try {
      await link(part, pathOf(id));
    } catch (error) {
      if (!isTaken(error)) throw error;
      return (await digestOf(createReadStream(pathOf(id)))) === sha256;
    }
    await onDisk(dirname(pathOf(id)));
    return true;
  };
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
        if (size === 0) throw new DomainError('INVALID_INPUT', 'common.emptyFile', { field: 'body' });
        await onDisk(part);
        const sha256 = hash.digest('hex');
        if (!(await place(part, id, sha256))) throw exists();
        const file = { _id: id, v: 1, name, size, sha256, organisationId, by, at };
        const kept = await database.retrying(() => store.add(file));
        if (kept.organisationId !== organisationId || kept.sha256 !== sha256) throw exists();
        return kept;
      } finally {
        await rm(part, { force: true });
      }
    },
    digest: digestOf,
    find: (id) => database.retrying(() => store.get(id)),
    pathOf,
    read: (id) => createReadStream(pathOf(id)),
  };
}

async function digestOf(body: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pump(body, hash);
  return hash.digest('hex');
}

/** Returns when a file, or the names in a folder, are safe on disk. */
async function onDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

const exists = () => new DomainError('CONFLICT', 'common.alreadyExists', { field: 'fileId' });
