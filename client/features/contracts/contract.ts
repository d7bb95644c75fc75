import type { Output } from '../../../server/api/operations.ts';
import { useDealingCommand } from '../../components/dealing.ts';
import type { CommandName } from '../../lib/command.ts';

export type Contract = Output<'contracts.get'>;
export type ContractSummary = Output<'contracts.list'>['items'][number];
export type Line = Contract['ledger'][number];
export type ContractCommand = Extract<CommandName, `contracts.${string}`>;

export const useContractCommand = <Name extends ContractCommand>(
  name: Name,
  { id: contractId, version }: Contract,
  onDone?: () => void,
) => useDealingCommand(name, { contractId }, version, onDone);

/** What waits for the user's side, most urgent first. */
export const myWaits = ({ waits, mySide }: Pick<ContractSummary, 'waits' | 'mySide'>) =>
  waits.flatMap(({ side, what }) => (side === mySide ? [what] : []));
