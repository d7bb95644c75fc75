import type { Actor } from '../actors.ts';
import { isAmong } from '../audience.ts';
import type { Deal } from './deal.ts';

type DealInSight = Pick<Deal, 'supplierId' | 'demanderId' | 'centreIds'>;

/** Both sides and the centres that accompany the deal: who may see it and bring files into it. */
export const dealAudience = ({ supplierId, demanderId, centreIds }: DealInSight): readonly string[] => [
  ...[supplierId, demanderId],
  ...centreIds,
];

export const mayKnowDeal = (actor: Actor, deal: DealInSight): boolean => isAmong(actor, dealAudience(deal));
