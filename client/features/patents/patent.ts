import type { Output } from '../../../server/api/operations.ts';
import { todayInShanghai } from '../../lib/format.ts';
import type { Say } from '../../lib/texts.ts';
import type { patentsTexts } from './patents.texts.ts';

export type Patent = Output<'patents.get'>;

type Life = Readonly<{ remainingMonths: number; lastDay: string | null; legalStatus?: Patent['legalStatus'] }>;

/** What is left of the right, in words; of one that has ended, that it has. */
export function lifeLeft({ remainingMonths, lastDay, legalStatus }: Life, say: Say<typeof patentsTexts>): string {
  if (legalStatus === 'ended') return say('life.ended');
  if (lastDay !== null && lastDay < todayInShanghai()) return say('life.over');
  const [years, months] = [Math.floor(remainingMonths / 12), remainingMonths % 12];
  if (years <= 0 && months <= 0) return say('life.days');
  if (months === 0) return say('life.years', { years });
  return years === 0 ? say('life.months', { months }) : say('life.both', { years, months });
}
