import { addDays, type CalendarDate, calendarDate, daysBetween, isWeekend, yearOf } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { statutoryDaysOff } from './statute.ts';

/** The State Council's notice that fixes the days off and the make-up days of a year. */
export type CalendarNotice = Readonly<{ number: string; title: string; publishedOn: CalendarDate; url: string }>;

/** A day off in one place only, e.g. the festival of a minority (全国年节及纪念日放假办法 第四条). */
export type LocalDayOff = Readonly<{ place: string; date: CalendarDate; source: string }>;

/** How a year differs from ordinary weeks. */
export type CalendarYear = Readonly<{
  year: number;
  /** Null: not out yet. The year is then counted from the statute, is provisional (暂定), and decides nothing final. */
  notice: CalendarNotice | null;
  /** Holidays, including those on weekends. */
  daysOff: readonly CalendarDate[];
  /** 调休: weekend days on which people work. */
  workdays: readonly CalendarDate[];
  local: readonly LocalDayOff[];
}>;

/**
 * Checks and returns a year. Throws INVALID_INPUT for a day of another year (the December before is allowed), a make-up
 * day that is not on a weekend, or a day that is both off and worked.
 */
export function readCalendarYear<Year extends CalendarYear>(year: Year): Year {
  const refuse = (field: string, day: string): never => {
    throw new DomainError('INVALID_INPUT', 'calendar.notOfNotice', { field, day });
  };
  const { daysOff, workdays, local } = year;
  const lists = { daysOff, workdays, local: local.map(({ date }) => date) };
  for (const [field, list] of Object.entries(lists))
    for (const day of list) if (yearOf(addDays(day, 31)) !== year.year && yearOf(day) !== year.year) refuse(field, day);
  for (const day of workdays) if (!isWeekend(day) || daysOff.includes(day)) refuse('workdays', day);
  return year;
}

export type Calendar = (year: number) => CalendarYear;

/** Imported years go before shipped ones; all others are counted from the statute. */
export function calendarOf(imported: readonly CalendarYear[]): Calendar {
  const known = new Map([...shippedYears, ...imported].map((year) => [year.year, year]));
  return (year) => {
    const found = known.get(year) ?? { year, notice: null, daysOff: statutoryDaysOff(year), workdays: [], local: [] };
    known.set(year, found);
    return found;
  };
}

/** Parses days (`MM-DD`) and ranges (`MM-DD/MM-DD`) of a year, separated by blanks. */
function days(year: number, text: string): CalendarDate[] {
  return text.split(' ').flatMap((part) => {
    const [from, to = from] = part.split('/').map((day) => calendarDate(`${year}-${day}`));
    if (!from || !to) return [];
    return Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => addDays(from, at));
  });
}

const shipped = (
  year: number,
  [number, publishedOn, page]: readonly [number: string, publishedOn: string, page: string],
  daysOff: string,
  workdays: string,
): CalendarYear => ({
  year,
  notice: {
    number,
    title: `国务院办公厅关于${year}年部分节假日安排的通知`,
    publishedOn: calendarDate(publishedOn),
    url: `https://www.gov.cn/zhengce/zhengceku/${page}.htm`,
  },
  daysOff: days(year, daysOff),
  workdays: days(year, workdays),
  local: [],
});

/** The years whose notice was out at the time of this release. */
export const shippedYears: readonly CalendarYear[] = [
  shipped(
    2024,
    ['国办发明电〔2023〕7号', '2023-10-25', '202310/content_6911528'],
    '01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-10 09-15/09-17 10-01/10-07',
    '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  ),
  shipped(
    2025,
    ['国办发明电〔2024〕12号', '2024-11-12', '202411/content_6986383'],
    '01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08',
    '01-26 02-08 04-27 09-28 10-11',
  ),
  shipped(
    2026,
    ['国办发明电〔2025〕7号', '2025-11-04', '202511/content_7047091'],
    '01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07',
    '01-04 02-14 02-28 05-09 09-20 10-10',
  ),
];
