import { type Currency, Money, type MoneyWire } from '../money.ts';
import type { MessageKey } from '../messages.ts';
import { chineseNumber } from './chinese-numbers.ts';
import { without } from './without.ts';

/** An amount is shorter than this; more is something else and is not searched for one. */
const longest = 200;

/** A multiple of the currency, and the currency if it is named; `unclear`: a unit that is not understood. */
export type Unit = Readonly<{ zeros: number; currency?: 'CNY' | 'USD' }> | 'unclear';

export type AmountsRead =
  /** One amount is both ends of its range, unless words such as 以内 or 以上 say otherwise. `words`: what was left out. */
  | Readonly<{ from?: MoneyWire; to?: MoneyWire; words?: string }>
  /** The text says that the price is open (面议); `words`: what it says beside. */
  | Readonly<{ isOpen: true; words?: string }>
  | Readonly<{ why: Extract<MessageKey, `imports.row.amount${string}`> }>;

// white space and commas are taken out before
const sign = String.raw`([¥$]|us\$|rmb|cny|usd|人民币|美元)?`;
const number = String.raw`${sign}(\d{1,18}(?:\.\d{1,8})?)(亿|千万|百万|十万|万|千|w|k|million|thousand)?(元|圆|块|人民币|rmb|cny|yuan|美元|美金|usd)?(?:整)?`;
const range = new RegExp(`^${number}(?:(?:--|-|~|至|到|to|–|—)${number})?(?:之间|区间)?(以内|以下|内|以上|起|起步)?$`);
const zeros: Readonly<Record<string, number>> = {
  thousand: 3,
  million: 6,
  k: 3,
  千: 3,
  w: 4,
  万: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
};
const open =
  /^(?:价格)?(?:面议|面谈|协商|商议|协议|议价|待定|待议|另议|可议|可谈|双方协商|协商确定|根据情况|negotiable|tbd|tobediscussed|open)$/;
const foreign = /欧元|日元|港元|港币|英镑|韩元|卢布|[€£₩]|eur|jpy|hkd|gbp|krw/;
const dollar = /^(?:\$|us\$|美元|美金|usd)$/;

/**
 * Reads `120万元`, `1,200,000.00`, `二十万元`, `50w`, `50-100万`, `不超过300万元`, `$20000`, `面议`. The unit may stand in
 * the header. What is no amount of money, or one whose unit is not understood, is never guessed; `why` says what it is.
 */
