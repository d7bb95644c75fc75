import type { Actor } from '../actors.ts';
import { isAmong } from '../audience.ts';
import { askedCentres } from '../centre-invitations.ts';
import { type Deal, openInvitations } from './deal.ts';

type DealInSight = Pick<Deal, 'supplierId' | 'demanderId' | 'centreIds'>;

/** Who may see the deal and add files: both sides and the centres that are in it, from then on until they are gone. */
export const dealAudience = ({ supplierId, demanderId, centreIds }: DealInSight): readonly string[] => [
  ...[supplierId, demanderId],
  ...centreIds,
];

export const mayKnowDeal = (actor: Actor, deal: DealInSight): boolean => isAmong(actor, dealAudience(deal));

/** Centres that are asked into the deal. They may know that: by whom and about what, and nothing that is in it. */
export const askedIntoDeal = (deal: Pick<Deal, 'state' | 'centreInvitations'>): string[] =>
  askedCentres(openInvitations(deal));
