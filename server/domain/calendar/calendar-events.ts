import type { CalendarDate } from '../calendar.ts';

export type CalendarEvents = Readonly<{
  'calendar.yearImported': Readonly<{
    year: number;
    notice: Readonly<{ number: string; title: string; publishedOn: CalendarDate; url: string }>;
    daysOff: readonly CalendarDate[];
    workdays: readonly CalendarDate[];
    local: readonly Readonly<{ place: string; date: CalendarDate; source: string }>[];
  }>;
  /** After a year's notice was imported: `changed` are the things of one kind whose last day moved. */
  'calendar.termsRecounted': Readonly<{ year: number; kind: string; changed: readonly string[] }>;
}>;
