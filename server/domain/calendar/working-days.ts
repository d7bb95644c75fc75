import { addDays, addMonths, type CalendarDate, isWeekend, yearOf } from '../calendar.ts';
import { areasOf, wholeCountry } from '../place.ts';
import type { Calendar } from './years.ts';

/** A counted day; provisional (暂定) when the count touches a year whose notice is not out. */
export type CountedDay = Readonly<{ day: CalendarDate; isProvisional: boolean }>;

/** Whether `day` is worked in `place`: neither weekend nor holiday, or a make-up day. */
export function isWorkingDay(calendar: Calendar, day: CalendarDate, place: string = wholeCountry): boolean {
  const years = yearsOn(calendar, day);
  if (years.some(({ workdays }) => workdays.includes(day))) return true;
  const areas = areasOf(place);
  const isLocal = years.some(({ local }) => local.some((one) => one.date === day && areas.includes(one.place)));
  return !isWeekend(day) && !isDayOff(calendar, day) && !isLocal;
}

/** The years whose notice may name a day: its own and, in December, the next (the notice of 2019 began in December). */
const yearsOn = (calendar: Calendar, day: CalendarDate) =>
  [...new Set([yearOf(day), yearOf(addDays(day, 31))])].map(calendar);

const isDayOff = (calendar: Calendar, day: CalendarDate) =>
  yearsOn(calendar, day).some(({ daysOff }) => daysOff.includes(day));

/** The last day of a period of `days` working days after `start`, which is not counted. */
export function addWorkingDays(
  calendar: Calendar,
  start: CalendarDate,
  days: number,
  place: string = wholeCountry,
): CountedDay {
  let [day, left, isProvisional] = [start, days, false];
  while (left > 0) {
    day = addDays(day, 1);
    isProvisional ||= calendar(yearOf(day)).notice === null;
    if (isWorkingDay(calendar, day, place)) left--;
  }
  return { day, isProvisional };
}

/** Number of working days after `start` up to and including `end`. */
export function workingDaysBetween(
  calendar: Calendar,
  start: CalendarDate,
  end: CalendarDate,
  place: string = wholeCountry,
): number {
  let count = 0;
  for (let day = addDays(start, 1); day <= end; day = addDays(day, 1)) if (isWorkingDay(calendar, day, place)) count++;
  return count;
}

/**
 * The day on which a patent period ends that would end on `day`: a weekend or holiday moves it to the next working day.
 * Make-up days on a weekend count as weekend, so it never ends on a Saturday or Sunday (专利法实施细则 第五条;
 * 专利审查指南 第五部分第七章 2.3); unlike publicity periods, where make-up days are working days.
 */
export function shiftPatentDeadline(calendar: Calendar, day: CalendarDate): CountedDay {
  let last = day;
  let isProvisional = calendar(yearOf(last)).notice === null;
  while (isWeekend(last) || isDayOff(calendar, last)) {
    last = addDays(last, 1);
    isProvisional ||= calendar(yearOf(last)).notice === null;
  }
  return { day: last, isProvisional };
}

/**
 * The end of a patent period of `months` from `start` (see `addMonths`), moved off weekends and holidays (专利法实施细则
 * 第五条). Not for the term of a right nor for grace and priority periods, which holidays do not move.
 */
export const endOfPatentPeriod = (calendar: Calendar, start: CalendarDate, months: number): CountedDay =>
  shiftPatentDeadline(calendar, addMonths(start, months));
