import type { Actor } from '../actors.ts';
import { isAmong } from '../audience.ts';
import type { Deal } from './deal.ts';

type DealInSight = Pick<Deal, 'supplierId' | 'demanderId' | 'centreIds'>;

/** Who may see the deal and add files: both sides and the centres that accompany it. */
export const dealAudience = ({ supplierId, demanderId, centreIds }: DealInSight): readonly string[] => [
  ...[supplierId, demanderId],
  ...centreIds,
];

export const mayKnowDeal = (actor: Actor, deal: DealInSight): boolean => isAmong(actor, dealAudience(deal));
