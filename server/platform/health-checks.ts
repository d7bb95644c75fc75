import { randomUUID } from 'node:crypto';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import { type Database, isConnectionLoss } from './database/mongo.ts';
import { probeStore } from './database/probe.store.ts';
import type { EventStore } from './events/event.store.ts';
import type { Files } from './files/files.ts';
import type { HealthCheck, HealthPart } from './health.ts';
import type { JobStore } from './jobs/jobs.store.ts';

const gibibyte = 2 ** 30;
/** Less free space than this, or than a twentieth of a small disk, is told of before writes begin to fail. */
const leastFreeBytes = gibibyte / 2;
const leastFreeShare = 1 / 20;
/** An event that has waited longer than this says that the relay stands still. */
const longestWaitSeconds = 60;

/** Writes a small document: a database on a full disk, or a stopped one, still accepts connections. */
export function databaseCheck(database: Database, clock: Clock): HealthCheck {
  const probe = probeStore(database);
  return async () => {
    try {
      await probe.write(clock.now());
      return { ok: true, key: 'health.database.ok' };
    } catch (error) {
      if (isConnectionLoss(error)) throw error;
      return { ok: false, key: 'health.database.refuses' };
    }
  };
}

/** Writes a small file into the data folder and asks how much space is left. */
export const diskCheck =
  (dataFolder: string): HealthCheck =>
  async () => {
    const { bavail, blocks, bsize } = await statfs(dataFolder);
    const freeBytes = bavail * bsize;
    const details = { free: (freeBytes / gibibyte).toFixed(1) };
    if (!(await canWrite(dataFolder))) return { ok: false, key: 'health.disk.full', details };
    const isEnough = freeBytes >= Math.min(leastFreeBytes, blocks * bsize * leastFreeShare);
    return { ok: isEnough, key: isEnough ? 'health.disk.ok' : 'health.disk.low', details };
  };

async function canWrite(folder: string): Promise<boolean> {
  const path = join(folder, `probe-${randomUUID()}.part`);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.write(Buffer.alloc(4_096));
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  } catch {
    return false;
  } finally {
    await rm(path, { force: true }).catch(() => undefined); // the next line of the log says what is wrong
  }
}

export type Backlog = Readonly<{ oldestPendingSeconds: number; parked: number }>;

/** How far the relay is behind; `behind` names readers that still read what happened before them, which is no fault. */
export async function backlogNow(
  events: EventStore,
  behind: () => Promise<string[]>,
  clock: Clock,
): Promise<Backlog & Readonly<{ readers: readonly string[] }>> {
  const readers = await behind();
  const { oldestAt, parked } = await events.backlog(readers);
  const oldestPendingSeconds = oldestAt ? Math.max(0, (clock.now().getTime() - oldestAt.getTime()) / 1_000) : 0;
  return { oldestPendingSeconds, parked, readers };
}

/** Whether changes reach search, matches, figures and screens; tells `seen` what it found. */
export const relayCheck =
  (events: EventStore, behind: () => Promise<string[]>, clock: Clock, seen: (found: Backlog) => void): HealthCheck =>
  async () => {
    const { readers, ...found } = await backlogNow(events, behind, clock);
    seen(found);
    const details = {
      seconds: Math.round(found.oldestPendingSeconds),
      parked: found.parked,
      readers: readers.join(', '),
    };
    if (found.parked > 0) return { ok: false, key: 'health.relay.parked', details };
    if (found.oldestPendingSeconds >= longestWaitSeconds) return { ok: false, key: 'health.relay.late', details };
    return { ok: true, key: readers.length > 0 ? 'health.relay.catchUp' : 'health.relay.ok', details };
  };

/** Whether every job is done that has to be done later. */
export const jobsCheck =
  (jobs: JobStore): HealthCheck =>
  async () => {
    const count = await jobs.parked();
    return count === 0
      ? { ok: true, key: 'health.jobs.ok' }
      : { ok: false, key: 'health.jobs.parked', details: { count } };
  };

/** Whether stored files were found whose bytes are not what was uploaded. */
export const filesCheck =
  (files: Files): HealthCheck =>
  async (): Promise<HealthPart> => {
    const { files: count, faults, verifiedSince } = await files.state();
    if (faults > 0) return { ok: false, key: 'health.files.damaged', details: { count: faults } };
    if (!verifiedSince) return { ok: true, key: 'health.files.new', details: { count } };
    return { ok: true, key: 'health.files.ok', details: { count, since: verifiedSince.toISOString().slice(0, 10) } };
  };
