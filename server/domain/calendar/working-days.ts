import { addDays, addMonths, type CalendarDate, isWeekend, yearOf } from '../calendar.ts';
import { areasOf, wholeCountry } from '../place.ts';
import type { Calendar } from './years.ts';

/** A day that was counted in a calendar; provisional (暂定) when it rests on a year whose notice is not known. */
export type CountedDay = Readonly<{ day: CalendarDate; isProvisional: boolean }>;

/** Whether people work on `day` in `place`: what is neither weekend nor holiday, and the make-up days. */
export function isWorkingDay(calendar: Calendar, day: CalendarDate, place: string = wholeCountry): boolean {
  const years = yearsOn(calendar, day);
  if (years.some(({ workdays }) => workdays.includes(day))) return true;
  const areas = areasOf(place);
  const isLocal = years.some(({ local }) => local.some((one) => one.date === day && areas.includes(one.place)));
  return !isWeekend(day) && !isDayOff(calendar, day) && !isLocal;
}

/** What speaks of a day: its year, and in December the next one, whose notice may begin with it (as that of 2019 did). */
const yearsOn = (calendar: Calendar, day: CalendarDate) =>
  [...new Set([yearOf(day), yearOf(addDays(day, 31))])].map(calendar);

const isDayOff = (calendar: Calendar, day: CalendarDate) =>
  yearsOn(calendar, day).some(({ daysOff }) => daysOff.includes(day));

/** The last day of a period of `days` working days; the day on which it starts is not counted. */
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

/** How many working days a period from `start`, which is not counted, to `end`, which is, has. */
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
 * The day on which a patent period ends whose last day is `day`. A weekend or holiday moves it to the next working day,
 * and make-up weekend days count as the weekly rest days that they are: it never ends on a Saturday or Sunday
 * (专利法实施细则 第五条; 专利审查指南 第五部分第七章 2.3). This is not how working days of a publicity period are counted.
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
 * The end of a patent period of `months` from `start`: the corresponding day, or the last one of a shorter month, moved
 * off days of rest (专利法实施细则 第五条). The term of a right and the grace and priority periods are not moved by it.
 */
export const endOfPatentPeriod = (calendar: Calendar, start: CalendarDate, months: number): CountedDay =>
  shiftPatentDeadline(calendar, addMonths(start, months));
