/**
 * A backup is one SQLite file: the store's tables as of one snapshot, the files of the given folders in pieces, and a
 * table of contents with counts and digests. It can be made while the store runs, and verified without restoring it.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type Catalog, type Collection, loadCatalog } from './catalog.ts';
import { verify } from './integrity.ts';
import { Connection } from './sqlite.ts';
import { Pages } from './pages.ts';
import type { Doc } from '../values/bson.ts';
import { decode } from '../values/bson-read.ts';

const PIECE = 4 * 1024 * 1024;

const TABLES = `
CREATE TABLE backup_pieces (path TEXT NOT NULL, piece INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (path, piece)) WITHOUT ROWID;
CREATE TABLE backup_contents (name TEXT PRIMARY KEY, count INTEGER NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
`;

/** Folders to back up besides the store's, by their names inside the backup. */
export type Folders = Readonly<Record<string, string>>;

export interface Content {
  /** `database.collection`, or `folder/file`. */
  readonly name: string;
  /** Number of documents, or of bytes. */
  readonly count: number;
  readonly digest: string;
}

/** The backup is incomplete or damaged. */
export class BadBackup extends Error {}

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;

/** Counts and hashes what is added to it. */
class Digest {
  private count = 0;
  private readonly hash = createHash('sha256');

  add(bytes: Uint8Array, n = bytes.length): void {
    this.hash.update(bytes);
    this.count += n;
  }

  content(name: string): Content {
    return { name, count: this.count, digest: this.hash.digest('hex') };
  }
}

/** Digest of the documents in `_id` order, so that equal collections have equal digests. */
const digestOf = (connection: Connection, c: Collection): Content => {
  const digest = new Digest();
  const everything = { from: Buffer.alloc(0), to: null };
  for (const id of c.indexes.slice(0, 1))
    for (const { bytes } of new Pages(connection).entries(c, id, everything, false)) digest.add(bytes, 1);
  return digest.content(c.namespace);
};

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // node's own errors carry a code
    throw error;
  }
};

const addFile = (backup: Connection, name: string, path: string): Content => {
  const digest = new Digest();
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(PIECE);
  try {
    for (let piece = 0, read = PIECE; read === PIECE; piece++) {
      read = readSync(file, buffer, 0, PIECE, null);
      const bytes = buffer.subarray(0, read);
      backup.run('INSERT INTO backup_pieces (path, piece, bytes) VALUES (?, ?, ?)', name, piece, bytes);
      digest.add(bytes);
    }
  } finally {
    closeSync(file);
  }
  return digest.content(name);
};

const sync = (path: string): void => {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
};

/**
 * Writes the backup beside its place and moves it there once it is complete and on disk. The database is copied first:
 * a file is on disk before a document names it and never changes, so every file that a copied document names is copied.
 */
export const backUp = (storeFolder: string, folders: Folders, to: string): Content[] => {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  const source = new Connection(join(storeFolder, 'store.sqlite'));
  try {
    source.exec(`VACUUM INTO ${quoted(part)}`);
  } finally {
    source.close();
  }
  const backup = new Connection(part);
  try {
    backup.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;');
    backup.exec(TABLES);
    backup.exec('BEGIN');
    const catalog = loadCatalog(backup);
    const contents = [...catalog.values()].map((c) => digestOf(backup, c));
    for (const [folder, path] of Object.entries(folders))
      for (const file of filesIn(path))
        contents.push(addFile(backup, `${folder}/${relative(path, file).split(sep).join('/')}`, file));
    for (const { name, count, digest } of contents)
      backup.run('INSERT INTO backup_contents (name, count, digest) VALUES (?, ?, ?)', name, count, digest);
    backup.exec('COMMIT');
    backup.close();
    sync(part);
    renameSync(part, to);
    sync(dirname(to));
    return contents;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
};

function* pieces(backup: Connection, name: string): Generator<Uint8Array> {
  for (let piece = 0; ; piece++) {
    const row = backup.get('SELECT bytes FROM backup_pieces WHERE path = ? AND piece = ?', name, piece);
    if (!row) return;
    yield row['bytes'] as Uint8Array; // the table's type
  }
}

const fileDigest = (backup: Connection, name: string): Content => {
  const digest = new Digest();
  for (const bytes of pieces(backup, name)) digest.add(bytes);
  return digest.content(name);
};

/** Reads the whole backup and checks every collection and file against its contents table. Throws `BadBackup`. */
export const verifyBackup = (file: string): Content[] => {
  const backup = new Connection(file, { readOnly: true });
  try {
    const catalog: Catalog = loadCatalog(backup);
    verify(backup, catalog);
    const said = backup.all('SELECT name, count, digest FROM backup_contents ORDER BY name');
    const collections = new Set(catalog.keys());
    const contents = said.map((row): Content => ({
      name: String(row['name']),
      count: Number(row['count']),
      digest: String(row['digest']),
    }));
    for (const content of contents) {
      const c = catalog.get(content.name);
      collections.delete(content.name);
      const found = c ? digestOf(backup, c) : fileDigest(backup, content.name);
      if (found.digest !== content.digest || found.count !== content.count)
        throw new BadBackup(`${content.name} is not what was backed up`);
    }
    const [extra] = collections;
    if (extra !== undefined) throw new BadBackup(`${extra} was not backed up`);
    return contents;
  } catch (error) {
    throw error instanceof BadBackup
      ? error
      : new BadBackup(`not a sound backup: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    backup.close();
  }
};

/** The documents of every collection of this name in a backup, whichever database it belongs to. */
export function* documentsIn(file: string, collection: string): Generator<Doc> {
  const backup = new Connection(file, { readOnly: true });
  try {
    for (const c of loadCatalog(backup).values()) {
      if (!c.namespace.endsWith(`.${collection}`)) continue;
      for (const { bytes } of new Pages(backup).rows(c, false)) yield decode(bytes);
    }
  } finally {
    backup.close();
  }
}

const inside = (folder: string, path: string): string => {
  const full = join(folder, ...path.split('/'));
  if (relative(folder, full).startsWith('..')) throw new BadBackup(`a file outside its folder: ${path}`);
  return full;
};

/** Unpacks a verified backup: the store into `storeFolder`, each folder into its place. No file may exist yet. */
export const unpack = (file: string, storeFolder: string, folders: Folders): void => {
  for (const path of [storeFolder, ...Object.values(folders)]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const backup = new Connection(file, { readOnly: true });
  try {
    for (const row of backup.all('SELECT DISTINCT path FROM backup_pieces')) {
      const [folder = '', ...rest] = String(row['path']).split('/');
      const into = Object.hasOwn(folders, folder) ? folders[folder] : undefined;
      if (into === undefined) throw new BadBackup(`a file of an unknown folder: ${folder}`);
      const path = inside(into, rest.join('/'));
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const out = openSync(path, 'wx', 0o600);
      for (const bytes of pieces(backup, String(row['path']))) writeSync(out, bytes);
      fsyncSync(out);
      closeSync(out);
    }
    backup.exec(`VACUUM INTO ${quoted(join(storeFolder, 'store.sqlite'))}`);
  } finally {
    backup.close();
  }
  const store = new Connection(join(storeFolder, 'store.sqlite'));
  store.exec('PRAGMA synchronous = FULL; DROP TABLE backup_pieces; DROP TABLE backup_contents; VACUUM;');
  store.close();
  sync(join(storeFolder, 'store.sqlite'));
};
