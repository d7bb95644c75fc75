import type { Output } from '../../../server/api/operations.ts';
import { useDealingCommand } from '../../components/dealing.ts';
import type { CommandName } from '../../lib/command.ts';

export type Deal = Output<'deals.get'>;
export type DealSummary = Output<'deals.list'>['items'][number];
export type DealCommand = Extract<CommandName, `deals.${string}`>;

/** Both sides in the form in which a contract lists its parties. */
export const partiesOf = ({ supplier, demander }: Pick<DealSummary, 'supplier' | 'demander'>) =>
  [
    { ...supplier, part: 'supplier' },
    { ...demander, part: 'demander' },
  ] as const;

export const useDealCommand = <Name extends DealCommand>(
  name: Name,
  { id: dealId, version }: Deal,
  onDone?: () => void,
) => useDealingCommand(name, { dealId }, version, onDone);
