import { houseRule } from './house-rule.ts';
import type { CalendarDate } from './calendar.ts';
import { DomainError } from './errors.ts';
import { areasOf, wholeCountry } from './place.ts';

/** A count (days, years, percent, a level …), or an amount of yuan as text (`5000000.00`). */
export type ParameterValue = number | string;
export type ParameterEntry = Readonly<{
  place: string;
  effectiveFrom: CalendarDate;
  value: ParameterValue;
  source: string;
}>;

type Kind = 'count' | 'yuan';
type Definition = Readonly<{ kind: Kind; what: string; shipped: readonly ParameterEntry[] }>;

const shipped = (
  value: ParameterValue,
  source: string,
  effectiveFrom = '2020-01-01',
  place = wholeCountry,
): ParameterEntry => ({
  place,
  effectiveFrom: effectiveFrom as CalendarDate, // literals of this file
  value,
  source,
});
const house = houseRule;
/** A value from the guideline for centres, 国知办函运字〔2024〕1155号 of 2024-12-31. */
const guideline = (value: ParameterValue, point: string) =>
  shipped(value, `产业知识产权运营中心建设管理工作指引（暂行） ${point}`, '2024-12-31');

/** Every threshold and number of days that law, guideline or house rule sets, with the values shipped. */
const definitions = {
  'account.invitationDays': { kind: 'count', what: '邀请链接有效期（天）', shipped: [shipped(14, house)] },
  'account.passwordLinkHours': { kind: 'count', what: '重设密码链接有效期（小时）', shipped: [shipped(24, house)] },
  'account.licenceNeeded': { kind: 'count', what: '注册须附营业执照（1 须附，0 选填）', shipped: [shipped(0, house)] },
  'account.licenceMegabytes': {
    kind: 'count',
    what: '未获批注册所附执照的总空间（MB）',
    shipped: [shipped(1024, house)],
  },
  'account.addressLinkHours': {
    kind: 'count',
    what: '验证邮箱的链接有效期（小时）',
    shipped: [shipped(24, house)],
  },
  'account.mailedPasswordLinkHours': {
    kind: 'count',
    what: '经邮件发出的重设密码链接有效期（小时）',
    shipped: [shipped(2, house)],
  },
  'files.verifyEveryDays': {
    kind: 'count',
    what: '存储文件逐夜核对一遍所需天数',
    shipped: [shipped(30, house)],
  },
  'listing.confirmEveryDays': { kind: 'count', what: '发布信息与需求的确认周期（天）', shipped: [shipped(180, house)] },
  'listing.remindBeforeDays': { kind: 'count', what: '到期前提醒（天）', shipped: [shipped(14, house)] },
  'match.answerDays': { kind: 'count', what: '一方感兴趣后等待对方答复（天）', shipped: [shipped(30, house)] },
  'match.takeBackHours': { kind: 'count', what: '婉拒后可撤回的小时数', shipped: [shipped(24, house)] },
  'match.worthTelling': {
    kind: 'count',
    what: '主动推送匹配的最低契合度（%）',
    shipped: [shipped(30, house)],
  },
  'question.answerDays': { kind: 'count', what: '提问后等待对方答复（天）', shipped: [shipped(14, house)] },
  'question.perDay': { kind: 'count', what: '一个机构每天可提的问题数', shipped: [shipped(20, house)] },
  'imports.openAtOnce': {
    kind: 'count',
    what: '一个机构可同时进行的导入数（含待确认）',
    shipped: [shipped(10, house)],
  },
  'imports.undoHours': { kind: 'count', what: '导入完成后可撤销的小时数', shipped: [shipped(24, house)] },
  'files.megabytes': { kind: 'count', what: '一个机构的文件空间（MB）', shipped: [shipped(2048, house)] },
  'webhooks.retryHours': { kind: 'count', what: '推送失败后继续重试的小时数', shipped: [shipped(72, house)] },
  'mail.retryHours': { kind: 'count', what: '邮件发送失败后继续重试的小时数', shipped: [shipped(72, house)] },
  'dormancy.years': { kind: 'count', what: '存量未转化：授权后无转化记录的年数', shipped: [shipped(3, house)] },
  'metrics.contractedLevel': { kind: 'count', what: '合同约定金额计入的最低核验级别', shipped: [shipped(1, house)] },
  'metrics.receivedLevel': { kind: 'count', what: '到账计入的最低核验级别', shipped: [shipped(1, house)] },
  'metrics.refundedLevel': { kind: 'count', what: '退款计入的最低核验级别', shipped: [shipped(1, house)] },
  'metrics.contributedLevel': { kind: 'count', what: '出资计入的最低核验级别', shipped: [shipped(1, house)] },
  'metrics.drawnLevel': { kind: 'count', what: '放款计入的最低核验级别', shipped: [shipped(1, house)] },
  'figures.contracts': { kind: 'count', what: '由他方合同得出的数字：最少合同数', shipped: [shipped(10, house)] },
  'figures.suppliers': { kind: 'count', what: '由他方数据得出的数字：最少供方数', shipped: [shipped(5, house)] },
  'figures.demanders': { kind: 'count', what: '由他方数据得出的数字：最少需方数', shipped: [shipped(5, house)] },
  'figures.waitDays': { kind: 'count', what: '合同完成后多少天起计入价格区间', shipped: [shipped(30, house)] },
  'centre.annualAmount': {
    kind: 'yuan',
    what: '申报国家级运营中心：年度转化运营金额（元）',
    shipped: [guideline('5000000.00', '四（三）1')],
  },
  'centre.projects': { kind: 'count', what: '组织实施项目累计门槛', shipped: [guideline(10, '四（三）1')] },
  'centre.alliance': { kind: 'count', what: '联合体单位数门槛', shipped: [guideline(20, '四（三）4')] },
  'centre.publicityDays': { kind: 'count', what: '认定名单公示（工作日）', shipped: [guideline(5, '七')] },
  'price.publicityDays': {
    kind: 'count',
    what: '协议定价公示（天）',
    // 促进科技成果转化法 第十八条 requires publicity without naming days, so the whole country has no value
    shipped: [shipped(15, '浙江省促进科技成果转化条例 第十七条', '2021-09-30', '330000')],
  },
} as const satisfies Record<string, Definition>;

