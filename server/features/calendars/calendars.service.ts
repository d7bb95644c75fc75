import type { Body, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { type CalendarDate, calendarDate, yearOf } from '../../domain/calendar.ts';
import { type Calendar, calendarOf, readCalendarYear, shippedYears } from '../../domain/calendar/years.ts';
import { deadlineOf, termAfter, termsIn, type TermsOf } from '../../domain/deadlines.ts';
import { concerning } from '../../domain/event.ts';
import type { ParameterEntry, ParameterKey } from '../../domain/parameters.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { Scheduler } from '../../platform/jobs/scheduler.ts';
import { recountKind } from './deadlines.jobs.ts';
import type { CalendarsStore } from './calendars.store.ts';

export type CalendarsPorts = Readonly<{
  store: CalendarsStore;
  commands: Commands;
  plan: Scheduler['plan'];
  /** The entry of a parameter in force in a place on a day. */
  entryAt: (key: ParameterKey, place: string, day: CalendarDate) => Promise<ParameterEntry>;
}>;

/** The installation's calendar, see `calendarOf`. */
export function calendarsService({ store, commands, plan, entryAt }: CalendarsPorts) {
  const calendar = async (): Promise<Calendar> => calendarOf(await store.all());

  const termsOf: TermsOf = async (process, place, startedOn) => {
    const years = await calendar();
    const entries = new Map<ParameterKey, ParameterEntry>();
    for (const { days } of termsIn(process))
      if (!entries.has(days)) entries.set(days, await entryAt(days, place, startedOn));
    return (step, running) => {
      const term = termAfter(process, step);
      if (term === 'runsOn') return running;
      const entry = term && entries.get(term.days);
      return entry ? deadlineOf(term, entry, { startedOn, place, calendar: years }) : null;
    };
  };

  return {
    calendar,
    termsOf,

    /** All years from the first to the last known (or the present one), and the provisional year after. */
    list: async (today: CalendarDate): Promise<Output<'calendars.list'>> => {
      const imported = await store.all();
      const years = calendarOf(imported);
      const versions = new Map(imported.map(({ year, version }) => [year, version]));
      const known = [...shippedYears, ...imported].map(({ year }) => year);
      const last = Math.max(...known, yearOf(today)) + 1;
      const first = Math.min(...known);
      return {
        items: Array.from({ length: last - first + 1 }, (_, at) => {
          const { year, notice, daysOff, workdays, local } = years(first + at);
          const lists = { daysOff: [...daysOff], workdays: [...workdays], local: [...local] };
          return { year, version: versions.get(year) ?? 0, notice, isProvisional: notice === null, ...lists };
        }),
      };
    },

    /** Imports (or corrects) the notice of a year, and plans a recount of the terms that touch the year. */
    import: (actor: Actor, year: number, body: Body<'calendars.import'>): Promise<Outcome> =>
      commands.execute(
        { operation: 'calendars.import', stream: `calendarYear:${year}`, actor, body },
        async ({ now, version }) => {
          const { notice, daysOff, workdays, local } = body;
          const days = (texts: readonly string[]) => texts.map((text) => calendarDate(text)).sort();
          const found = readCalendarYear({
            year,
            notice: { ...notice, publishedOn: calendarDate(notice.publishedOn) },
            daysOff: days(daysOff),
            workdays: days(workdays),
            local: local.map((one) => ({ ...one, date: calendarDate(one.date) })),
          });
          await store.save({ _id: String(year), v: 1, version, ...found });
          await plan(recountKind, `recount:${year}`, now, { year });
          return { type: 'calendar.yearImported', data: found, concerns: concerning({}) };
        },
      ),
  };
}
