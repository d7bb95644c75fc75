import { z } from 'zod';
import { allTaskKinds } from '../../domain/tasks.ts';
import { date, id, list, page } from '../common.ts';
import { operation } from '../operation.ts';

export const inboxOperations = {
  'inbox.mine': operation({
    summary: 'What waits for my organisation: what runs out first comes first; queues once, with their count',
    method: 'get',
    path: '/api/inbox',
    who: { members: 'all', administrator: true },
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        /** Stays the same for as long as the same is awaited. */
        id: z.string(),
        what: z.enum(allTaskKinds),
        /** What is to be done, in the caller's language. */
        text: z.string(),
        /** Null: a queue. */
        thing: z.strictObject({ kind: z.string(), id }).nullable(),
        title: z.string(),
        /** The others who have to do with it. */
        others: z.array(z.string()),
        due: date.nullable(),
        count: z.int(),
        /** The caller's role lets him do it himself. */
        mayDo: z.boolean(),
      }),
    ),
  }),
} as const;