export type ParameterKey = keyof typeof definitions;
export const parameterKeys = Object.keys(definitions) as [ParameterKey, ...ParameterKey[]]; // there is at least one

export const definitionOf = (key: ParameterKey): Definition => definitions[key];

/**
 * The entry in force in `place` on `day`: of the smallest area that contains the place and has one, the one that took
 * effect last; null when there is none. `entries` are those set in this installation, beside the shipped ones.
 */
export function parameterAt(
  key: ParameterKey,
  entries: readonly ParameterEntry[],
  place: string,
  day: CalendarDate,
): ParameterEntry | null {
  const all = [...definitionOf(key).shipped, ...entries];
  for (const area of areasOf(place)) {
    const inForce = all.filter((entry) => entry.place === area && entry.effectiveFrom <= day);
    // >=: of two entries of one day, the one set later counts
    const last = inForce.reduce<ParameterEntry | undefined>(
      (found, entry) => (!found || entry.effectiveFrom >= found.effectiveFrom ? entry : found),
      undefined,
    );
    if (last) return last;
  }
  return null;
}

const yuan = /^(0|[1-9]\d{0,14})\.\d{2}$/;

/** Throws INVALID_INPUT for a value that is not of the parameter's kind. */
export function checkParameter(key: ParameterKey, value: ParameterValue): void {
  const { kind } = definitionOf(key);
  const fits =
    kind === 'count'
      ? typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100_000
      : typeof value === 'string' && yuan.test(value);
  if (!fits) throw new DomainError('INVALID_INPUT', 'parameters.badValue', { field: 'value', kind });
}
