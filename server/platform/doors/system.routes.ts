import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Clock } from '../clock.ts';
import { installationFolder } from '../config.ts';
import type { Checkpoints } from '../events/checkpoints.ts';
import type { EventStore } from '../events/event.store.ts';
import type { JobStore } from '../jobs/jobs.store.ts';
import type { Database } from '../database/mongo.ts';
import type { HandlersOf } from './pipeline.ts';

/** One part of `/api/health`. `detail` is public, so it must not name anything secret. */
export type HealthPart = Readonly<{ ok: boolean; detail: string }>;
export type HealthChecks = Readonly<Record<string, () => Promise<HealthPart>>>;

export type SystemPorts = Readonly<{
  database: Database;
  events: EventStore;
  jobs: JobStore;
  clock: Clock;
  checks: HealthChecks;
  checkpoints: Checkpoints;
  /** Names of the readers that have not caught up with past events yet. */
  behind: () => Promise<string[]>;
  maySee: (actor: Actor, stream: string) => Promise<boolean>;
}>;

const version = (JSON.parse(readFileSync(join(installationFolder, 'package.json'), 'utf8')) as { version: string })
  .version;
/** When the oldest waiting event is older than this, the relay counts as stuck. */
const oldestAllowedSeconds = 60;

export function systemRoutes(ports: SystemPorts): HandlersOf<'system' | 'checkpoints'> {
  const { database, events, jobs, clock, checks, checkpoints, behind, maySee } = ports;
  return {
    'system.health': async () => {
      const parts: Record<string, HealthPart> = {};
      const all = { database: () => database.ping().then(() => ({ ok: true, detail: 'reachable' })), ...checks };
      for (const [name, check] of Object.entries(all)) {
        parts[name] = await check().catch(() => ({ ok: false, detail: 'not reachable' }));
      }
      const readers = await behind();
      const { oldestAt, parked } = await events.backlog(readers);
      const parkedJobs = await jobs.parked();
      const oldestPendingSeconds = oldestAt ? Math.max(0, (clock.now().getTime() - oldestAt.getTime()) / 1_000) : 0;
      parts['jobs'] = { ok: parkedJobs === 0, detail: `${parkedJobs} parked` };
      // catching up takes long and is no fault: events that wait for these readers do not count above
      if (readers.length > 0) parts['readers'] = { ok: true, detail: `${readers.join(', ')} catch up` };
      const isWell =
        Object.values(parts).every(({ ok }) => ok) && parked === 0 && oldestPendingSeconds < oldestAllowedSeconds;
      return { ok: isWell, version, parts, relay: { oldestPendingSeconds, parked } };
    },

    'system.events': async ({ actor, params, query }) => {
      if (!(await maySee(actor, params.stream))) throw new DomainError('NOT_FOUND', 'common.notFound');
      const after = query.cursor ? Number(query.cursor) || 0 : query.after;
      const found = await events.ofStream(params.stream, after, query.limit + 1);
      const items = found
        .slice(0, query.limit)
        .map(({ stream, seq, type, at }) => ({ stream, seq, type, at: at.toISOString() }));
      return { items, nextCursor: found.length > query.limit ? String(items.at(-1)?.seq ?? after) : null };
    },

    'checkpoints.list': ({ query: { limit, cursor } }) => {
      const all = checkpoints.names().reverse();
      const left = cursor === undefined ? all : all.filter((name) => name < cursor);
      const items = left.slice(0, limit).map((name) => ({ name }));
      const nextCursor = left.length > limit ? (items.at(-1)?.name ?? null) : null;
      return Promise.resolve({ items, nextCursor, publicKey: checkpoints.publicKey() });
    },

    'checkpoints.get': ({ params: { name } }) => {
      const content = checkpoints.read(name);
      if (content === null) throw new DomainError('NOT_FOUND', 'common.notFound');
      return Promise.resolve({ fileName: name, content });
    },
  };
}
