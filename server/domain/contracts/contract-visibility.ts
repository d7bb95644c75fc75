import type { Actor } from '../actors.ts';
import { isAmong } from '../audience.ts';
import type { Contract } from './contract.ts';

type ContractInSight = Pick<Contract, 'parties' | 'centreIds'>;

/** Who may see the contract and add files: the parties and the centres that accompany it. */
export const contractAudience = ({ parties, centreIds }: ContractInSight): string[] => [
  ...parties.map(({ organisationId }) => organisationId),
  ...centreIds,
];

export const mayKnowContract = (actor: Actor, contract: ContractInSight): boolean =>
  isAmong(actor, contractAudience(contract));
