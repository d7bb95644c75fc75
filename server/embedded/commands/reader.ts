/**
 * The reading thread, with a connection of its own: it runs the reads that would keep the store busy. Each answer sees
 * one snapshot, the state on disk when the answer began.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Doc } from '../values/bson.ts';
import { decode } from '../values/bson-read.ts';
import { encode } from '../values/bson-write.ts';
import { type Catalog, loadCatalog } from '../storage/catalog.ts';
import { systemClock } from './clock.ts';
import { COMMANDS } from './commands.ts';
import type { Reply } from './context.ts';
import { Cursors } from './cursors.ts';
import { refuse } from '../values/errors.ts';
import { Connection } from '../storage/sqlite.ts';
import { Pages } from '../storage/pages.ts';
import type { View } from '../storage/view.ts';
import { failure } from './failure.ts';

export interface Job {
  readonly id: number;
  readonly db: string;
  readonly command: Uint8Array;
}

const connection = new Connection((workerData as { path: string }).path, { readOnly: true }); // set by the thread's owner
const pages = new Pages(connection);
const cursors = new Cursors('thread', systemClock);
let catalog: Catalog = new Map();
let version: unknown;

const present = (): Catalog => {
  const now = connection.value('PRAGMA data_version');
  if (now !== version) catalog = loadCatalog(connection);
  version = now;
  return catalog;
};

const readOnly = (): never => refuse('writing on the reading thread');

const run = ({ db, command: bytes }: Job): Reply => {
  const command = decode(bytes);
  // one snapshot for the catalog and all rows of this answer
  connection.exec('BEGIN');
  try {
    return answer(db, command);
  } finally {
    connection.exec('ROLLBACK');
  }
};

const answer = (db: string, command: Doc): Reply => {
  const [name = ''] = command.keys();
  const own = { catalog: present(), isTaken: readOnly, ensure: readOnly, createIndex: readOnly, write: readOnly };
  const view: View = Object.assign(pages, own);
  const found = COMMANDS.get(name);
  return found?.kind === 'read'
    ? found.run({ view, cursors, db, command, now: new Date(systemClock.now()), owner: undefined })
    : readOnly();
};

setInterval(() => cursors.forgetIdle(), 60_000).unref();

parentPort?.on('message', (job: Job) => {
  let reply: Buffer;
  try {
    reply = encode(run(job));
  } catch (error) {
    reply = failure(error);
  }
  parentPort?.postMessage({ id: job.id, reply });
});
