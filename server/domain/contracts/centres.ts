import {
  allowedForCentre,
  type CentreCaller,
  type CentreCircumstances,
  type CentreCommand,
  decideCentre,
} from '../centre-invitations.ts';
import type { Contract } from './contract.ts';
import type { ContractDecision } from './decide.ts';

const circumstances = ({ state, parties }: Contract): CentreCircumstances => ({
  isOpen: state !== 'ended',
  isDecidedHere: true,
  parties: parties.map(({ organisationId }) => organisationId),
});

export const allowedInContract = (contract: Contract, centreId: string, caller: CentreCaller): CentreCommand[] =>
  allowedForCentre(contract, centreId, caller, circumstances(contract));

/**
 * The contract after a command on a centre's standing, see `decideCentre`. Shares that were agreed stay (`centreShares`);
 * proposed ones lapse when a centre that they name goes, because they may name only centres that are in.
 */
export function decideCentreInContract(
  contract: Contract,
  intent: Readonly<{ command: CentreCommand; centreId: string }>,
  caller: CentreCaller,
): ContractDecision & Readonly<{ tells: boolean }> {
  const { next, fact, data, tells } = decideCentre(contract, intent, caller, circumstances(contract));
  const { proposedShares } = contract;
  const namesOnesGone = proposedShares?.shares.some(
    ({ centreId }) => contract.centreIds.includes(centreId) && !next.centreIds.includes(centreId),
  );
  const decided = namesOnesGone ? { ...next, proposedShares: null } : next;
  return { next: decided, event: { type: `contract.${fact}`, data }, tells };
}
