import { z } from 'zod';
import { watchedKinds } from '../../domain/watches.ts';
import { command, id, instant, list, outcome, page, version } from '../common.ts';
import { operation } from '../operation.ts';

const thing = z.strictObject({ kind: z.enum(watchedKinds), thingId: id });

export const watchesOperations = {
  'watches.list': operation({
    summary: 'What I watch, what changed last first; what I may not see any more keeps the title it had for me',
    method: 'get',
    path: '/api/watches',
    who: 'signedIn',
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        kind: z.enum(watchedKinds),
        id,
        /** Null: seen for an organisation that I do not act for now. */
        title: z.string().nullable(),
        /** Whether I may see it now. */
        isVisible: z.boolean(),
        since: instant,
        /** When it last changed since I began to watch. */
        changedAt: instant.nullable(),
        /** It changed since I last looked at the list. */
        isNew: z.boolean(),
      }),
    ),
  }),
  'watches.watch': operation({
    summary: 'Watch a patent or a need that I may see',
    method: 'put',
    path: '/api/watches/:kind/:thingId',
    changes: ['watches'],
    who: 'signedIn',
    params: thing,
    body: z.strictObject(command),
    out: outcome,
  }),
  'watches.get': operation({
    summary: 'Whether I watch one thing, and the version of my watch',
    method: 'get',
    path: '/api/watches/:kind/:thingId',
    who: 'signedIn',
    params: thing,
    out: z.strictObject({ version, isWatched: z.boolean() }),
  }),
  'watches.stop': operation({
    summary: 'Watch something no longer',
    method: 'post',
    path: '/api/watches/:kind/:thingId/stop',
    changes: ['watches'],
    who: 'signedIn',
    params: thing,
    body: z.strictObject(command),
    out: outcome,
  }),
  'watches.see': operation({
    summary: 'Say that I have looked at what is new; seeing again changes nothing',
    method: 'post',
    path: '/api/watches/see',
    // the marks of what is new stay while they are looked at
    changes: [],
    who: 'signedIn',
    out: z.strictObject({}),
  }),
} as const;
