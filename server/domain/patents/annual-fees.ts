import { addYears, type CalendarDate } from '../calendar.ts';

export type AnnualFee = Readonly<{ patentYear: number; dueOn: CalendarDate }>;

/**
 * The next annual fee due on `today` or later; null when the last patent year before `endsOn` has begun. A patent year
 * begins on an anniversary of the filing, and its fee is due by that day (专利审查指南 第五部分 第九章 4.2.1). Whether fees
 * were paid is not known here.
 */
export function nextAnnualFee(filedOn: CalendarDate, endsOn: CalendarDate, today: CalendarDate): AnnualFee | null {
  let patentYear = 2;
  while (addYears(filedOn, patentYear - 1) < today) patentYear++;
  const dueOn = addYears(filedOn, patentYear - 1);
  return dueOn < endsOn ? { patentYear, dueOn } : null;
}
