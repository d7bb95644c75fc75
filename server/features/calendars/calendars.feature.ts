import { dateInShanghai, yearOf } from '../../domain/calendar.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import type { DueThings } from '../../platform/jobs/due-things.ts';
import { type CalendarsPorts, calendarsService } from './calendars.service.ts';
import { calendarsStore } from './calendars.store.ts';
import { deadlineJobs } from './deadlines.jobs.ts';

export type CalendarsNeeds = Pick<CalendarsPorts, 'entryAt'> &
  Readonly<{
    /** Everything that has terms. */
    things: () => readonly DueThings[];
  }>;

export function calendarsFeature({ database, commands, plan, clock }: Ground, { entryAt, things }: CalendarsNeeds) {
  const store = calendarsStore(database);
  const service = calendarsService({ store, commands, plan, entryAt });
  const today = () => dateInShanghai(clock.now());
  return {
    handlers: {
      'calendars.list': () => service.list(today()),
      'calendars.import': ({ actor, params, body }) => service.import(actor, params.year, body),
    },
    jobs: deadlineJobs(things, service.calendar),
    checks: {
      calendar: async () => {
        const year = yearOf(today());
        const { notice } = (await service.calendar())(year);
        return {
          ok: true,
          detail: notice ? `${year} by ${notice.number}` : `${year} is provisional: import its notice`,
        };
      },
    },
    offers: { termsOf: service.termsOf },
  } satisfies Feature;
}
