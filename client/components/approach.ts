import type { Output } from '../../server/api/operations.ts';
import type { Tone } from './tag.tsx';

/** A patent or need of somebody else, in which interest is shown or about which something is asked. */
export type Approached = Readonly<{ kind: 'patent' | 'need'; id: string }>;

/** What can be put beside it, with the match of the two. */
export type Choice = Output<'matches.needsFor'>['items'][number];

export type Standing = 'mine' | 'theirs' | 'mutual' | 'declined' | 'expired';
export const standingTones: Record<Standing, Tone> = {
  mine: 'wait',
  theirs: 'supply',
  mutual: 'good',
  declined: 'bad',
  expired: 'plain',
};

/** How a match stands for the user's side; null while nobody acted on it. */
export function standingOf({ state, mySide }: Pick<Choice, 'state' | 'mySide'>): Standing | null {
  if (state === 'suggested' || state === 'seen') return null;
  if (state === 'mutual' || state === 'declined' || state === 'expired') return state;
  return (state === 'interestedByDemander') === (mySide === 'demander') ? 'mine' : 'theirs';
}

/** What is put beside the patent or need. */
export const chosenFor = (kind: Approached['kind'], { need, patent }: Pick<Choice, 'need' | 'patent'>) =>
  kind === 'patent' ? need : patent;
