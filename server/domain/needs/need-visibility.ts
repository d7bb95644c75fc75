import { type Actor, actsFor } from '../actors.ts';
import { type Audience, isAmong } from '../audience.ts';
import { type NeedVisibility, openStates } from './need.ts';
import type { NeedState } from './need-process.ts';

/** The fields of a need that decide who may know of it. */
export type NeedInSight = Readonly<{
  organisationId: string;
  state: NeedState;
  visibility: NeedVisibility;
  invited: readonly string[];
}>;

/** Its own organisation always; others while it is open and its visibility includes them. */
export function needAudience({ organisationId, state, visibility, invited }: NeedInSight): Audience {
  if (!openStates.includes(state)) return [organisationId];
  return visibility === 'targeted' ? [organisationId, ...invited] : 'everybody';
}

export const mayKnowNeed = (actor: Actor, need: NeedInSight): boolean => isAmong(actor, needAudience(need));

/** Whether the actor may know whose need it is. `isMutual`: both sides of a match are interested. */
export const mayKnowOwner = (
  actor: Actor,
  need: Pick<NeedInSight, 'organisationId' | 'visibility'>,
  isMutual = false,
): boolean => need.visibility !== 'anonymous' || isMutual || actsFor(actor, need.organisationId);
