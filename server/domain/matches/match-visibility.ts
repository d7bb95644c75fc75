import { type Actor, actsFor } from '../actors.ts';
import { type Audience, isAmong } from '../audience.ts';
import type { MatchState } from '../matches.ts';
import { mayKnowNeed, type NeedInSight } from '../needs/need-visibility.ts';

/** The fields of a match that decide who may know of it. */
export type MatchInSight = Readonly<{
  state: MatchState;
  supplierId: string;
  demanderId: string;
  centreId: string | null;
}>;

/** Present need and patent of a match; `match` is null before either side acted. */
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
 * Whether the actor may know of both the need and the patent. The need: also the supplier to whom its owner showed
 * interest. The patent: its organisation and the parties of the match even when it is not on offer.
 */
export const mayKnowPair = (actor: Actor, { need, patent, match }: PairInSight): boolean =>
  (mayKnowNeed(actor, need) || (match !== null && isInvitedBy(match) && actsFor(actor, match.supplierId))) &&
  (patent.isOnOffer || isAmong(actor, [patent.organisationId, ...(match ? matchAudience(match) : [])]));

const isInvitedBy = ({ state }: MatchInSight): boolean => state === 'interestedByDemander' || state === 'mutual';
