import type { Output } from '../../../server/api/operations.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import type { CommandName, Intent } from '../../lib/command.ts';
import { useCommand } from '../../lib/command.ts';
import { formatList } from '../../lib/format.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';

export type Contract = Output<'contracts.get'>;
export type ContractSummary = Output<'contracts.list'>['items'][number];
export type Line = Contract['ledger'][number];
export type ContractCommand = Extract<CommandName, `contracts.${string}`>;

/** Gives one kind of command on a contract as it is on the screen: its version goes along, so that nobody overwrites unseen changes. */
export function useContractCommand<Name extends ContractCommand>(name: Name, contract: Contract, onDone?: () => void) {
  const say = useTexts(dealingTexts);
  const command = useCommand(name, () => {
    tell(say('done'));
    onDone?.();
  });
  const give = (fields: Omit<Intent<Name>['body'], 'expectedVersion'>) => {
    const intent = { params: { contractId: contract.id }, body: { ...fields, expectedVersion: contract.version } };
    command.mutate(intent as unknown as Intent<Name>); // every command of a contract has this shape
  };
  return { give, error: command.error, isPending: command.isPending };
}

/** What a contract is about, in one line. */
export const titleOf = ({ patents, need }: Pick<ContractSummary, 'patents' | 'need'>, otherwise: string): string =>
  formatList(patents.flatMap(({ title }) => title || [])) || need?.title || otherwise;

/** What waits for my side, the most pressing first. */
export const myWaits = ({ waits, mySide }: Pick<ContractSummary, 'waits' | 'mySide'>) =>
  waits.flatMap(({ side, what }) => (side === mySide ? [what] : []));
