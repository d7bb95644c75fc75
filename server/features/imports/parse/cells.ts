import { type CalendarDate, readCalendarDate } from '../../../domain/calendar.ts';
import { type Currency, Money, type MoneyWire } from '../../../domain/money.ts';
import type { Column } from './headers.ts';

/** Text without control characters and with single spaces; line breaks stay. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\uFFFE\uFFFF]/gu, (character) =>
      character === '\n' ? '\n' : character === '\t' ? ' ' : '',
    )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
}

/** Text of one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\n/g, ' ');
}

/** Names in one cell, each once. A comma divides only Chinese names: `Foo Co., Ltd.` is one. */
export function readList(text: string): string[] {
  const names = cleanText(text)
    .split(/[;；|\n、，]|,(?![^,;；|\n]*\b(?:ltd|inc|llc|corp|gmbh|limited|co)\b)/i)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return [...new Set(names)];
}

/** A date, an amount or a level is shorter than this; more is something else and is not searched for one. */
const longestShortText = 200;

/** `2020-01-02`, `2020.1.2`, `2020/01/02`, `20200102`, `2020年1月2日`, also with a time after it. */
export function readDate(text: string): CalendarDate | undefined {
  if (text.length > longestShortText) return undefined;
  const compact = text.normalize('NFKC').trim();
  const [, year, month, day] =
    /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?:\s*日)?(?:[T\s]+[\d:.]+Z?)?$/.exec(compact) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(compact) ??
    [];
  if (!year || !month || !day) return undefined;
  return readCalendarDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** An amount, a range of amounts, the statement that the price is open, or nothing that can be read. */
export type Amounts = Readonly<{ from?: MoneyWire; to?: MoneyWire }> | 'open' | undefined;

// white space and commas are taken out before
const number = String.raw`([¥$]?)(\d{1,18}(?:\.\d{1,8})?)(亿|千万|百万|万|千)?(元|圆|人民币|rmb|cny|美元|美金|usd)?(?:整)?`;
const range = new RegExp(`^${number}(?:(?:-|~|至|到|to|–|—)${number})?(以内|以下|以上|左右|起)?$`, 'i');
const zeros: Readonly<Record<string, number>> = { 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8 };

/**
 * Reads `120万元`, `1,200,000.00`, `50-100万`, `不超过300万元`, `$20000`, `面议`. The unit may stand in the header. One
 * amount is both ends of its range, unless words such as 以内 or 以上 say otherwise.
 */
export function readAmounts(text: string, unit: Column<string>['unit']): Amounts {
  if (text.length > longestShortText) return undefined;
  const compact = text
    .normalize('NFKC')
    .replace(/[,，\s]/g, '')
    .replace(/^(?:人民币|rmb|cny|约)/i, '');
  if (/^(面议|协商|议价|待定|另议|negotiable|tbd|无|-|\/)$/i.test(compact)) return 'open';
  const limit = /^(?:不超过|最高|至多|≤|<=?|upto|max\.?)/i.exec(compact)?.[0] ?? '';
  const least = /^(?:不低于|最低|至少|≥|>=?|min\.?)/i.exec(compact)?.[0] ?? '';
  const [, sign1, first, zeros1, name1, sign2, second, zeros2, name2, around] =
    range.exec(compact.slice(limit.length + least.length)) ?? [];
  if (first === undefined) return undefined;
  const isDollar = [sign1, sign2, name1, name2].some((mark) => /^(?:\$|美元|美金|usd)$/i.test(mark ?? ''));
  const hasUnit = [zeros1, name1, zeros2, name2].some((mark) => mark !== undefined);
  const currency: Currency = isDollar || (!hasUnit && unit?.isDollar === true) ? 'USD' : 'CNY';
  const inHeader = !hasUnit && unit?.tenThousands === true ? 4 : 0;
  const amount = (digits: string, own?: string) => {
    const plain = shift(digits, own === undefined ? inHeader : (zeros[own] ?? 0));
    return plain === undefined ? undefined : Money.of(plain, currency).toJSON();
  };
  const from = amount(first, zeros1 ?? (second === undefined ? undefined : zeros2));
  const to = second === undefined ? from : amount(second, zeros2);
  if (!from || !to || Money.fromWire(from).compare(Money.fromWire(to)) > 0) return undefined;
  if (limit || around === '以内' || around === '以下') return { to };
  if (least || around === '以上' || around === '起') return { from };
  return { from, to };
}

/** Moves the decimal point of a plain number `places` to the right; undefined when more than two decimals remain. */
function shift(digits: string, places: number): string | undefined {
  const [whole = '', decimals = ''] = digits.split('.');
  const all = whole + decimals.padEnd(places, '0').slice(0, places);
  const rest = decimals.slice(places).replace(/(?<!0)0+$/, '');
  const plain = (all.replace(/^0+(?=\d)/, '') || '0') + (rest ? `.${rest}` : '');
  return rest.length <= 2 && all.replace(/^0+/, '').length <= 16 ? plain : undefined;
}

/** A technology readiness level: `6`, `TRL6`, `6级`, `TRL 6-7` (its lower end), or one of the usual stage words. */
export function readLevel(text: string): number | undefined {
  if (text.length > longestShortText) return undefined;
  const [, level] = /^(?:trl)?\s*([1-9])\s*(?:级|[-~至到]\s*[1-9]\s*级?)?$/i.exec(text.normalize('NFKC').trim()) ?? [];
  return level === undefined ? undefined : Number(level);
}
