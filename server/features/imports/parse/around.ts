import type { RowAside } from '../../../domain/imports/row-verdict.ts';
import { readDate } from '../../../domain/reading/dates.ts';
import type { Header } from './headers.ts';
import type { RawRow } from './table.ts';

export type PassedOver = Readonly<{ row: number; why: RowAside; text: string }>;

const total =
  /^(?:(?:本页|本表|全部|各项|以上|专利|需求)?(?:合计|总计|小计|共计|累计|总数|总和|汇总|平均|均值)(?:数量?|金额|件数|项数|[(（]?[件项元万个条].{0,10})?(?:[:：=(（\d].{0,60}|[共计为是].{0,40})?|(?:共|计|总共)\d{1,7}[件项条个篇家].{0,40}|(?:grand|sub|sub-)?\s?totals?(?:[\s:(\d].{0,60})?|sum(?:[\s:(\d].{0,30})?)$/i;
const note =
  /^(?:(?:备?注|说明|填表说明|填写说明|填报说明|注意|注意事项|附注|提示|声明|数据来源|资料来源|来源|检索式|检索日期|检索时间|数据截至|截至日期|导出时间|导出日期|notes?|remarks?|source)(?:\d{0,2})?(?:[:：.]|$)|※|[＊*](?:注|号|必填|为|标)|注\d{0,2}[、.]|以上(?:专利|需求|信息|内容|数据|清单)|以下(?:空白|无正文)|[(（]?(?:以下空白|此页无正文|本页无内容)|(?:示例|样例|范例|填写示例|例如|例)(?:[:：]|$)|第\d{1,4}页|page\s?\d|\d{1,4}\s?\/\s?\d{1,4}页|共\d{1,4}页|数据来源于|本表)/i;
const signature =
  /^(?:填表|填报|制表|制单|填写|编制|审核|审批|复核|校对|经办|负责|联系|统计|报送|上报|申报|提供|推荐|单位|部门|院系|学院|科研|主管|分管|法人|法定代表|领导|打印|项目)(?:人|者|员|单位|部门|日期|时间|电话|方式|负责人|签字|签名|签章|盖章|意见|处长|院长|代表)(?:[(（][^()（）]{0,20}[)）])?(?:[:：]|$)|^(?:制表|审核|审批|复核|校对|经办|单位|部门|院系|学院)(?:[(（][^()（）]{0,20}[)）])?[:：]|^(?:电话|手机|传真|邮箱|e-?mail|tel|日期|盖章|公章|签字|签章|signature|date|prepared\s?by|approved\s?by|contact)(?:[(（][^()（）]{0,20}[)）])?(?:[:：]|$)|^[(（](?:盖章|公章|签字|签章)/i;

/** Only so much of a cell is looked at: what stands around a list begins with what it is. */
const looked = 120;

const plainOf = (cell: string): string => cell.slice(0, looked).normalize('NFKC').replace(/\s/g, '').trim();

/**
 * What a row below the header is, if it is no entry: a total, a note, a signature or date line, the numbers of columns.
 * An entry that carries an own number in one of `numbers` is never taken for one. `isLast`: no row below it has more than
 * one cell, so that it stands under the table.
 */
export function asideOf<Field extends string>(
  row: RawRow,
  header: Header<Field>,
  numbers: readonly Field[],
  isLast: boolean,
): RowAside | undefined {
  if (row.broken) return undefined;
  const stated = row.cells.flatMap((cell, place) => (cell.trim() === '' ? [] : [{ place, text: plainOf(cell) }]));
  const [first] = stated;
  if (!first) return undefined;
  const isNumbered = header.columns.some(
    ({ field, place }) =>
      field !== null && numbers.includes(field) && /\d{7}/.test((row.cells[place] ?? '').replace(/[\s.]/g, '')),
  );
  if (isNumbered) return undefined;
  // a total stands in the first cells, also behind a number of the row
  if (
    stated.slice(0, 3).some(({ text }) => total.test(text)) &&
    stated.length <= Math.max(4, header.columns.length / 2 + 1)
  )
    return 'total';
  if (stated.length >= 3 && stated.every(({ place, text }) => text === String(place + 1))) return 'header';
  const few = stated.length <= 3 || stated.every(({ text }) => text === first.text);
  if (few && signature.test(first.text)) return 'signature';
  if (few && note.test(first.text)) return 'note';
  if (/^(?:填写)?(?:示例|样例|范例)\d{0,2}(?:[:：]|$)/.test(first.text)) return 'note';
  if (!isLast || stated.length > 1) return undefined;
  if (readDate(first.text) !== undefined) return 'signature';
  return /联系|盖章|特此|均可(?:转让|许可)|截至|仅供参考|敬请|谢谢/.test(first.text) ? 'note' : undefined;
}
