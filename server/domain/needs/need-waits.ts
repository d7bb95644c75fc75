import type { CalendarDate } from '../calendar.ts';
import { type Task, taskOf } from '../tasks.ts';
import type { NeedState } from './need-process.ts';

type Waiting = Readonly<{ id: string; organisationId: string; state: NeedState; lastDay: CalendarDate | null }>;

/** Who is awaited for a need: reviewers, and its owner when it is to be confirmed anew by a day up to `remindUntil`. */
export function waitsFor({ id, organisationId, state, lastDay }: Waiting, remindUntil: CalendarDate): Task[] {
  const of = { thing: `need:${id}`, organisationId };
  switch (state) {
    case 'review':
      return [taskOf('need.review', of)];
    case 'open':
    case 'answered':
      return lastDay !== null && lastDay <= remindUntil ? [taskOf('need.confirm', { ...of, due: lastDay })] : [];
    default:
      return [];
  }
}
