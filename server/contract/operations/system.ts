import { z } from 'zod';
import { list, page } from '../common.ts';
import { operation } from '../operation.ts';

const part = z.strictObject({ ok: z.boolean(), detail: z.string() });

/** The state of the installation and the streams of events. */
export const systemOperations = {
  'system.health': operation({
    summary: 'Whether the installation is well: database, search, relay',
    method: 'get',
    path: '/api/health',
    who: 'anyone',
    out: z.strictObject({
      ok: z.boolean(),
      version: z.string(),
      parts: z.record(z.string(), part),
      relay: z.strictObject({ oldestPendingSeconds: z.number(), parked: z.int() }),
    }),
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
} as const;
