import { addDays, addMonths, type CalendarDate, yearOf } from '../../calendar.ts';
import { readLastDay } from '../../reading/dates.ts';
import { after, before, placesOf } from './plain.ts';
import type { Understood } from './understood.ts';

type Deadline = Extract<Understood, { field: 'wantedBy' }>;

const part = '第?[一二三四1-4]季度|上半年|下半年|年?[底末]|年内|内';
const monthWords = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:\\s?(?:3[01]|[12]\\d|0?[1-9])\\s?[日号])?(?:份|底|末|中旬|下旬|内)?'; // prettier-ignore
const chineseDate = `(?:\\d{4}\\s?[-./]\\s?\\d{1,2}\\s?[-./]\\s?\\d{1,2}(?!\\d)|(?:20\\d{2}\\s?年|今年|本年|明年|后年)\\s?(?:${monthWords}|${part})?)`;
const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']; // prettier-ignore
const month = `(?:${months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\.?`;
const ofYear = '(?:,? ?(?:of )?(20\\d{2}|this year|next year))';
const englishDate = `(?:(\\d{1,2})(?:st|nd|rd|th)? )?(${month})(?: (\\d{1,2})(?:st|nd|rd|th)?(?!\\d))?${ofYear}|(?:the )?end of (20\\d{2}|this year|next year)`;
const dates = new RegExp(`(?<![\\d.-])${chineseDate}`, 'g');
const englishDates = new RegExp(`(?<![a-z])(?:${englishDate})(?![\\da-z])`, 'gi');

const limitBefore = /(?:截止|截至|期限|时限|限期|有效期|完成时间|期望时间|需求时间|交付时间|最迟|不晚于)[^,，。;]{0,8}$|(?:by|before|until|no later than|due|deadline(?: is)?|needed|wanted)(?: (?:on|is|for|the))?[:\s]{0,2}(?:\w+day,? )?$/i; // prettier-ignore
const limitAfter =
  /^[\s)）]{0,2}(?:之?前|以前|截止|为止|前后)|^[^,，。;]{0,6}(?:完成|投运|投产|交付|达产|量产|验收|上线|过户|实施|落地|见到)/;
const relative = /^(?:今年|本年|明年|后年)|(?:this|next) year/i;
const history = /成立|创建|建成|始于|注册|获批|发布|颁布|自(?:20)?\d|founded|since|established|published|released/i;

const count = '\\d{1,3}|[一二两三四五六七八九十]{1,3}|半|one|two|three|four|five|six|nine|ten|twelve|eighteen';
const chineseSpan = new RegExp(`(${count})\\s?(?:个)?(月|年|周|天|日)`, 'g');
const englishSpan = new RegExp(
  `(?:within|in(?: less than)?|over) (?:the next )?(${count}) (month|year|week|day)s?`,
  'gi',
);
const spanAfter =
  /^(?:之|以)?内?[^,，。;]{0,6}(?:完成|交付|投产|投运|量产|验收|上线|落地|供货|见效|拿出|解决|提供|实现量产|实现产业化)/;
const spanBefore =
  /(?:周期|工期|期限|时限|限期|完成时间|开发时间|签订?(?:合同|订)(?:后|之日)?起?|自[^,，。;]{0,8}起)[:：为约不超过\s]{0,4}$/;
const englishAfter = /^[^.;]{0,40}/;
const englishGoal = /deliver|need|require|complet|launch|ready|finish|start|want|prototype|solution|implement/i;

/** By when a text wants its answer: a day, a month or part of a year (its last day), or a span from today. */
export function deadlineIn(text: string, today: CalendarDate): Deadline | undefined {
  const named = [...namedDays(text, today)].filter(({ date }) => date >= today);
  const sure = named.filter(({ isSure }) => isSure);
  const days = sure.length > 0 ? sure : named;
  if (days.length > 0) return only(days);
  return only([...spans(text, today)]);
}

/** One day, or none where several are as likely. */
function only(found: readonly (Deadline & { isSure: boolean })[]): Deadline | undefined {
  const [first] = found;
  if (!first || found.some(({ date }) => date !== first.date)) return undefined;
  const { isSure: _, ...deadline } = first;
  return deadline;
}

