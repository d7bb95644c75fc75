import { type CommandName, type Intent, useCommand } from '../lib/command.ts';
import { formatList } from '../lib/format.ts';
import { tell } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';
import { dealingTexts } from './dealing.texts.ts';

/**
 * Gives a command on a deal or contract with the version shown on the screen, or that of the dialog (`asOf`), so that
 * the server refuses it when the thing has changed meanwhile.
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
  const give = (fields: Omit<Intent<Name>['body'], 'expectedVersion'>, asOf = version) => {
    const intent = { params, body: { ...fields, expectedVersion: asOf } };
    command.mutate(intent as unknown as Intent<Name>); // every such command has this shape
  };
  return { give, error: command.error, isPending: command.isPending, reset: command.reset };
}

type Awaited = Readonly<{
  awaits: string | null;
  centreAwaits: readonly string[];
  mySide: string | null;
}>;

/** Whether a deal waits for the user's side: its answer to an offer, its confirmation, or its word about a centre. */
export const isMyMove = ({ awaits, centreAwaits, mySide }: Awaited): boolean =>
  mySide !== null && (awaits === mySide || centreAwaits.includes(mySide));

type About = Readonly<{ patents: readonly Readonly<{ title: string }>[]; need: Readonly<{ title: string }> | null }>;

/** A one-line title: the patents, else the need, else `otherwise`. */
export const titleOf = ({ patents, need }: About, otherwise: string): string =>
  formatList(patents.flatMap(({ title }) => title || [])) || need?.title || otherwise;
