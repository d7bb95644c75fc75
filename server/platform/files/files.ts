import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, open, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline as pump } from 'node:stream/promises';
import type { ShownInBrowser } from '../../api/operation.ts';
import { DomainError } from '../../domain/errors.ts';
import { privateFolder } from '../config.ts';
import type { Clock } from '../clock.ts';
import { fileFaultStore } from './file-faults.store.ts';
import { fileStore, type StoredFile } from './files.store.ts';
import { shownAs } from './shown-as.ts';
import { tidyFiles } from './tidy-files.ts';
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
  /** How many bytes all files of the organisation may take. */
  allowedBytes: number;
  /** Only what a browser may show by itself, told by its first bytes; anything else is INVALID_INPUT. */
  mustBeShown?: boolean;
}>;

export type Files = Readonly<{
  /**
   * Streams a body to disk, never more than `maxBytes`, and answers only when the bytes are safe (fsync). NO_SPACE when the
   * organisation's files would take more than they may, or the disk less than what is kept free for the database.
   */
  receive: (body: Readable, file: NewFile) => Promise<StoredFile>;
  /** `receive`, but the same bytes under the same id of the same sender are the same upload, sent again: not kept twice. */
  receiveOnce: (body: Readable, file: NewFile) => Promise<StoredFile>;
  find: (id: string) => Promise<StoredFile | null>;
  /** What these files are called, by id; unknown ids are missing. */
  names: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Inside a command that names a file of the organisation: the file, which is then kept for good. Null for any other. */
  use: (id: string, organisationId: string) => Promise<StoredFile | null>;
  /** Inside a command: the file, kept for good, is another organisation's from now on and counts there. */
  handOver: (id: string, organisationId: string) => Promise<void>;
  /** Inside a command: nothing names the file any more, so that the next tidying removes it. */
  release: (id: string) => Promise<void>;
  /** Bytes that the files of an organisation take. */
  bytesOf: (organisationId: string) => Promise<number>;
  /** Removes files that nothing has named for a day, and what uploads that died left behind. */
  tidy: (now: Date) => Promise<void>;
  pathOf: (id: string) => string;
  /**
   * The bytes of a file, after they were compared with what was uploaded. Others are never given out: they are entered as a
   * fault, logged, and refused with `INTERNAL`.
   */
  read: (file: StoredFile) => Promise<Readable>;
  /** As what a browser may show the file by itself: told by its first bytes, never by its name. Null: as nothing. */
  shownAs: (file: StoredFile) => Promise<ShownInBrowser | null>;
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

export type FilesPorts = Readonly<{
  dataFolder: string;
  /** Uploads leave so much of the disk free for the database. */
  keepFreeBytes: number;
  database: Database;
  clock: Clock;
  logger: Logger;
}>;
const pageSize = 100;

/** Files of deals, contracts and imports: bytes in the data folder, one file an id, written once and never changed. */
export function createFiles({ dataFolder, keepFreeBytes, database, clock, logger }: FilesPorts): Files {
  const store = fileStore(database);
  const faults = fileFaultStore(database);
  const pathOf = (id: string) => join(privateFolder(dataFolder, 'files'), id);
  const find: Files['find'] = async (id) => {
    const file = await database.retrying(() => store.get(id));
    return file?.goneAt ? null : file;
  };

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
    const found = await faultAt(pathOf(file._id), file);
    const fault = found && (await find(file._id)) ? found : null; // what was tidied away is no fault
    await note(file, fault);
    await database.retrying(() => store.setVerified(file._id, clock.now()));
    return fault;
  };

  /** Before bytes are kept: whether there is room for them. */
  const requireSpace = async (organisationId: string, size: number, allowedBytes: number): Promise<void> => {
    const used = await database.retrying(() => store.bytesOf(organisationId));
    if (used + size > allowedBytes) throw noSpaceOfOwn(allowedBytes);
    const { bavail, bsize } = await statfs(privateFolder(dataFolder, 'files'));
    if (bavail * bsize - size < keepFreeBytes) throw new DomainError('NO_SPACE', 'common.diskFull');
  };

  /** All uploads of an organisation write how much its files take: of two at once the later one sees the first. */
  const enter = async (file: StoredFile, allowedBytes: number): Promise<StoredFile> => {
    const known = await store.get(file._id);
    if (known) return known;
    if ((await store.addBytes(file.organisationId, file.size)) > allowedBytes) throw noSpaceOfOwn(allowedBytes);
    return store.add(file);
  };

  const receive: Files['receive'] = async (body, { id, maxBytes, allowedBytes, mustBeShown = false, ...about }) => {
    const { organisationId } = about;
    await requireSpace(organisationId, 1, allowedBytes);
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
      if (mustBeShown && !(await shownAs(part)))
        throw new DomainError('INVALID_INPUT', 'files.notShown', { field: 'body' });
      await requireSpace(organisationId, size, allowedBytes); // bytes that are refused later stay for a day
      await onDisk(part);
      const sha256 = hash.digest('hex');
      if (!(await place(part, id, sha256))) throw exists();
      const file = { _id: id, v: 1, ...about, size, sha256, isNamed: false, goneAt: null };
      const kept = await database.retrying(() => database.transaction(() => enter(file, allowedBytes)));
      if (!isSameUpload(kept, { ...about, sha256 }) || kept.goneAt) throw exists();
      return kept;
    } finally {
      body.resume(); // what is left of a body that was refused: its sender reads no answer before all is sent
      await rm(part, { force: true });
    }
  };

  return {
    receive,
    receiveOnce: async (body, file) => {
      const before = await find(file.id);
      if (!before) return receive(body, file);
      if (!isSameUpload(before, { ...file, sha256: await digestOf(body) })) throw exists();
      return before;
    },
    find,
    names: (ids) => (ids.length === 0 ? Promise.resolve(new Map()) : database.retrying(() => store.names(ids))),
    use: store.name,
    handOver: store.handOver,
    release: store.release,
    bytesOf: (organisationId) => database.retrying(() => store.bytesOf(organisationId)),
    tidy: (now) => tidyFiles({ database, store, folder: privateFolder(dataFolder, 'files') }, now),
    pathOf,

    read: async (file) => {
      const opened = await openWhole(pathOf(file._id), file);
      if (typeof opened !== 'string') {
        // a fault is only looked up here: what cannot be looked up keeps nobody from a file that is right
        await note(file, null).catch(() => undefined);
        return opened;
      }
      if (!(await find(file._id))) throw new DomainError('NOT_FOUND', 'common.notFound'); // tidied away meanwhile
      await note(file, opened).catch(() => undefined); // logged; the next night enters it
      throw damaged(file);
    },
    shownAs: (file) => shownAs(pathOf(file._id)),
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
const noSpaceOfOwn = (bytes: number) =>
  new DomainError('NO_SPACE', 'common.noSpaceOfOwn', { limit: `${Math.floor(bytes / 2 ** 20)} MB` });

/** By another colleague of the same organisation it is the same upload too. */
const isSameUpload = (kept: StoredFile, sent: Pick<StoredFile, 'organisationId' | 'sha256'>): boolean =>
  kept.organisationId === sent.organisationId && kept.sha256 === sent.sha256;

const exists = () => new DomainError('CONFLICT', 'common.alreadyExists', { field: 'fileId' });
