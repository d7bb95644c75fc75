import { addDays, addYears, type CalendarDate, daysBetween, wholeMonthsBetween } from '../calendar.ts';
import type { PatentType } from './patent-type.ts';

/** The term, in years from filing, of rights filed on or after `filedFrom`. */
type TermRule = Readonly<{ type: PatentType; filedFrom: string; years: number; source: string }>;

/** Newest rule first. (Terms of filings before 1993 were different; all have run out.) */
export const termRules: readonly TermRule[] = [
  { type: 'invention', filedFrom: '1985-04-01', years: 20, source: '专利法 第四十二条' },
  { type: 'utilityModel', filedFrom: '1985-04-01', years: 10, source: '专利法 第四十二条' },
  { type: 'design', filedFrom: '2021-06-01', years: 15, source: '专利法 第四十二条（2020 修正，2021-06-01 起施行）' },
  { type: 'design', filedFrom: '1985-04-01', years: 10, source: '专利法（2008）第四十二条' },
];

export type Term = Readonly<{
  /** The last day on which the right is in force. */
  lastDay: CalendarDate;
  /** 期满终止日: the first day on which it no longer is. */
  endsOn: CalendarDate;
  years: number;
  source: string;
}>;

/**
 * The term of a right. It counts from the filing, not the grant, and holidays do not move it: a utility model filed on
 * 1999-09-06 lasts to 2009-09-05 and ends on 2009-09-06 (专利审查指南 第五部分 第九章 4.1). `compensationDays`: granted
 * under 专利法 第四十二条 第二、三款.
 */
export function termOf(type: PatentType, filedOn: CalendarDate, compensationDays = 0): Term | undefined {
  const rule = termRules.find((candidate) => candidate.type === type && filedOn >= candidate.filedFrom);
  if (!rule) return undefined;
  const endsOn = addDays(addYears(filedOn, rule.years), compensationDays);
  return { lastDay: addDays(endsOn, -1), endsOn, years: rule.years, source: rule.source };
}

/** Days and whole months left of a term on `today`, that day included; 0 once it has ended. */
export function remainingLife(term: Term, today: CalendarDate): Readonly<{ days: number; months: number }> {
  return { days: Math.max(0, daysBetween(today, term.endsOn)), months: wholeMonthsBetween(today, term.endsOn) };
}
