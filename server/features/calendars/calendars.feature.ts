import { dateInShanghai, yearOf } from '../../domain/calendar.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import type { HealthPart } from '../../platform/health.ts';
import type { DueThings } from '../../platform/jobs/due-things.ts';
import { type CalendarsPorts, calendarsService } from './calendars.service.ts';
import { calendarsStore } from './calendars.store.ts';
import { deadlineJobs } from './deadlines.jobs.ts';

export type CalendarsNeeds = Pick<CalendarsPorts, 'entryAt'> &
  Readonly<{
    /** All kinds of things that have terms. */
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
      calendar: async (): Promise<HealthPart> => {
        const year = yearOf(today());
        const { notice } = (await service.calendar())(year);
        if (!notice) return { ok: true, key: 'health.calendar.provisional', details: { year } };
        return { ok: true, key: 'health.calendar.ok', details: { year, notice: notice.number } };
      },
    },
    offers: { termsOf: service.termsOf },
  } satisfies Feature;
}
