import { type Actor, actsFor } from '../actors.ts';
import { type Audience, isAmong } from '../audience.ts';
import type { MatchState } from '../matches.ts';
import { mayKnowNeed, type NeedInSight } from '../needs/need-visibility.ts';

/** What decides who may know of a match. */
export type MatchInSight = Readonly<{
  state: MatchState;
  supplierId: string;
  demanderId: string;
  centreId: string | null;
}>;

/** Need and patent of a match, as of now; `match` is null before anybody did anything. */
export type PairInSight = Readonly<{
  need: NeedInSight;
  patent: Readonly<{ organisationId: string; isOnOffer: boolean }>;
  match: MatchInSight | null;
}>;

/** Both sides, and the centre that brought them together. */
export const matchAudience = ({ supplierId, demanderId, centreId }: MatchInSight): Audience => [
  ...[supplierId, demanderId],
  ...(centreId === null ? [] : [centreId]),
];

/**
 * Whether somebody may know of a pair: of its need, to which interest that its owner showed is an invitation, and of its
 * patent, which its own organisation and the parties of the match know even when it is not on offer.
 */
export const mayKnowPair = (actor: Actor, { need, patent, match }: PairInSight): boolean =>
  (mayKnowNeed(actor, need) || (match !== null && isInvitedBy(match) && actsFor(actor, match.supplierId))) &&
  (patent.isOnOffer || isAmong(actor, [patent.organisationId, ...(match ? matchAudience(match) : [])]));

const isInvitedBy = ({ state }: MatchInSight): boolean => state === 'interestedByDemander' || state === 'mutual';
