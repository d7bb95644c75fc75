import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { say } from '../../domain/messages.ts';
import { installationFolder } from '../config.ts';
import { badCursor, numberedPlace } from '../cursor.ts';
import type { Checkpoints } from '../events/checkpoints.ts';
import type { EventStore } from '../events/event.store.ts';
import type { FoundPart, Health } from '../health.ts';
import type { Backlog } from '../health-checks.ts';
import type { Scheduler } from '../jobs/scheduler.ts';
import type { HandlersOf } from './pipeline.ts';

type Parts = Output<'system.health'>['parts'];

export type SystemPorts = Readonly<{
  events: EventStore;
  health: Health;
  /** What the relay was last seen to be behind; null when the database did not say. */
  backlog: () => Backlog | null;
  scheduler: Pick<Scheduler, 'planned' | 'stopWork'>;
  organisationNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  checkpoints: Checkpoints;
  maySee: (actor: Actor, stream: string) => Promise<boolean>;
}>;

const version = (JSON.parse(readFileSync(join(installationFolder, 'package.json'), 'utf8')) as { version: string })
  .version;

export function systemRoutes(ports: SystemPorts): HandlersOf<'system' | 'checkpoints' | 'jobs'> {
  const { events, health, backlog, checkpoints, maySee, scheduler, organisationNames } = ports;
  const isWell = (parts: Readonly<Record<string, FoundPart>>) => Object.values(parts).every(({ ok }) => ok);
  return {
    'system.health': async ({ language }) => {
      const found = await health.all();
      const parts = Object.entries(found).map(([name, { ok, key, details, lastWellAt }]) => [
        name,
        { ok, detail: say(key, language, details), lastWellAt: lastWellAt?.toISOString() ?? null },
      ]);
      const relay = found['relay']?.key === 'health.late' ? null : backlog();
      return { ok: isWell(found), version, parts: Object.fromEntries(parts) as Parts, relay };
    },

    // the search alone must not take every server out of service: only the database decides
    'system.ready': async () => {
      const found = await health.all();
      if (!found['database']?.ok) throw new DomainError('UNAVAILABLE', 'common.unavailable');
      return { ok: isWell(found) };
    },

    'system.events': async ({ actor, params, query }) => {
      if (!(await maySee(actor, params.stream))) throw new DomainError('NOT_FOUND', 'common.notFound');
      const after = query.cursor === undefined ? query.after : numberedPlace(query.cursor);
      const found = await events.ofStream(params.stream, after, query.limit + 1);
      const items = found
        .slice(0, query.limit)
        .map(({ stream, seq, type, at }) => ({ stream, seq, type, at: at.toISOString() }));
      return { items, nextCursor: found.length > query.limit ? String(items.at(-1)?.seq ?? after) : null };
    },

    'jobs.list': async ({ query }) => {
      const { items, nextCursor } = await scheduler.planned(query);
      const names = await organisationNames([...new Set(items.flatMap(({ organisationId }) => organisationId ?? []))]);
      return {
        items: items.map(({ organisationId, dueAt, mayCancel, ...job }) => ({
          ...job,
          organisation: organisationId === null ? null : { id: organisationId, name: names.get(organisationId) ?? '' },
          dueAt: dueAt.toISOString(),
          allowed: mayCancel ? ['cancel'] : [],
        })),
        nextCursor,
      };
    },

    'jobs.cancel': ({ actor, params, body }) => scheduler.stopWork(params.jobId, actor, body.commandId),

    'checkpoints.list': ({ query: { limit, cursor } }) => {
      const all = checkpoints.names().reverse();
      if (cursor !== undefined && !/^[\dTZ-]{1,30}\.json$/.test(cursor)) throw badCursor();
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
