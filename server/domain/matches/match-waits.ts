import type { Deadline } from '../deadlines.ts';
import { interestedIn } from '../matches.ts';
import { otherSide } from '../sides.ts';
import { type Task, taskOf } from '../tasks.ts';
import type { MatchInSight } from './match-visibility.ts';

/** Who is awaited in a match: the side to which the other has shown interest, until the term for its answer is over. */
export function waitsFor(match: MatchInSight & Readonly<{ id: string; deadline: Deadline | null }>): Task[] {
  const interested = interestedIn(match.state);
  if (!interested) return [];
  const organisationId = otherSide(interested) === 'supplier' ? match.supplierId : match.demanderId;
  return [taskOf('match.answer', { thing: `match:${match.id}`, organisationId, due: match.deadline?.lastDay ?? null })];
}
