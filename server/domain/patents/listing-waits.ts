import type { CalendarDate } from '../calendar.ts';
import { type Task, taskOf } from '../tasks.ts';
import type { ListingState } from './listing-process.ts';

type Waiting = Readonly<{ id: string; organisationId: string; state: ListingState; lastDay: CalendarDate | null }>;

/**
 * Who is awaited for a listing: reviewers, and whoever keeps it when it is to be confirmed anew: because it was not in
 * time, or because that day is no later than `remindUntil`. `lastDay`: of its running term.
 */
export function waitsFor({ id, organisationId, state, lastDay }: Waiting, remindUntil: CalendarDate): Task[] {
  const of = { thing: `patent:${id}`, organisationId };
  switch (state) {
    case 'facultyReview':
    case 'schoolReview':
      return [taskOf('patent.review', of)];
    case 'dueForReview':
      return [taskOf('patent.confirm', of)];
    case 'published':
      return lastDay !== null && lastDay <= remindUntil ? [taskOf('patent.confirm', { ...of, due: lastDay })] : [];
    default:
      return [];
  }
}
