import { z } from 'zod';
import { shownMatchStates } from '../../domain/matches.ts';
import { commandsOf } from '../../domain/process.ts';
import type { QuestionEvents } from '../../domain/questions/question-events.ts';
import { askedKinds, questionProcess, questionStates } from '../../domain/questions/question-process.ts';
import { create, deadline, id, instant, list, named, outcome, page, party, version } from '../common.ts';
import { commandsOn, titled } from '../dealing.ts';
import { operation } from '../operation.ts';
import { timeline } from '../timeline.ts';

const text = z.string().trim().min(1).max(2_000);
const kind = z.enum(askedKinds);
const role = z.enum(['asker', 'owner']);

/** Per event of a question, the part of its data that time lines show. */
export const shownOfQuestion = {
  'question.asked': {},
  'question.askedMore': {},
  'question.answered': {},
  'question.declined': {},
  'question.withdrawn': {},
  'question.lapsed': {},
} as const satisfies Record<keyof QuestionEvents, z.ZodRawShape>;

const summary = z.strictObject({
  id,
  version,
  kind,
  /** What it is called; for whoever may no longer see it, what it was called when it was asked about. */
  thing: titled.extend({ isVisible: z.boolean() }),
  myRole: role,
  /** It does not say whose it is, and neither does an answer. */
  isAnonymous: z.boolean(),
  /** The other side; null for whoever asks about an anonymous need. */
  other: party.nullable(),
  state: z.enum(questionStates),
  /** What it began with. */
  text: z.string(),
  /** When the present question was asked, and when its answer or the no came. */
  askedAt: instant,
  answeredAt: instant.nullable(),
  /** When the side that the latest word is for first had it before its eyes. */
  seenAt: instant.nullable(),
  /** Until when an answer is waited for. */
  deadline: deadline.nullable(),
  updatedAt: instant,
});

const question = summary.extend({
  words: z.array(z.strictObject({ seq: z.int(), role, text: z.string(), at: instant, seenAt: instant.nullable() })),
  /** Matches between the two sides that are about the same patent or need, as far as the reader may know of them. */
  matches: z.array(
    z.strictObject({
      id,
      state: z.enum(shownMatchStates),
      need: titled,
      patent: titled,
      dealId: id.nullable(),
    }),
  ),
  allowed: z.array(z.enum(commandsOf(questionProcess))),
});

named({ QuestionSummary: summary, Question: question });

const params = z.strictObject({ questionId: id });
const changes = ['questions', 'inbox'] as const;
const onQuestion = commandsOn('questions/:questionId', params, changes);
const readers = { also: 'of the organisation that asks, or of the one that is asked' } as const;
const askers = { also: 'of the organisation that asks' } as const;
const owners = { roles: ['editor', 'signer'], also: 'of the organisation that is asked' } as const;

export const questionsOperations = {
  'questions.list': operation({
    summary: 'Questions that my organisation asked, or was asked, what happened last first',
    method: 'get',
    path: '/api/questions',
    who: { members: 'all' },
    query: z.strictObject({
      ...page,
      box: z.enum(['asked', 'received']).default('asked'),
      state: z.enum(questionStates).optional(),
      kind: kind.optional(),
      thingId: id.optional(),
    }),
    out: list(summary),
  }),
  'questions.get': operation({
    summary: 'One question with all that was said, and what I may do now',
    method: 'get',
    path: '/api/questions/:questionId',
    who: readers,
    params,
    out: question,
  }),
  'questions.timeline': operation({
    summary: 'What happened to a question, in order',
    method: 'get',
    path: '/api/questions/:questionId/timeline',
    who: readers,
    params,
    query: z.strictObject(page),
    out: timeline(shownOfQuestion),
  }),
  'questions.ask': operation({
    summary: 'Ask the owner of a patent or need that is on offer; one question about a thing at a time, so many a day',
    method: 'post',
    path: '/api/questions',
    changes,
    who: { members: 'all' },
    body: z.strictObject({ ...create, kind, thingId: id, text }),
    out: outcome,
  }),
  'questions.askMore': onQuestion('Ask on after an answer', 'ask-more', { text }, askers),
  'questions.withdraw': onQuestion('Take back a question that was not answered', 'withdraw', {}, askers),
  'questions.answer': onQuestion('Answer, also after the time for it is over', 'answer', { text }, owners),
  'questions.decline': onQuestion(
    'Say that this will not be answered, with or without a word',
    'decline',
    { text: z.string().trim().max(2_000).default('') },
    owners,
  ),
  'questions.see': operation({
    summary: 'Say that somebody of my organisation has read what this version says; again it changes nothing',
    method: 'post',
    path: '/api/questions/:questionId/see',
    changes: ['inbox'],
    who: readers,
    params,
    body: z.strictObject({ version }),
    out: z.strictObject({}),
  }),
} as const;
