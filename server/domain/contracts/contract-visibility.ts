import type { Actor } from '../actors.ts';
import { isAmong } from '../audience.ts';
import { askedCentres } from '../centre-invitations.ts';
import type { JudgedOrganisation } from '../organisations.ts';
import { mayReadFigures } from '../organisations/organisation-visibility.ts';
import type { Contract } from './contract.ts';

type ContractInSight = Pick<Contract, 'parties' | 'centreIds'>;

/** Who may see the contract and add files: the parties and the centres that are in it, until they are gone. */
export const contractAudience = ({ parties, centreIds }: ContractInSight): string[] => [
  ...parties.map(({ organisationId }) => organisationId),
  ...centreIds,
];

export const mayKnowContract = (actor: Actor, contract: ContractInSight): boolean =>
  isAmong(actor, contractAudience(contract));

/** Centres that are asked into the contract. They may know that: by whom and about what, and nothing that is in it. */
export const askedIntoContract = ({ centreInvitations }: Pick<Contract, 'centreInvitations'>): string[] =>
  askedCentres(centreInvitations);

/**
 * Who is not in the contract and may still inspect what makes a figure (its terms, file, receipts and evidence, never the
 * talk): whoever may read the figures of a centre in which a line of it counts. `counted`: these centres.
 */
export const mayInspectContract = (actor: Actor, counted: readonly JudgedOrganisation[]): boolean =>
  counted.some((centre) => mayReadFigures(actor, centre));
