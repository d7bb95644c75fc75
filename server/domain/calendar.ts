import { DomainError } from './errors.ts';
import type { Branded } from './ids.ts';

/** A legal date: `YYYY-MM-DD` in Asia/Shanghai, without a time of day. Text order is date order. */
export type CalendarDate = Branded<'CalendarDate'>;

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayLength = 86_400_000;

/** Reads `YYYY-MM-DD`; undefined when it is not a day that exists. */
export function readCalendarDate(text: string): CalendarDate | undefined {
  const [, year, month, day] = pattern.exec(text) ?? [];
  if (!year || !month || !day) return undefined;
  return write(Number(year), Number(month), Number(day)) === text ? (text as CalendarDate) : undefined; // just checked
}

/** Reads `YYYY-MM-DD`; throws INVALID_INPUT when it is not a day that exists. */
export function calendarDate(text: string): CalendarDate {
  const date = readCalendarDate(text);
  if (!date) throw new DomainError('INVALID_INPUT', 'calendar.malformed', { text: text.slice(0, 40) });
  return date;
}

/** The legal day of an instant: China has one time zone (UTC+8) and, since 1991, no summer time. */
export function dateInShanghai(instant: Date): CalendarDate {
  return fromDays(Math.floor((instant.getTime() + 8 * 3_600_000) / dayLength));
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDays(toDays(date) + days);
}

/**
 * The corresponding day `months` later; a month without such a day ends the period on its last day
 * (专利法实施细则 第五条).
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = parts(date);
  const count = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return write(toYear, toMonth, Math.min(day, lengthOfMonth(toYear, toMonth)));
}

/** As `addMonths`: 29 February becomes 28 February in a common year. */
export function addYears(date: CalendarDate, years: number): CalendarDate {
  return addMonths(date, years * 12);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return toDays(to) - toDays(from);
}

/** Whole months from `from` to `to`, as a person counts them; 0 when `to` is not later. */
export function wholeMonthsBetween(from: CalendarDate, to: CalendarDate): number {
  if (to <= from) return 0;
  const [a, b] = [parts(from), parts(to)];
  const months = (b.year - a.year) * 12 + b.month - a.month;
  return addMonths(from, months) <= to ? months : months - 1;
}

export function yearOf(date: CalendarDate): number {
  return parts(date).year;
}

/**
 * What the State Council's yearly holiday notice changes in the plain week: days off, and weekend days worked
 * instead. A parameter with an effective date, never a constant.
 */
export type WorkCalendar = Readonly<{
  holidays: ReadonlySet<CalendarDate>;
  workedWeekendDays: ReadonlySet<CalendarDate>;
}>;

export function isWorkingDay(date: CalendarDate, calendar: WorkCalendar): boolean {
  if (calendar.holidays.has(date)) return false;
  const weekday = (((toDays(date) + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday; 0 is Sunday
  return (weekday !== 0 && weekday !== 6) || calendar.workedWeekendDays.has(date);
}

/** `date` itself, or the first working day after it (专利法实施细则 第五条: a period never ends on a holiday). */
export function workingDayFrom(date: CalendarDate, calendar: WorkCalendar): CalendarDate {
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return day;
}

/** The `count`-th working day after `date`; the day itself is not counted. `count` is at least 0. */
export function addWorkingDays(date: CalendarDate, count: number, calendar: WorkCalendar): CalendarDate {
  let day = date;
  for (let left = count; left > 0; left--) day = workingDayFrom(addDays(day, 1), calendar);
  return day;
}

function parts(date: CalendarDate): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
}

function toDays(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / dayLength;
}

function fromDays(days: number): CalendarDate {
  return new Date(days * dayLength).toISOString().slice(0, 10) as CalendarDate; // a day by construction
}

function lengthOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function write(year: number, month: number, day: number): CalendarDate {
  const time = Date.UTC(year, month - 1, day);
  return fromDays(Math.round(time / dayLength));
}
