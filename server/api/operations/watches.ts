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
        /** Null: last seen while acting for another organisation. */
        title: z.string().nullable(),
        /** Whether the user may see the thing now. */
        isVisible: z.boolean(),
        since: instant,
        /** Last change since the watch began. */
        changedAt: instant.nullable(),
        /** Changed since `watches.see`. */
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
    // no reads: marks of new items stay on the page that shows them
    changes: [],
    who: 'signedIn',
    out: z.strictObject({}),
  }),
} as const;
