import { fold } from '../../../../matching/text/fold.ts';
import type { Unit } from '../../../domain/reading/amounts.ts';

/** Longer text is no header. Cells of many thousand characters would otherwise be looked at as headers again and again. */
const longestHeader = 200;

/** A header in one width, one script and without white space; empty where the cell is too long to be one. */
export const compact = (header: string): string =>
  header.length > longestHeader ? '' : fold(header.normalize('NFKC').replace(/\s/g, '')).text;

/** A header without what differs between exports: width, script, case, spaces, punctuation. */
export const bare = (header: string): string => compact(header).replace(/[\p{P}\p{S}\p{Z}]/gu, '');

const zerosOf: Readonly<Record<string, number>> = {
  ...{ '': 0, 百: 2, 千: 3, k: 3, 万: 4, w: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8 },
};
const unit =
  /^(人民币|rmb|cny)?(十万|百万|千万|[百千万亿wk])?(元|圆|块|美元|美金|usd|us\$|\$|¥|rmb|cny)?(?:人民币|rmb|cny)?(?:整|\/?[件项个套])?$/;

/** A unit by itself: `万元`, `人民币万元`, `千美元`, `USD`. `万欧元` and `万元/年` are unclear; other text is none. */
export function readUnit(text: string): Unit | undefined {
  const plain = compact(text)
    .replace(/^[([【]|[)\]】]$/g, '')
    .replace(/^(?:金额)?单位[:：]?/, '');
  if (plain === '') return undefined;
  const [, yuan, multiple = '', name] = unit.exec(plain) ?? [];
  if (yuan === undefined && multiple === '' && name === undefined) return isMoneyLike(plain) ? 'unclear' : undefined;
  const currency =
    name !== undefined && /美|us|\$/.test(name) ? 'USD' : (name ?? yuan) === undefined ? undefined : 'CNY';
  return { zeros: zerosOf[multiple] ?? 0, ...(currency ? { currency } : {}) };
}

/** Whether a text speaks of a unit of money, though it is not understood. */
const isMoneyLike = (text: string): boolean =>
  text.length <= 20 && /[元圆币镑磅$€£¥₩]|(?<![a-z])(?:eur|euro|jpy|gbp|hkd|usd|rmb|cny|krw)|[千万亿](?!能)/.test(text);

/** What stands in brackets in a header, one level deep. */
const bracketed = /[([【{<]([^()[\]【】{}<>]*)[)\]】}>]/g;

/** The unit that a header names for what stands below it: in brackets, or at its end. */
export function unitOf(header: string): Unit | undefined {
  const plain = compact(header);
  for (const [, inside = ''] of plain.matchAll(bracketed)) {
    const found = readUnit(inside);
    if (found !== undefined) return found;
  }
  const [, last] = /(?:[/,，:：_-]|单位)((?:人民币)?[百千万亿]*(?:元|圆|美元|美金|rmb|cny|usd))$/.exec(plain) ?? [];
  const [, glued] = /[^百千万亿美欧日港韩]([千万亿百十]{0,2}(?:美元|美金|元|usd|rmb|cny))$/.exec(plain) ?? [];
  const found = last ?? glued;
  if (found !== undefined) return readUnit(found);
  return /[欧日港韩]元$|欧元|英镑|(?:eur|jpy|gbp|hkd)$/.test(plain) ? 'unclear' : undefined;
}

/** What a remark in brackets may be without changing what the column is: hints how to fill it in, units, examples. */
const isHint = (inside: string): boolean =>
  inside === '' ||
  readUnit(inside) !== undefined ||
  (!/英|译|翻|原始|原文|标准|优先|地址|机构|电话|邮|代理|国家|日文|德文|法文|外文|链接|英语|小写|en$|eng|de$|fr$|jp$|original|address|country/.test(
    inside,
  ) &&
    /必|选|填|格式|例|如|单位|分隔|隔开|多个|[年月日、/;；|\d]|trl|级|yyyy|required|optional|max|e\.?g/.test(inside)) ||
  /^(?:中|中文|全称|简称|盖章|公章|cn|zh|chinese|全部|如有|若有|中国|含税|面议|可议|参考|暂定)$/.test(inside);

/** Words before or behind a name that leave it what it is: 目前状态, 第一专利权人, 专利法律状态, 申请日期信息. */
const before = /^(?:第一|目前|当前|现有|现|最新|拟|该|本|所属|主要|相关|专利的?|成果的?|知识产权的?|拟转让|拟许可)/;
const behind = /(?:情况|信息|一览|名称|内容|等级|明细|说明)$/;

/**
 * The names under which a header is looked up, the surest first, each as `bare` makes it: itself; without hints in
 * brackets and numbering (`1.*专利名称（必填）`); its parts (`专利申请号/专利号`), if `isKnown` knows all of them; and without
 * words around it. A remark in brackets that may make another column of it (`摘要（日文）`) is never taken away.
 */
export function* namesOf(header: string, isKnown: (name: string) => boolean): Generator<string> {
  const plain = compact(header).replace(/^(?:[*★☆#]|\d{1,2}[.、)）]|[一二三四五六七八九十]{1,2}[、.])+/, '');
  if (plain === '') return;
  yield bare(plain);
  const insides = [...plain.matchAll(bracketed)].map(([, inside = '']) => inside);
  const without = plain.replace(bracketed, '');
  const isPlain = insides.every((inside) => isHint(inside) || isKnown(bare(inside)));
  if (isPlain) yield bare(without);
  const name = bare(isPlain ? without.replace(/[:：]?单位[:：]?.*$/, '') : plain);
  const unitless = name.replace(/(?:人民币)?[百千万亿]{0,2}(?:元|美元|美金|usd|rmb|cny)$/, '');
  if (unitless !== name) yield unitless;
  const parts = (isPlain ? without : plain).split(/[/／、|或及和&]/).map(bare).filter((part) => part !== ''); // prettier-ignore
  if (parts.length > 1 && parts.every(isKnown)) yield* parts.slice(0, 1);
  if (!isPlain) return;
  for (let shorter = unitless, step = 0; step < 3; step++) {
    const next = before.test(shorter) ? shorter.replace(before, '') : shorter.replace(behind, '');
    if (next === shorter || next.length < 2) return;
    shorter = next;
    yield shorter;
  }
}
