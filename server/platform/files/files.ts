import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline as pump } from 'node:stream/promises';
import { DomainError } from '../../domain/errors.ts';
import { privateFolder } from '../config.ts';
import type { Clock } from '../clock.ts';
import { fileFaultStore } from './file-faults.store.ts';
import { fileStore, type StoredFile } from './files.store.ts';
import { digestOf, faultAt, type FileFault, openWhole } from './whole-file.ts';
import type { Database } from '../database/mongo.ts';
import type { Logger } from '../logger.ts';
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
  /**
   * The bytes of a file, after they were compared with what was uploaded. Others are never given out: they are entered as a
   * fault, logged, and refused with `INTERNAL`.
   */
  read: (file: StoredFile) => Promise<Readable>;
  /** Where the bytes of a file lie, after the same comparison and with the same refusal. */
  wholePath: (file: StoredFile) => Promise<string>;
  /** Compares the bytes of a file with what was uploaded; enters a fault, or removes the one that was entered. */
  verify: (file: StoredFile) => Promise<FileFault | null>;
  /** Compares the files that were not compared for longest, at most `share` (0 to 1) of all of them; answers how many. */
  verifyShare: (share: number) => Promise<number>;
  /** Every stored file, page by page. */
  all: () => AsyncIterable<StoredFile>;
  /** How many files have wrong bytes, and since when every file is known to have been right. */
  state: () => Promise<Readonly<{ files: number; faults: number; verifiedSince: Date | null }>>;
}>;

export type FilesPorts = Readonly<{ dataFolder: string; database: Database; clock: Clock; logger: Logger }>;
const pageSize = 100;

/** Files of deals, contracts and imports: bytes in the data folder, one file an id, written once and never changed. */
export function createFiles({ dataFolder, database, clock, logger }: FilesPorts): Files {
  const store = fileStore(database);
  const faults = fileFaultStore(database);
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

  const note = async (file: StoredFile, fault: FileFault | null): Promise<void> => {
    const { _id: fileId } = file;
    if (fault) logger.error({ fileId, fault }, 'a stored file is not what was uploaded');
    await database.retrying(() => (fault ? faults.enter(fileId, fault, clock.now()) : faults.remove(fileId)));
  };
  const verify: Files['verify'] = async (file) => {
    const fault = await faultAt(pathOf(file._id), file);
    await note(file, fault);
    await database.retrying(() => store.setVerified(file._id, clock.now()));
    return fault;
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
        await pump(leavingOpen(body), measure, createWriteStream(part, { mode: 0o600 }));
        if (size === 0) throw new DomainError('INVALID_INPUT', 'common.emptyFile', { field: 'body' });
        await onDisk(part);
        const sha256 = hash.digest('hex');
        if (!(await place(part, id, sha256))) throw exists();
        const file = { _id: id, v: 1, name, size, sha256, organisationId, by, at };
        const kept = await database.retrying(() => store.add(file));
        if (kept.organisationId !== organisationId || kept.sha256 !== sha256) throw exists();
        return kept;
      } finally {
        body.resume(); // what is left of a body that was refused: its sender reads no answer before all is sent
        await rm(part, { force: true });
      }
    },
    digest: digestOf,
    find: (id) => database.retrying(() => store.get(id)),
    pathOf,

    read: async (file) => {
      const opened = await openWhole(pathOf(file._id), file);
      if (typeof opened !== 'string') {
        // a fault is only looked up here: what cannot be looked up keeps nobody from a file that is right
        await note(file, null).catch(() => undefined);
        return opened;
      }
      await note(file, opened).catch(() => undefined); // logged; the next night enters it
      throw damaged(file);
    },
    wholePath: async (file) => {
      if (await verify(file)) throw damaged(file);
      return pathOf(file._id);
    },
    verify,
    verifyShare: async (share) => {
      const startedAt = clock.now();
      const wanted = Math.ceil((await store.count()) * share);
      // what was wrong may have been put right
      for (const { _id } of await faults.list(1_000)) {
        const file = await store.get(_id);
        if (file) await verify(file);
        else await faults.remove(_id);
      }
      let count = 0;
      while (count < wanted) {
        const next = await store.longestUnverified(startedAt, Math.min(pageSize, wanted - count));
        for (const file of next) await verify(file);
        if (next.length === 0) break;
        count += next.length;
      }
      return count;
    },
    all: async function* () {
      for (let last = ''; ;) {
        const page = await store.after(last, pageSize);
        yield* page;
        last = page.at(-1)?._id ?? '';
        if (page.length < pageSize) return;
      }
    },
    state: async () => ({
      files: await store.count(),
      faults: await faults.count(),
      verifiedSince: await store.oldestVerifiedAt(),
    }),
  };
}

/** The chunks of a request that stays open when reading ends early, so that its caller can still be answered. */
async function* leavingOpen(body: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of body.iterator({ destroyOnReturn: false })) yield chunk as Buffer; // of a request
}

/** Returns when a file, or the names in a folder, are safe on disk. */
async function onDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

const damaged = ({ _id: fileId }: StoredFile) => new DomainError('INTERNAL', 'files.damaged', { fileId });
const exists = () => new DomainError('CONFLICT', 'common.alreadyExists', { field: 'fileId' });
