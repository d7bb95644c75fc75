import { Money, type MoneyWire } from '../../money.ts';
import { readAmounts } from '../../reading/amounts.ts';
import { after, before, placesOf } from './plain.ts';
import type { Understood } from './understood.ts';

type Budget = Extract<Understood, { field: 'budget' }>;

const sign = String.raw`(?:人民币|rmb|cny|usd|us\$|[¥￥$])\s?`;
const digits = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,4})?`;
const chinese = '[一二两三四五六七八九十百千]{1,8}(?=[万亿百千])';
const multiple = String.raw`\s?(?:亿|千万|百万|十万|万|千|[wk](?![a-z])|million|thousand)`;
const name = String.raw`\s?(?:美元|美金|元|圆|块|人民币|rmb|cny|usd|yuan|dollars)(?![a-z])`;
const amount = `(?:${sign})?(?:${digits}|${chinese})(?:${multiple})?(?:${name})?`;
const limit = String.raw`(?:不超过|不高于|不低于|不少于|最高|至多|上限|最低|至少|下限|≤|≥|<=?|>=?|up to|at most|no more than|not more than|at least|less than|under|below|within|max\.?|(?:约|大约|大概|暂定|预计|about|around|approximately))\s?`;
const money = new RegExp(
  `(?:${limit})?${amount}(?:\\s?(?:-|~|–|—|至|到|to|and)\\s?${amount})?\\s?(?:以内|以下|以上|之间|左右|上下|起)?`,
  'giu',
);
const hasUnit = new RegExp(`[亿万¥￥$]|${name}|rmb|cny|usd|人民币|million|thousand|\\d\\s?[kw](?![a-z])`, 'i');

/** How surely the words before an amount make it a budget; the surest win. */
const ranks: readonly (readonly [RegExp, number])[] = [
  [/预算|budget/i, 4],
  [
    /榜单金额|悬赏|(?:拟|计划|愿意|可)?(?:投入|出资|支付)|经费|资金|资助额度|award amount|funding|\b(?:pay|spend|afford|invest)\b/i,
    3,
  ],
  [/费用|许可费|转让费|引进费|报价|价格|价款|金额|price/i, 2],
];
const label = /\((?:人民币)?(万)?元\)\s?[::]?\s?$/;
/** Amounts of other things: of the company, of a product, of parts that others pay, of each year. */
const otherwise =
  /注册资本|产值|营收|收入|销售|利润|估值|总投资|成本|自筹|财政|配套|罚|奖|年费|年许可费|市场|cost|revenue|sales|turnover|market|valued?/i;
/** Between two amounts: the second is part of the first, or another one of the same kind (of a second phase). */
const aPart = /^[^。;]{0,20}(?:其中|包括|包含|首付|预付|including|of which)[^。;\d]{0,12}$/i;
const next = /^[,，、;；\s]{1,3}[^\d,，、。;；]{0,12}$/;
const toEach = /^\s?(?:\/|每|per\b|a year|each)|^\s?[%％]/i;

/** The budget that a text states: from, to, or both; none where two amounts are as likely. */
export function budgetIn(text: string): Budget | undefined {
  let best = 0;
  let found: Budget[] = [];
  for (const match of placesOf(money, text)) {
    const words = match[0].trimEnd();
    const at = match.index;
    const lead = before(text, at, 40);
    if (otherwise.test(lead.slice(-14)) || toEach.test(after(text, at + words.length, 8))) continue;
    const inLabel = label.exec(lead);
    if (!hasUnit.test(words) && !inLabel) continue;
    const between = text.slice(found.at(-1)?.end ?? at, at);
    if (aPart.test(between)) continue;
    const isNext = between !== '' && next.test(between);
    const rank = isNext ? best : isNear(lead) ? (ranks.find(([word]) => word.test(lead))?.[1] ?? 0) : 0;
    if (rank === 0 || rank < best) continue;
    const range = read(words, inLabel?.[1] === undefined ? undefined : 4, lead);
    if (!range) continue;
    if (rank > best) found = [];
    best = rank;
    found.push({ field: 'budget', ...range, words, start: at, end: at + words.length });
  }
  return chosen(found);
}

/** Nothing else with a number stands between the word for the budget and the amount. */
const isNear = (lead: string): boolean => {
  const at = Math.max(...ranks.map(([word]) => lastMatch(lead, word)));
  return at >= 0 && !/\d/.test(lead.slice(at)) && !/[,，、].*[,，、]/.test(lead.slice(at));
};

function lastMatch(text: string, word: RegExp): number {
  let at = -1;
  for (const match of text.matchAll(new RegExp(word.source, 'gi'))) at = match.index;
  return at;
}

function chosen(found: readonly Budget[]): Budget | undefined {
  const distinct = [...new Map(found.map((one) => [JSON.stringify([one.from, one.to]), one])).values()];
  if (distinct.length <= 1) return distinct[0];
  // several limits (of phases): nothing above the highest is paid
  const tops = distinct.filter((one) => one.to && !one.from);
  if (tops.length !== distinct.length) return undefined;
  return tops.reduce((a, b) => (Money.fromWire(a.to as MoneyWire).compare(Money.fromWire(b.to as MoneyWire)) >= 0 ? a : b)); // prettier-ignore
}

/** The amount in the spelling of `readAmounts`, which reads cells of lists. */
function read(words: string, zeros: number | undefined, lead: string) {
  const plain = words
    .replace(/(?:no|not) more than|at most|less than|under|below|within/i, '不超过')
    .replace(/at least/i, '不低于')
    .replace(/about|around|approximately/i, '约')
    .replace(/\byuan\b/gi, '元')
    .replace(/dollars/gi, '美元')
    .replace(/\band\b/i, 'to');
  const result = readAmounts(plain, zeros === undefined ? undefined : { zeros, currency: 'CNY' });
  if ('why' in result || 'isOpen' in result) return undefined;
  const isTop =
    /(?<![a-z])max(?:imum)?\b[^.]*$|最高|上限/i.test(lead) || /(?:控制在|不超过|以内)[^,，]{0,4}$/.test(lead);
  const { from, to } = result;
  if (isTop && from && to && from.amount === to.amount) return { to };
  return { ...(from && { from }), ...(to && { to }) };
}