function* namedDays(text: string, today: CalendarDate): Generator<Deadline & { isSure: boolean }> {
  const seen = (match: RegExpExecArray) => ({
    lead: before(text, match.index, 16),
    rest: after(text, match.index + match[0].length, 14),
  });
  for (const match of placesOf(dates, text)) {
    const { lead, rest } = seen(match);
    const isSure = limitBefore.test(lead) || limitAfter.test(rest);
    const read = readLastDay(match[0], today);
    if (read && read !== 'open' && (isSure || isForeseen(match[0], lead))) yield deadline(match, read.date, isSure);
  }
  for (const match of placesOf(englishDates, text)) {
    const { lead, rest } = seen(match);
    const isSure = limitBefore.test(lead);
    const date = englishDay(match, today);
    if (date && (isSure || isForeseen(match[0], lead + rest))) yield deadline(match, date, isSure);
  }
}

/** `明年6月` and `June next year` look ahead by themselves; a year may belong to anything. */
const isForeseen = (words: string, around: string): boolean =>
  relative.test(words) && words.length > 2 && !history.test(around);

const deadline = (match: RegExpExecArray, date: CalendarDate, isSure: boolean) => ({
  ...{ field: 'wantedBy' as const, date, words: match[0].trim(), isSure },
  ...{ start: match.index, end: match.index + match[0].trimEnd().length },
});

function englishDay([, dayBefore, name, dayAfter, ofMonth, ofEnd]: RegExpExecArray, today: CalendarDate) {
  const words = (ofMonth ?? ofEnd ?? '').toLowerCase();
  const year = words === 'this year' ? yearOf(today) : words === 'next year' ? yearOf(today) + 1 : Number(words);
  const at = name === undefined ? 12 : months.findIndex((one) => one.startsWith(name.slice(0, 3).toLowerCase())) + 1;
  const day = dayBefore ?? dayAfter;
  const read = readLastDay(day === undefined ? `${String(year)}年${String(at)}月` : `${String(year)}-${String(at)}-${day}`, today); // prettier-ignore
  return read && read !== 'open' ? read.date : undefined;
}

function* spans(text: string, today: CalendarDate): Generator<Deadline & { isSure: boolean }> {
  for (const match of placesOf(chineseSpan, text)) {
    const [words, number = '', unit = ''] = match;
    const lead = before(text, match.index, 16);
    const rest = after(text, match.index + words.length, 12);
    if (!spanBefore.test(lead) && !(spanAfter.test(rest) && /^(?:之|以)?内/.test(rest))) continue;
    const date = later(today, countOf(number), unit);
    if (date) yield deadline(match, date, true);
  }
  for (const match of placesOf(englishSpan, text)) {
    const [words, number = '', unit = ''] = match;
    const rest = englishAfter.exec(text.slice(match.index + words.length))?.[0] ?? '';
    if (!englishGoal.test(before(text, match.index, 60) + rest)) continue;
    const date = later(today, countOf(number), unit.toLowerCase());
    if (date) yield deadline(match, date, true);
  }
}

const spelt: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, nine: 9, ten: 10, twelve: 12, eighteen: 18, 半: 0.5 }; // prettier-ignore

function countOf(text: string): number {
  const plain = text.toLowerCase().replace('两', '二');
  const [, tens = '', ones = ''] = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(plain) ?? [];
  const digit = (one: string, empty: number) => (one === '' ? empty : '一二三四五六七八九'.indexOf(one) + 1);
  if (plain.includes('十')) return digit(tens, 1) * 10 + digit(ones, 0);
  return spelt[plain] ?? (/^\d+$/.test(plain) ? Number(plain) : digit(plain, NaN));
}

/** At most ten years: more is the life of something. */
function later(today: CalendarDate, number: number, unit: string): CalendarDate | undefined {
  const inMonths = { 月: number, month: number, 年: number * 12, year: number * 12 }[unit];
  const inDays = { 周: number * 7, week: number * 7, 天: number, 日: number, day: number }[unit];
  if (inMonths !== undefined) return inMonths > 0 && inMonths <= 120 ? addMonths(today, inMonths) : undefined;
  return inDays !== undefined && inDays > 0 && Number.isInteger(inDays) ? addDays(today, inDays) : undefined;
}