export function readAmounts(text: string, unit: Unit | undefined): AmountsRead {
  if (text.length > longest) return { why: 'imports.row.amount' };
  const spaced = text.normalize('NFKC').toLowerCase().replace(/￥/g, '¥').replace(/^['‘’]/, '').trim(); // prettier-ignore
  if (/^-?\d(?:\.\d+)?e[+-]?\d+$/.test(spaced)) return { why: 'imports.row.amountRounded' };
  const whole = spaced.replace(/[,，\s_]/g, '');
  const [, outside = whole, inside] = /^([^()]+)\(([^()]*)\)$/.exec(whole) ?? [];
  if (open.test(whole)) return { isOpen: true };
  if (open.test(outside) && inside !== undefined) return { isOpen: true, words: inside.slice(0, 40) };
  if (/免费|无偿|免许可费|free/.test(whole)) return { why: 'imports.row.amountFree' };
  if (foreign.test(whole)) return { why: 'imports.row.amountCurrency' };
  if (/[%+]|％|提成|销售额|入门费|分成|比例/.test(whole)) return { why: 'imports.row.amountParts' };
  if (/\/(?:年|月|季|year|a$)|每[年月]|年费|p\.a|一年$|年$/.test(whole)) return { why: 'imports.row.amountPeriod' };
  const isUnitInside = inside !== undefined && /^(?:人民币)?[千百十万亿]*(?:元|美元)?$/.test(inside) && inside !== '';
  if (inside !== undefined && !isUnitInside && /\d/.test(inside)) return { why: 'imports.row.amount' };
  return readPlain(isUnitInside ? outside + inside : outside, unit, isUnitInside ? undefined : inside);
}

function readPlain(text: string, unit: Unit | undefined, remark: string | undefined): AmountsRead {
  const headless = without(text, /^(?:约|大约|大概|暂定|暂估|预计|估计|≈|~|总价|报价|价格|合计|[:：])/);
  const body = without(headless, /(?:左右|上下|\/[件项个套]|起?可议|可谈|不?含税|\.|。)$/);
  const head = text.slice(0, text.length - headless.length);
  const foot = headless.slice(body.length);
  const limit = /^(?:不超过|不高于|最高|至多|上限|≤|<=?|upto|max\.?)/.exec(body)?.[0] ?? '';
  const least = /^(?:不低于|不少于|最低|至少|下限|≥|>=?|min\.?)/.exec(body)?.[0] ?? '';
  const numerals = body
    .slice(limit.length + least.length)
    .replace(
      /[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億]{2,30}|[一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]/g,
      (run, at: number, all: string) => (/\d/.test(all.charAt(at - 1)) ? run : (chineseNumber(run) ?? run)),
    );
  const [, sign1, first, zeros1, name1, sign2, second, zeros2, name2, around] = range.exec(numerals) ?? [];
  if (first === undefined) return { why: 'imports.row.amount' };
  const marks = [sign1, sign2, name1, name2].filter((mark) => mark !== undefined);
  const hasUnit = [zeros1, name1, zeros2, name2].some((mark) => mark !== undefined);
  const isDollar = marks.some((mark) => dollar.test(mark));
  if (marks.length > 0 && isDollar !== marks.every((mark) => dollar.test(mark)))
    return { why: 'imports.row.amountUnit' };
  if (unit === 'unclear' && !(hasUnit && marks.length > 0)) return { why: 'imports.row.amountUnit' };
  const header = unit === 'unclear' ? undefined : unit;
  if (header?.currency === 'CNY' && isDollar && !hasUnit) return { why: 'imports.row.amountUnit' };
  const isOwn =
    hasUnit ||
    (header !== undefined &&
      header.currency !== undefined &&
      marks.length > 0 &&
      isDollar !== (header.currency === 'USD'));
  const currency: Currency = isDollar || (marks.length === 0 && header?.currency === 'USD') ? 'USD' : 'CNY';
  const inHeader = isOwn ? 0 : (header?.zeros ?? 0);
  const amount = (digits: string, own?: string) => {
    const plain = shift(digits, own === undefined ? inHeader : (zeros[own] ?? 0));
    return plain === undefined ? undefined : Money.of(plain, currency).toJSON();
  };
  const from = amount(first, zeros1 ?? (second === undefined ? undefined : zeros2));
  const to = second === undefined ? from : amount(second, zeros2);
  if (!from || !to || Money.fromWire(from).compare(Money.fromWire(to)) > 0) return { why: 'imports.row.amount' };
  const words = [head, foot, remark ?? ''].map((part) => part.replace(/^[:：.。]+$/, '')).filter((part) => part !== '').join(' '); // prettier-ignore
  const left = words === '' ? {} : { words: words.slice(0, 40) };
  if (limit || /^(?:以内|以下|内)$/.test(around ?? '')) return { to, ...left };
  if (least || (around ?? '') !== '') return { from, ...left };
  return { from, to, ...left };
}

/** Moves the decimal point of a plain number `places` to the right; undefined when more than two decimals remain. */
function shift(digits: string, places: number): string | undefined {
  const [whole = '', decimals = ''] = digits.split('.');
  const all = whole + decimals.padEnd(places, '0').slice(0, places);
  const rest = decimals.slice(places).replace(/(?<!0)0+$/, '');
  const plain = (all.replace(/^0+(?=\d)/, '') || '0') + (rest ? `.${rest}` : '');
  return rest.length <= 2 && all.replace(/^0+/, '').length <= 16 ? plain : undefined;
}
