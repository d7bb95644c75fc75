import { type Actor, actsFor } from '../actors.ts';
import { isAmong, isFor } from '../audience.ts';
import type { MatchState } from '../matches.ts';
import { mayKnowNeed, needAudience, type NeedInSight } from '../needs/need-visibility.ts';

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
export const matchAudience = ({ supplierId, demanderId, centreId }: MatchInSight): readonly string[] => [
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

/** Those of the parties of a match, and its centre, who may know of the pair as it is now; see `mayKnowPair`. */
export const pairAudience = ({
  need,
  match,
}: Readonly<{ need: NeedInSight; match: MatchInSight }>): readonly string[] =>
  matchAudience(match).filter((id) => isFor(needAudience(need), id) || (isInvitedBy(match) && id === match.supplierId));

const isInvitedBy = ({ state }: MatchInSight): boolean => state === 'interestedByDemander' || state === 'mutual';
