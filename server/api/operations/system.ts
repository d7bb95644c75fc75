import { z } from 'zod';
import { id, instant, list, outcome, page, party } from '../common.ts';
import { downloaded, operation } from '../operation.ts';

/** `detail` is a sentence in the caller's language; `lastWellAt` is null when the part was not well since the server started. */
const part = z.strictObject({ ok: z.boolean(), detail: z.string(), lastWellAt: z.string().nullable() });

/** Who may fetch checkpoints: heads and hashes of streams, without content. */
const keepers = { kinds: ['authority'], administrator: true } as const;

export const systemOperations = {
  'system.health': operation({
    summary: 'Whether the installation is well, part by part, within a few seconds whatever hangs',
    method: 'get',
    path: '/api/health',
    who: 'anyone',
    out: z.strictObject({
      ok: z.boolean(),
      version: z.string(),
      parts: z.record(z.string(), part),
      /** Null while the database cannot say. */
      relay: z.strictObject({ oldestPendingSeconds: z.number(), parked: z.int() }).nullable(),
    }),
  }),
  'system.ready': operation({
    summary:
      'Whether this server can take requests: 503 only while the database is unusable; `ok` is that of the health',
    method: 'get',
    path: '/api/ready',
    who: 'anyone',
    out: z.strictObject({ ok: z.boolean() }),
  }),
  'system.events': operation({
    summary: 'The events of a stream after a sequence number, for whoever may see the thing: what a client missed',
    method: 'get',
    path: '/api/streams/:stream/events',
    who: { also: 'may see the thing behind the stream', administrator: true },
    params: z.strictObject({ stream: z.string().min(3).max(120) }),
    query: z.strictObject({ ...page, after: z.coerce.number().int().min(0).default(0) }),
    out: list(z.strictObject({ stream: z.string(), seq: z.int(), type: z.string(), at: z.string() })),
  }),
  'jobs.list': operation({
    summary: 'Background jobs that wait, run or are parked, what is due first',
    method: 'get',
    path: '/api/jobs',
    who: 'administrator',
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        id: z.string(),
        kind: z.string(),
        /** For whom the work is done; null: the exchange itself. */
        organisation: party.nullable(),
        dueAt: instant,
        state: z.enum(['waiting', 'running', 'parked']),
        tries: z.int(),
        allowed: z.array(z.string()),
      }),
    ),
  }),
  'jobs.cancel': operation({
    summary: 'Stop the work behind a background job, such as an import; what it has written stays',
    method: 'post',
    path: '/api/jobs/:jobId/cancel',
    changes: ['jobs', 'imports'],
    who: 'administrator',
    params: z.strictObject({ jobId: z.string().min(1).max(200) }),
    body: z.strictObject({ commandId: id }),
    out: outcome,
  }),
  'checkpoints.list': operation({
    summary:
      'The signed checkpoints over all chains of events, the latest first, and the public key that verifies them',
    method: 'get',
    path: '/api/checkpoints',
    who: keepers,
    query: z.strictObject(page),
    out: list(z.strictObject({ name: z.string() })).extend({ publicKey: z.string() }),
  }),
  'checkpoints.get': operation({
    summary: 'One checkpoint as a file, to be kept where this installation cannot reach it',
    method: 'get',
    path: '/api/checkpoints/:name',
    who: keepers,
    params: z.strictObject({ name: z.string().max(60) }),
    out: downloaded,
    download: { mediaType: 'application/json' },
  }),
} as const;
