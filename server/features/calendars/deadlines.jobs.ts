import { dateInShanghai } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar/years.ts';
import type { DueThings } from '../../platform/jobs/due-things.ts';
import { type JobHandler, nightlyAt } from '../../platform/jobs/scheduler.ts';

export const recountKind = 'deadlines.recount';

/**
 * The jobs for terms: every night (01:00 in Shanghai) things whose last day has passed get the command of their
 * process; after the import of a year's notice the terms that touch it are recounted. Things are found by an index on
 * their last day: with a planned job each, an import of 10,000 listings would plan 10,000 jobs. Both jobs may be
 * repeated.
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
