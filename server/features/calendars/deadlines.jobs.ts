import { dateInShanghai } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar/years.ts';
import type { DueThings } from '../../platform/jobs/due-things.ts';
import { type JobHandler, nightlyAt } from '../../platform/jobs/scheduler.ts';

export const recountKind = 'deadlines.recount';

/**
 * Everything that time does: each night what stayed in a state beyond its last day is given the command of its table, and
 * when more becomes known of a calendar year, what runs in it is counted anew. Things are found by the day that is kept
 * with them, one index a kind, and not by a planned job each: a list of 10,000 listings would plan 10,000 jobs, and move
 * them with every confirmation. Run again, it finds nothing left to do.
 */
export function deadlineJobs(things: () => readonly DueThings[], calendar: () => Promise<Calendar>): JobHandler[] {
  return [
    {
      kind: 'deadlines',
      next: nightlyAt(1),
      run: async (_job, now) => {
        const today = dateInShanghai(now);
        for (const { giveDue } of things()) for (let n = 1; await giveDue(today, `${now.toISOString()}-${n}`); n++);
      },
    },
    {
      kind: recountKind,
      run: async ({ data }, now) => {
        const years = await calendar();
        for (const { recount } of things()) await recount(Number(data['year']), years, now.toISOString());
      },
    },
  ];
}
