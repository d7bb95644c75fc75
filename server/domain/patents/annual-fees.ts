import { addMonths, addYears, type CalendarDate, type WorkCalendar, workingDayFrom } from '../calendar.ts';

/** Late fee in percent of the full annual fee when it is paid more than `overMonths` after the due day. */
export type LateFeeTable = Readonly<{
  effectiveFrom: string;
  source: string;
  /** After so many months the right lapses. */
  graceMonths: number;
  steps: readonly Readonly<{ overMonths: number; percent: number }>[];
}>;

/** The statutory table; an installation may replace it with a later one. */
export const lateFees: LateFeeTable = {
  effectiveFrom: '2024-01-20',
  source: '专利法实施细则 第一百一十五条；专利审查指南 第五部分 第九章 4.2.1.3',
  graceMonths: 6,
  steps: [
    { overMonths: 0, percent: 0 },
    { overMonths: 1, percent: 5 },
    { overMonths: 2, percent: 10 },
    { overMonths: 3, percent: 15 },
    { overMonths: 4, percent: 20 },
    { overMonths: 5, percent: 25 },
  ],
};

/** The patent year that `day` lies in: 1 from the filing date to the day before its first anniversary (同章 4.2.1.1). */
export function patentYearOn(filedOn: CalendarDate, day: CalendarDate): number {
  let year = 1;
  while (addYears(filedOn, year) <= day) year++;
  return year;
}

/** The annual fee of patent year `year` (2 or later) is due by the anniversary on which that year begins (4.2.1). */
export function annualFeeDueOn(filedOn: CalendarDate, year: number): CalendarDate {
  return addYears(filedOn, year - 1);
}

/**
 * The late fee, in percent of the full annual fee, for paying on `paidOn`; undefined when the grace period is over
 * and the right has lapsed. A period that ends on a holiday ends on the next working day (细则 第五条).
 */
export function lateFeePercent(
  dueOn: CalendarDate,
  paidOn: CalendarDate,
  calendar: WorkCalendar,
  table: LateFeeTable = lateFees,
): number | undefined {
  const after = (months: number) => paidOn > workingDayFrom(addMonths(dueOn, months), calendar);
  if (after(table.graceMonths)) return undefined;
  return table.steps.reduce((percent, step) => (after(step.overMonths) ? step.percent : percent), 0);
}
