import { z } from 'zod';
import { idPattern } from '../../domain/ids.ts';
import { allTaskKinds } from '../../domain/tasks.ts';
import { date, id, instant, list, outcome, page } from '../common.ts';
import { operation } from '../operation.ts';

/** Whoever has an inbox: members, and who operates the installation. */
const who = { members: 'all', administrator: true } as const;
const uuid = idPattern.source.replace(/[$^]/g, '');
/** Kind, organisation and unit, and thing; see `taskOf`. */
const taskId = z.string().regex(new RegExp(`^[a-z]+\\.[A-Za-z]+@(${uuid}(/${uuid})?|operators)(:[a-z]+:${uuid})?$`));
/** A task's kind, or the type of an event that is told. */
const kind = z.string().regex(/^[a-z]+\.[A-Za-z]{1,40}$/);
const thing = z.strictObject({ kind: z.string(), id });
const take = {
  method: 'post',
  changes: ['inbox'],
  who: { ...who, also: 'for whose organisation the task waits' },
  params: z.strictObject({ taskId }),
  body: z.strictObject({ commandId: id }),
  out: outcome,
} as const;

export const inboxOperations = {
  'inbox.mine': operation({
    summary: 'What waits for my organisation, what runs out first first; a queue once, with its count',
    method: 'get',
    path: '/api/inbox',
    who,
    query: z.strictObject({
      /** `mine`: what my role lets me do, no colleague took, and I do not mute. */
      whose: z.enum(['mine', 'organisation']).default('organisation'),
      ...page,
    }),
    out: list(
      z.strictObject({
        /** Stays the same for as long as the same is awaited. */
        id: z.string(),
        what: z.enum(allTaskKinds),
        /** What is to be done, in the caller's language. */
        text: z.string(),
        /** Null: a queue. */
        thing: thing.nullable(),
        title: z.string(),
        /** The others who have to do with it. */
        others: z.array(z.string()),
        due: date.nullable(),
        count: z.int(),
        /** The caller's role lets him do it himself. */
        mayDo: z.boolean(),
        takenBy: z.strictObject({ name: z.string(), isMe: z.boolean() }).nullable(),
        isRead: z.boolean(),
        isMuted: z.boolean(),
        allowed: z.array(z.enum(['take', 'handBack'])),
      }),
    ),
  }),
  'inbox.count': operation({
    summary: 'How much waits for me, and how much is new to me that I have not read; 100 stands for more',
    method: 'get',
    path: '/api/inbox/count',
    who,
    out: z.strictObject({ waiting: z.int(), news: z.int() }),
  }),
  'inbox.notices': operation({
    summary: 'What happened in the last 60 days, the latest first; a burst of one kind is one line with its count',
    method: 'get',
    path: '/api/inbox/notices',
    who,
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        id: z.string(),
        kind: z.string(),
        /** What happened, in the caller's language. */
        text: z.string(),
        /** Null: many things. */
        thing: thing.nullable(),
        /** Null: many things, or one that the caller may not see any more. */
        title: z.string().nullable(),
        at: instant,
        count: z.int(),
        isRead: z.boolean(),
      }),
    ),
  }),
  'inbox.take': operation({
    summary: 'Take care of a task, so that no colleague does the same',
    path: '/api/inbox/tasks/:taskId/take',
    ...take,
  }),
  'inbox.handBack': operation({
    summary: 'Hand a task back that I took, or as an admin one that a colleague took',
    path: '/api/inbox/tasks/:taskId/hand-back',
    ...take,
  }),
  'inbox.read': operation({
    summary: "Mark tasks and notices as read by me, or as unread; others' ids are passed over",
    method: 'post',
    path: '/api/inbox/read',
    changes: ['inbox'],
    who,
    body: z.strictObject({ items: z.array(z.string().min(1).max(300)).min(1).max(100), isRead: z.boolean() }),
    out: z.strictObject({}),
  }),
  'inbox.readAll': operation({
    summary: 'Mark all notices up to a moment as read by me',
    method: 'post',
    path: '/api/inbox/read-all',
    changes: ['inbox'],
    who,
    body: z.strictObject({ upTo: instant }),
    out: z.strictObject({}),
  }),
  'inbox.settings': operation({
    summary: 'What I do not want to hear of',
    method: 'get',
    path: '/api/inbox/settings',
    who,
    out: z.strictObject({
      mutedKinds: z.array(z.strictObject({ kind, text: z.string() })),
      mutedThings: z.array(thing.extend({ title: z.string().nullable() })),
    }),
  }),
  'inbox.mute': operation({
    summary:
      'Hear no more of a kind of task or notice, or of one thing, or hear of it again; it goes on for my colleagues',
    method: 'post',
    path: '/api/inbox/mute',
    changes: ['inbox'],
    who,
    body: z.strictObject({
      what: z.union([z.strictObject({ kind }), z.strictObject({ thing })]),
      isMuted: z.boolean(),
    }),
    out: z.strictObject({}),
  }),
} as const;
