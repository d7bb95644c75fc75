import { z } from 'zod';
import { profileLimits } from '../../domain/experts/expert.ts';
import { expertInvitationStates, expertStates } from '../../domain/experts/expert-process.ts';
import { kindsWithExperts } from '../../domain/experts/expert-visibility.ts';
import {
  command,
  create,
  date,
  id,
  instant,
  list,
  outcome,
  page,
  party,
  place,
  seat,
  version,
  visibleName,
} from '../common.ts';
import { operation } from '../operation.ts';

const year = z.int().min(1900).max(2200);
const reason = z.string().trim().max(500);
const profile = {
  title: visibleName(1, 100),
  /** IPC symbols of any depth; their subclasses are kept. */
  ipc: z.array(z.string().trim().min(1).max(40)).min(1).max(profileLimits.ipc),
  words: z.array(visibleName(1, 60)).max(profileLimits.words),
  place: seat,
  organisation: visibleName(1, 200).nullable(),
  past: z.array(z.strictObject({ name: visibleName(1, 200), from: year, to: year })).max(profileLimits.past),
  mostAtOnce: z.int().min(1).max(profileLimits.atOnce),
  awayUntil: date.nullable(),
};
const shownProfile = {
  title: z.string(),
  ipc: z.array(z.string()),
  words: z.array(z.string()),
  place,
  organisation: z.string().nullable(),
  past: z.array(z.strictObject({ name: z.string(), from: z.int(), to: z.int() })),
  mostAtOnce: z.int(),
  awayUntil: date.nullable(),
};
const expert = z.strictObject({
  /** The person's. */
  id,
  version,
  name: z.string(),
  state: z.enum(expertStates),
  ...shownProfile,
  appliedAt: instant,
  allowed: z.array(z.string()),
});
const params = z.strictObject({ expertId: id });
const invitationParams = z.strictObject({ expertInvitationId: id });
const who = { kinds: kindsWithExperts } as const;

/** The pool of experts. */
export const expertsOperations = {
  'experts.me': operation({
    summary: 'My place in the pool of experts, if I have one, and who invites me into it',
    method: 'get',
    path: '/api/experts/me',
    who: 'signedIn',
    out: z.strictObject({
      expert: expert.nullable(),
      invitations: z.array(z.strictObject({ id, version, organisation: party, invitedAt: instant })),
    }),
  }),
  'experts.apply': operation({
    summary: 'Apply to the pool; whom somebody that confirms experts of the place has invited is in at once',
    method: 'post',
    path: '/api/experts/me',
    changes: ['experts', 'inbox'],
    who: 'signedIn',
    body: z.strictObject({ ...command, ...profile, invitationId: id.nullable() }),
    out: outcome,
  }),
  'experts.revise': operation({
    summary: 'Change what my profile says, as a whole',
    method: 'put',
    path: '/api/experts/me',
    changes: ['experts'],
    who: 'signedIn',
    body: z.strictObject({ ...command, ...profile }),
    out: outcome,
  }),
  'experts.step': operation({
    summary: 'Pause, go on, or leave the pool',
    method: 'post',
    path: '/api/experts/me/step',
    changes: ['experts'],
    who: 'signedIn',
    body: z.strictObject({ ...command, step: z.enum(['pause', 'resume', 'end']) }),
    out: outcome,
  }),
  'experts.invite': operation({
    summary: 'Invite somebody into the pool by an address; the answer is the same whether or not it is an account’s',
    method: 'post',
    path: '/api/experts/invitations',
    changes: ['experts.invitations'],
    who: { ...who, roles: ['editor', 'reviewer'] },
    body: z.strictObject({ ...create, email: z.email().trim().toLowerCase().max(200) }),
    out: outcome,
  }),
  'experts.invitations': operation({
    summary: 'Whom my organisation has invited, the latest first',
    method: 'get',
    path: '/api/experts/invitations',
    who: { ...who, roles: ['editor', 'reviewer'] },
    query: z.strictObject(page),
    out: list(
      z.strictObject({
        ...{ id, version, email: z.string(), state: z.enum(expertInvitationStates), invitedAt: instant },
        allowed: z.array(z.string()),
      }),
    ),
  }),
  'experts.withdrawInvitation': operation({
    summary: 'Take an invitation back',
    method: 'post',
    path: '/api/experts/invitations/:expertInvitationId/withdraw',
    changes: ['experts', 'inbox'],
    who: { ...who, roles: ['editor', 'reviewer'], also: 'of the organisation that invited' },
    params: invitationParams,
    body: z.strictObject(command),
    out: outcome,
  }),
  'experts.declineInvitation': operation({
    summary: 'Say no to an invitation into the pool',
    method: 'post',
    path: '/api/experts/invitations/:expertInvitationId/decline',
    changes: ['experts', 'inbox'],
    who: 'signedIn',
    params: invitationParams,
    body: z.strictObject(command),
    out: outcome,
  }),
  'experts.list': operation({
    summary: 'The pool: confirmed experts of every place; in other states those of the places for which I confirm',
    method: 'get',
    path: '/api/experts',
    who,
    query: z.strictObject({
      ...page,
      state: z.enum(expertStates).exclude(['outside']).default('confirmed'),
      /** A subclass: `H01M`. */
      ipc: z
        .string()
        .regex(/^[A-H]\d{2}[A-Z]$/)
        .optional(),
      word: visibleName(1, 60).optional(),
    }),
    out: list(expert),
  }),
  'experts.get': operation({
    summary: 'One expert',
    method: 'get',
    path: '/api/experts/:expertId',
    who: { ...who, also: 'whom they may know' },
    params,
    out: expert,
  }),
  'experts.decide': operation({
    summary: 'Confirm or refuse an application, or end an expert’s place in the pool',
    method: 'post',
    path: '/api/experts/:expertId/decide',
    changes: ['experts', 'inbox'],
    who: { ...who, roles: ['reviewer'], also: 'that confirms experts of the place, and is not the expert' },
    params,
    body: z.strictObject({ ...command, decision: z.enum(['confirm', 'refuse', 'end']), reason: reason.default('') }),
    out: outcome,
  }),
} as const;
