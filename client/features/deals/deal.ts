import type { Output } from '../../../server/api/operations.ts';
import { dealingTexts } from '../../components/dealing.texts.ts';
import { formatList } from '../../lib/format.ts';
import type { CommandName, Intent } from '../../lib/command.ts';
import { useCommand } from '../../lib/command.ts';
import { tell } from '../../lib/signals.ts';
import { useTexts } from '../../lib/texts.ts';

export type Deal = Output<'deals.get'>;
export type DealSummary = Output<'deals.list'>['items'][number];
export type DealCommand = Extract<CommandName, `deals.${string}`>;

/** Gives one kind of command on a deal as it is on the screen: its version goes along, so that nobody overwrites unseen changes. */
export function useDealCommand<Name extends DealCommand>(name: Name, deal: Deal, onDone?: () => void) {
  const say = useTexts(dealingTexts);
  const command = useCommand(name, () => {
    tell(say('done'));
    onDone?.();
  });
  const give = (fields: Omit<Intent<Name>['body'], 'expectedVersion'>) => {
    const intent = { params: { dealId: deal.id }, body: { ...fields, expectedVersion: deal.version } };
    command.mutate(intent as unknown as Intent<Name>); // every command of a deal has this shape
  };
  return { give, error: command.error, isPending: command.isPending };
}

/** What a deal is about, in one line. */
export const titleOf = ({ patents, need }: Pick<DealSummary, 'patents' | 'need'>, otherwise: string): string =>
  formatList(patents.flatMap(({ title }) => title || [])) || need?.title || otherwise;
