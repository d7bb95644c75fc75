import { type CommandName, type Intent, useCommand } from '../lib/command.ts';
import { formatList } from '../lib/format.ts';
import { tell } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';
import { dealingTexts } from './dealing.texts.ts';

/**
 * Gives one kind of command on a deal or contract as it is on the screen: its version goes along, so that nobody overwrites
 * unseen changes.
 */
export function useDealingCommand<Name extends Extract<CommandName, `${'deals' | 'contracts'}.${string}`>>(
  name: Name,
  params: Readonly<Record<'dealId', string> | Record<'contractId', string>>,
  version: number,
  onDone?: () => void,
) {
  const say = useTexts(dealingTexts);
  const command = useCommand(name, () => {
    tell(say('done'));
    onDone?.();
  });
  const give = (fields: Omit<Intent<Name>['body'], 'expectedVersion'>) => {
    const intent = { params, body: { ...fields, expectedVersion: version } };
    command.mutate(intent as unknown as Intent<Name>); // every such command has this shape
  };
  return { give, error: command.error, isPending: command.isPending, reset: command.reset };
}

type About = Readonly<{ patents: readonly Readonly<{ title: string }>[]; need: Readonly<{ title: string }> | null }>;

/** What a deal or contract is about, in one line. */
export const titleOf = ({ patents, need }: About, otherwise: string): string =>
  formatList(patents.flatMap(({ title }) => title || [])) || need?.title || otherwise;
