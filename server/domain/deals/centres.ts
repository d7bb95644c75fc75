import {
  allowedForCentre,
  type CentreCaller,
  type CentreCircumstances,
  type CentreCommand,
  decideCentre,
} from '../centre-invitations.ts';
import type { DealDecision } from './decide.ts';
import { type Deal, isGoingOn } from './deal.ts';

/**
 * Once the contract is signed it takes the standing of centres over: who leaves it leaves the room of its deal as well,
 * and the invitations that were open go on there.
 */
const circumstances = (deal: Deal): CentreCircumstances => ({
  isOpen: isGoingOn(deal),
  isDecidedHere: deal.state !== 'signed',
  parties: [deal.supplierId, deal.demanderId],
});

export const allowedInDeal = (deal: Deal, centreId: string, caller: CentreCaller): CentreCommand[] =>
  allowedForCentre(deal, centreId, caller, circumstances(deal));

/** The deal after a command on a centre's standing, see `decideCentre`. The system follows the contract, also when signed. */
export function decideCentreInDeal(
  deal: Deal,
  intent: Readonly<{ command: CentreCommand; centreId: string }>,
  caller: CentreCaller,
): DealDecision & Readonly<{ tells: boolean }> {
  const here = circumstances(deal);
  const when = caller.isSystem ? { ...here, isDecidedHere: true } : here;
  const { next, fact, data, tells } = decideCentre(deal, intent, caller, when);
  return { next, event: { type: `deal.${fact}`, data }, tells };
}
