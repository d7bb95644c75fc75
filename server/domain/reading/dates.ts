import { addDays, calendarDate, type CalendarDate, dateInShanghai, readCalendarDate, yearOf } from '../calendar.ts';
import type { MessageKey } from '../messages.ts';
import { digitsOf } from './chinese-numbers.ts';
import { without } from './without.ts';

/** A date is shorter than this; more is something else and is not searched for one. */
const longest = 60;

/** Why no day was read. */
export type NoDay = Extract<MessageKey, `imports.row.date${string}`>;
export type DayRead = Readonly<{ date: CalendarDate } | { why: NoDay } | { isNothing: true }>;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const time = String.raw`(?:[t ]{0,2}\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}秒?)?(?:\.\d{1,9})?(?: ?(?:am|pm|上午|下午))?(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))?)?`;
const weekday = String.raw`(?: ?[,(]?(?:星期|周|礼拜)[一二三四五六日天1-7]\)?)?`;
const yearFirst = new RegExp(
  String.raw`^(\d{4})(?: ?[-./年] ?| )(\d{1,2})(?: ?[-./月] ?| )(\d{1,2})(?: ?[日号])?${weekday}${time}$`,
);
const instant = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:\d{2})$/;
const dayFirst = new RegExp(String.raw`^(\d{1,2})[-./](\d{1,2})[-./](\d{4})${time}$`);
const english = new RegExp(
  String.raw`^(?:[a-z]{3,9},? )?(?:(\d{1,2})(?:st|nd|rd|th)?(?:, |[- ,.])([a-z]{3,9})\.?|([a-z]{3,9})(?:\. |[- .])(\d{1,2})(?:st|nd|rd|th)?)(?:, |[- ,.])(\d{4})${time}$`,
);

const day = (year: string | number, month: string | number, date: string | number): CalendarDate | undefined =>
  readCalendarDate(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);

/**
 * Reads a day in the usual spellings: `2020-01-02` with any signs, with a time or the day of the week after it, `20200102`,
 * `2020年1月2日`, `2 Jan 2020`, and the number of days by which spreadsheet programs store it (43832). An instant is the
 * day it falls on in China. What has two readings (`1/2/2020`, `20-1-2`) or names no day is not read, and says why.
 */
