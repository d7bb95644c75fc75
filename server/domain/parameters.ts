import type { CalendarDate } from './calendar.ts';
import { DomainError } from './errors.ts';
import { areasOf, wholeCountry } from './place.ts';

/** What a parameter's value is: a count, an amount of yuan as text, or a list of calendar days. */
export type ParameterValue = number | string | readonly string[];
export type ParameterEntry = Readonly<{
  place: string;
  effectiveFrom: CalendarDate;
  value: ParameterValue;
  source: string;
}>;

type Kind = 'count' | 'yuan' | 'days';
type Definition = Readonly<{ kind: Kind; what: string; shipped: readonly ParameterEntry[] }>;

const shipped = (value: ParameterValue, source: string, effectiveFrom = '2024-01-01'): ParameterEntry => ({
  place: wholeCountry,
  effectiveFrom: effectiveFrom as CalendarDate, // literals of this file
  value,
  source,
});
const house = '本平台默认值 (house default)';
const guideline = '产业知识产权运营中心建设管理工作指引（暂行）';

/** Every threshold and day count that law, guideline or house rule sets, with what holds unless a place says otherwise. */
const definitions = {
  'account.invitationDays': { kind: 'count', what: '邀请链接有效期（天）', shipped: [shipped(14, house)] },
  'account.passwordLinkHours': { kind: 'count', what: '重设密码链接有效期（小时）', shipped: [shipped(24, house)] },
  'listing.confirmEveryDays': { kind: 'count', what: '发布信息与需求的确认周期（天）', shipped: [shipped(180, house)] },
  'listing.remindBeforeDays': { kind: 'count', what: '到期前提醒（天）', shipped: [shipped(14, house)] },
  'match.answerDays': { kind: 'count', what: '一方感兴趣后等待对方答复（天）', shipped: [shipped(30, house)] },
  'match.worthTelling': {
    kind: 'count',
    what: '主动推送匹配的最低契合度（%）',
    shipped: [shipped(30, house)],
  },
  'dormancy.years': { kind: 'count', what: '存量未转化：授权后无转化记录的年数', shipped: [shipped(3, house)] },
  'metrics.minimumLevel': { kind: 'count', what: '计入转化运营金额的最低核验级别', shipped: [shipped(1, house)] },
  'centre.annualAmount': {
    kind: 'yuan',
    what: '年度转化运营金额门槛（元）',
    shipped: [shipped('5000000.00', `${guideline} 四（三）1`)],
  },
  'centre.projects': { kind: 'count', what: '组织实施项目累计门槛', shipped: [shipped(10, `${guideline} 四（三）1`)] },
  'centre.alliance': { kind: 'count', what: '联合体单位数门槛', shipped: [shipped(20, `${guideline} 四（三）4`)] },
  'centre.publicityDays': { kind: 'count', what: '认定名单公示（工作日）', shipped: [shipped(5, `${guideline} 七`)] },
  'price.publicityDays': {
    kind: 'count',
    what: '协议定价公示（天）',
    shipped: [shipped(15, '促进科技成果转化法 第十八条；天数未由国家法律规定')],
  },
  'calendar.holidays': { kind: 'days', what: '法定节假日', shipped: [shipped([], house)] },
  'calendar.workdays': { kind: 'days', what: '调休上班日', shipped: [shipped([], house)] },
} as const satisfies Record<string, Definition>;

export type ParameterKey = keyof typeof definitions;
export const parameterKeys = Object.keys(definitions) as [ParameterKey, ...ParameterKey[]]; // there is at least one

export const definitionOf = (key: ParameterKey): Definition => definitions[key];

/**
 * What holds in `place` on `day`: the entry of the smallest area around the place, and there the one that took effect last.
 * `entries` are what was set beside what is shipped.
 */
export function parameterAt(
  key: ParameterKey,
  entries: readonly ParameterEntry[],
  place: string,
  day: CalendarDate,
): ParameterEntry {
  const all = [...definitionOf(key).shipped, ...entries];
  for (const area of areasOf(place)) {
    const inForce = all.filter((entry) => entry.place === area && entry.effectiveFrom <= day);
    // of two of one day the later set counts, hence >=
    const last = inForce.reduce<ParameterEntry | undefined>(
      (found, entry) => (!found || entry.effectiveFrom >= found.effectiveFrom ? entry : found),
      undefined,
    );
    if (last) return last;
  }
  const [first] = definitionOf(key).shipped;
  if (!first) throw new Error(`${key} has no shipped value`);
  return first;
}

const yuan = /^(0|[1-9]\d{0,14})\.\d{2}$/;

/** Refuses a value that is not of the parameter's kind. */
export function checkParameter(key: ParameterKey, value: ParameterValue): void {
  const { kind } = definitionOf(key);
  const fits =
    kind === 'count'
      ? typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100_000
      : kind === 'yuan'
        ? typeof value === 'string' && yuan.test(value)
        : Array.isArray(value);
  if (!fits) throw new DomainError('INVALID_INPUT', 'parameters.badValue', { field: 'value', kind });
}
