import type { CentreCommand } from '../../server/domain/centre-invitations.ts';
import { useCommand } from '../lib/command.ts';
import { tell } from '../lib/signals.ts';
import { useTexts } from '../lib/texts.ts';
import { dealingTexts } from './dealing.texts.ts';

/** A deal or contract, as far as commands on centres need it. */
export type Room = Readonly<{ thing: 'deals' | 'contracts'; id: string; version: number }>;

/** Commands that name the version on the screen; the others hold in whatever version. */
const versioned: readonly CentreCommand[] = ['proposeCentre', 'agreeToCentre', 'refuseCentre'];

/** Gives a command on the standing of a centre; without `centreId` it is about the user's own centre. */
export function useCentreCommand({ thing, id, version }: Room, command: CentreCommand, onDone?: () => void) {
  const say = useTexts(dealingTexts);
  const name = `${thing}.${command}` as const;
  const { mutate, error, isPending } = useCommand<typeof name>(name, () => {
    tell(say('done'));
    onDone?.();
  });
  const give = (fields: Readonly<{ centreId?: string }>) => {
    const params = thing === 'deals' ? { dealId: id } : { contractId: id };
    const body = { ...fields, ...(versioned.includes(command) ? { expectedVersion: version } : {}) };
    mutate({ params, body }); // every such command has this shape
  };
  return { give, error, isPending };
}
