import { type Actor, actsFor } from '../actors.ts';
import { type Audience, isAmong } from '../audience.ts';
import { type NeedVisibility, openStates } from './need.ts';
import type { NeedState } from './need-process.ts';

/** What decides who may know of a need. */
export type NeedInSight = Readonly<{
  organisationId: string;
  state: NeedState;
  visibility: NeedVisibility;
  invited: readonly string[];
}>;

/** Its own organisation always knows of a need; others while it is open and meant for them. */
export function needAudience({ organisationId, state, visibility, invited }: NeedInSight): Audience {
  if (!openStates.includes(state)) return [organisationId];
  return visibility === 'targeted' ? [organisationId, ...invited] : 'everybody';
}

export const mayKnowNeed = (actor: Actor, need: NeedInSight): boolean => isAmong(actor, needAudience(need));

/** Whether somebody may know whose need it is; the owner of an anonymous one shows itself once both sides want each other. */
export const mayKnowOwner = (
  actor: Actor,
  need: Pick<NeedInSight, 'organisationId' | 'visibility'>,
  isMutual = false,
): boolean => need.visibility !== 'anonymous' || isMutual || actsFor(actor, need.organisationId);
