import { addYears, type CalendarDate } from '../calendar.ts';

export type AnnualFee = Readonly<{ patentYear: number; dueOn: CalendarDate }>;

/**
 * The annual fee that falls due next, on `today` or later, of a right that ends on `endsOn`; null when its last year has
 * begun. A patent year runs from an anniversary of the filing, and its fee is due by the day on which it begins
 * (专利审查指南 第五部分 第九章 4.2.1). Whether it was paid is not known here.
 */
export function nextAnnualFee(filedOn: CalendarDate, endsOn: CalendarDate, today: CalendarDate): AnnualFee | null {
  let patentYear = 2;
  while (addYears(filedOn, patentYear - 1) < today) patentYear++;
  const dueOn = addYears(filedOn, patentYear - 1);
  return dueOn < endsOn ? { patentYear, dueOn } : null;
}
