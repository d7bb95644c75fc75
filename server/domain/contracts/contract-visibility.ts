import type { Actor } from '../actors.ts';
import { isAmong } from '../audience.ts';
import type { Contract } from './contract.ts';

type ContractInSight = Pick<Contract, 'parties' | 'centreIds'>;

/** The parties and the centres that accompany the contract: who may see it and bring files into it. */
export const contractAudience = ({ parties, centreIds }: ContractInSight): string[] => [
  ...parties.map(({ organisationId }) => organisationId),
  ...centreIds,
];

export const mayKnowContract = (actor: Actor, contract: ContractInSight): boolean =>
  isAmong(actor, contractAudience(contract));
