import { DomainError } from './errors.ts';
import type { Branded } from './ids.ts';

/** A legal date: `YYYY-MM-DD` in Asia/Shanghai, without a time of day. Text order is date order. */
export type CalendarDate = Branded<'CalendarDate'>;

/** Later than every day that anything waits for. */
export const endOfTime = '9999-12-31' as CalendarDate; // a date as it is written

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayLength = 86_400_000;

/** Parses `YYYY-MM-DD`; undefined for anything else and for days that do not exist. */
export function readCalendarDate(text: string): CalendarDate | undefined {
  const [, year, month, day] = pattern.exec(text) ?? [];
  if (!year || !month || !day) return undefined;
  return write(Number(year), Number(month), Number(day)) === text ? (text as CalendarDate) : undefined; // just checked
}

/** As `readCalendarDate`, but throws INVALID_INPUT. */
export function calendarDate(text: string): CalendarDate {
  const date = readCalendarDate(text);
  if (!date) throw new DomainError('INVALID_INPUT', 'calendar.malformed', { text: text.slice(0, 40) });
  return date;
}

/** The date in China at an instant: one time zone (UTC+8), without summer time since 1991. */
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

/** How many times a month can be added to `from` without passing `to`; 0 when `to` is not later. */
export function wholeMonthsBetween(from: CalendarDate, to: CalendarDate): number {
  if (to <= from) return 0;
  const [a, b] = [parts(from), parts(to)];
  const months = (b.year - a.year) * 12 + b.month - a.month;
  return addMonths(from, months) <= to ? months : months - 1;
}

/** Whether it is a Saturday or Sunday, even one that is worked to make up for a holiday. */
export function isWeekend(date: CalendarDate): boolean {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}

export function yearOf(date: CalendarDate): number {
  return parts(date).year;
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
