import type { MoneyWire } from '../../server/domain/money.ts';
import { currentLanguage } from './language.ts';

const signOf = { CNY: '¥', USD: '$' } as const;

/** The one spelling of money: exact and grouped, without `.00`: `¥1,200,000` or `-¥12.50`. Text in, text out: money is never a number. */
export function formatMoney({ amount, currency }: MoneyWire): string {
  const [, minus = '', whole = '0', cents = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${minus}${signOf[currency]}${grouped}${/^0*$/.test(cents) ? '' : `.${cents.padEnd(2, '0')}`}`;
}

/** A share given in hundredths of a percent: 350 is `3.5%`. */
export const formatShare = (basisPoints: number): string =>
  `${(basisPoints / 100).toLocaleString('en', { maximumFractionDigits: 2 })}%`;

export const formatCount = (count: number): string => count.toLocaleString('en');

/** Joins items with the separator of the current language. */
export const formatList = (items: readonly string[]): string => items.join(currentLanguage() === 'zh' ? '、' : ', ');

const shanghai = { timeZone: 'Asia/Shanghai' } as const;
const localeOf = () => (currentLanguage() === 'zh' ? 'zh-CN' : 'en-GB');

/** An instant as date and time to the minute, in Shanghai. */
export const formatInstant = (instant: string): string =>
  new Date(instant).toLocaleString(localeOf(), {
    ...shanghai,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });

export const formatDay = (instant: string): string =>
  new Date(instant).toLocaleDateString(localeOf(), { ...shanghai, year: 'numeric', month: '2-digit', day: '2-digit' });

/** Today's calendar day in Shanghai, `YYYY-MM-DD`. */
export const todayInShanghai = (): string => new Date().toLocaleDateString('sv-SE', shanghai);

/** The time since an instant, in words: `3 分钟前`. */
export function formatAgo(instant: string): string {
  const seconds = (new Date(instant).getTime() - Date.now()) / 1000;
  const words = new Intl.RelativeTimeFormat(localeOf(), { numeric: 'auto' });
  const steps = [
    [60, 'second'],
    [3600, 'minute'],
    [86_400, 'hour'],
    [30 * 86_400, 'day'],
    [365 * 86_400, 'month'],
  ] as const;
  let before = 1;
  for (const [limit, unit] of steps) {
    if (Math.abs(seconds) < limit) return words.format(Math.round(seconds / before), unit);
    before = limit;
  }
  return words.format(Math.round(seconds / (365 * 86_400)), 'year');
}

/** Reads an amount in yuan as people type it (`12万`, `1,200,000.5`): exact text such as `120000.00`, or null. */
export function readYuan(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[,\s¥元]/g, '');
  const [, whole, cents = '', wan] = /^(\d{1,13})(?:\.(\d{1,6}))?(万|w)?$/i.exec(plain) ?? [];
  if (whole === undefined) return null;
  const [head, tail] = wan ? [whole + cents.padEnd(4, '0').slice(0, 4), cents.slice(4)] : [whole, cents];
  if (tail.length > 2) return null;
  return `${head.replace(/^0+(?=\d)/, '')}.${tail.padEnd(2, '0')}`;
}

/** An amount in yuan as a field for typing begins with it: spelled as everywhere else, without the sign. */
export const typedYuan = (amount: string | undefined): string =>
  amount === undefined ? '' : formatMoney({ amount, currency: 'CNY' }).replace('¥', '');

/** An amount as typed, said as money; as it is where it is none. */
export function formatYuan(text: string): string {
  const amount = readYuan(text);
  return amount === null ? text : formatMoney({ amount, currency: 'CNY' });
}