export function readDay(text: string): DayRead {
  if (text.length > longest) return { why: 'imports.row.date' };
  const plain = digitsOf(
    text
      .normalize('NFKC')
      .replace(/^['‘’]/, '')
      .replace(/[。,，]$/, '')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase(),
  );
  if (/^0{1,4}(?:[-./年]0{1,2}[-./月]0{1,2}日?(?:[t\s]+[0:.]+z?)?)?$|^00000000$|^1900-01-00$/.test(plain))
    return { isNothing: true };
  if (instant.test(plain)) {
    const at = new Date(plain.toUpperCase());
    if (!Number.isNaN(at.getTime())) return { date: dateInShanghai(at) };
  }
  const [, year, month, date] = yearFirst.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? [];
  if (year && month && date) return found(day(year, month, date));
  if (/^\d{5}(?:\.\d{1,12})?$/.test(plain)) {
    const serial = Math.floor(Number(plain));
    return serial >= 18_264 && serial <= 73_050
      ? { date: addDays(calendarDate('1899-12-30'), serial) }
      : { why: 'imports.row.date' };
  }
  const [, dayBefore, nameAfter, nameBefore, dayAfter, englishYear] = english.exec(plain) ?? [];
  if (englishYear) {
    const name = months.indexOf((nameAfter ?? nameBefore ?? '').slice(0, 3));
    return found(name < 0 ? undefined : day(englishYear, name + 1, dayBefore ?? dayAfter ?? ''));
  }
  const [, first, second, lastYear] = dayFirst.exec(plain) ?? [];
  if (first && second && lastYear) {
    const [a, b] = [day(lastYear, first, second), day(lastYear, second, first)];
    return a && b && a !== b ? { why: 'imports.row.dateTwoReadings' } : found(a ?? b);
  }
  if (/^(?:民国\s*)?\d{2,3}\s*[/.年]\s*\d{1,2}\s*[/.月]\s*\d{1,2}日?$/.test(plain) && /^(?:民国|1\d\d)/.test(plain))
    return { why: 'imports.row.dateMinguo' };
  if (/^\d{1,2}[-./年]\d{1,2}[-./月]\d{1,2}日?$/.test(plain)) return { why: 'imports.row.dateTwoReadings' };
  if (/^(?:\d{4}[-./年]\s*\d{1,2}月?(?:份|底|末|初)?|\d{4}年?(?:底|末|初)?|\d{6})$/.test(plain))
    return { why: 'imports.row.dateNoDay' };
  return { why: 'imports.row.date' };
}

const found = (date: CalendarDate | undefined): DayRead => (date ? { date } : { why: 'imports.row.date' });

/** The day of a cell, undefined where none can be read. */
export function readDate(text: string): CalendarDate | undefined {
  const read = readDay(text);
  return 'date' in read ? read.date : undefined;
}

/** A last day, perhaps only named by its month, quarter or year (`2026年底`): then it is the last day of that. */
export type LastDay = Readonly<{ date: CalendarDate; isRounded: boolean }> | 'open' | undefined;

/** Reads by when something is wanted; `open` where the text says that there is no end. Undefined for other words. */
export function readLastDay(text: string, today: CalendarDate): LastDay {
  const whole = readDay(text);
  if ('date' in whole) return { date: whole.date, isRounded: false };
  if ('isNothing' in whole) return 'open';
  if (text.length > longest) return undefined;
  const words = digitsOf(text.normalize('NFKC').replace(/\s/g, ''));
  const plain = without(without(words, /^(?:截止|截至|至|到|于|在|预计|:)/), /(?:截止|为止|之?前|以前|左右|完成|止)$/);
  if (/^(?:长期|长期有效|不限|无期限|常年|永久|随时|longterm|open|ongoing)$/i.test(plain)) return 'open';
  const exact = readDay(plain);
  if ('date' in exact) return { date: exact.date, isRounded: false };
  const [, range] = /^.{4,20}(?:至|到|~|—|–|--)(.{4,20})$/.exec(plain) ?? [];
  const second = range === undefined ? undefined : readDay(range);
  if (second && 'date' in second) return { date: second.date, isRounded: false };
  const year = (words: string) => ({ 今年: yearOf(today), 本年: yearOf(today), 明年: yearOf(today) + 1, 后年: yearOf(today) + 2 })[words] ?? Number(/\d{4}/.exec(words)?.[0]); // prettier-ignore
  const [, yearWords, rest = ''] = /^(\d{4}年?|今年|本年|明年|后年)(.{0,8})$/.exec(plain) ?? [];
  if (yearWords === undefined) return undefined;
  const month = lastMonth(rest.replace(/^[-./]/, ''));
  if (month === undefined) return undefined;
  const next = day(month === 12 ? year(yearWords) + 1 : year(yearWords), (month % 12) + 1, 1);
  return next && { date: addDays(next, -1), isRounded: true };
}

/** The last month of a part of a year: 6月底, 第三季度, 上半年, 年底, or nothing for the whole year. */
function lastMonth(words: string): number | undefined {
  if (/^(?:年?[底末]|全年|下半年|内|年内|)$/.test(words)) return 12;
  if (/^(?:上半年|年中)$/.test(words)) return 6;
  const [, season, q] = /^(?:第?([1-4])季度?|q([1-4]))(?:[底末]|内)?$/i.exec(words) ?? [];
  const quarter = season ?? q;
  if (quarter) return Number(quarter) * 3;
  const [, month] = /^(1[0-2]|0?[1-9])月?(?:份|底|末|内|中旬|下旬)*$/.exec(words) ?? [];
  return month === undefined ? undefined : Number(month);
}
