import { type Task, taskOf } from '../tasks.ts';
import type { ExpertInvitationState, ExpertState } from './expert-process.ts';

/** Who is awaited for an application to the pool: whoever confirms experts of the place. */
export const expertWaitsFor = (
  { userId, state }: Readonly<{ userId: string; state: ExpertState }>,
  confirmers: readonly string[],
): Task[] =>
  state === 'applied'
    ? confirmers.map((organisationId) => taskOf('expert.decide', { thing: `expert:${userId}`, organisationId }))
    : [];

/** Who is awaited for an invitation: the invited person, where the address is an account's. */
export const invitationWaitsFor = ({
  id,
  state,
  userId,
}: Readonly<{ id: string; state: ExpertInvitationState; userId: string | null }>): Task[] =>
  state === 'open' && userId !== null
    ? [taskOf('expert.answerInvitation', { thing: `expertInvitation:${id}`, organisationId: userId })]
    : [];
