import type { DealRoute } from '../../../domain/patents/patent-content.ts';
import type { PatentType } from '../../../domain/patents/patent-type.ts';

/** Words of lists for our codes. Looked for inside the cell's text, in this order: longer ones before their parts. */
export type Words<Code> = readonly (readonly [RegExp, Code])[];

export const typeWords: Words<PatentType> = [
  [/实用新型|utility ?model|^新型/i, 'utilityModel'],
  [/外观|design/i, 'design'],
  [/发明|invention|^patent$/i, 'invention'],
];

/** 许可 without a kind is an ordinary licence (技术合同司法解释 第二十五条). */
export const routeWords: Words<DealRoute> = [
  [/开放许可|open licen/i, 'openLicence'],
  [/独占|exclusive/i, 'exclusiveLicence'],
  [/排他|sole/i, 'soleLicence'],
  [/普通许可|(?<!开放|独占|排他)(?:实施)?许可|(?<!open |exclusive |sole )licen[cs]/i, 'ordinaryLicence'],
  [/转让|出售|购买|买断|受让|transfer|assign|sale|sell|purchase/i, 'transfer'],
  [/入股|作价|股权|equity|share/i, 'equity'],
  [/质押|融资|financ|pledge/i, 'financing'],
  [/合作|联合|共建|委托开发|技术开发|产学研|joint|co-?operat|collaborat|develop/i, 'cooperation'],
];

/** Stages on the scale of nine (b-8), where a list gives words in place of a number. */
export const maturityWords: Words<number> = [
  [/产业化|量产|规模化|批量|已应用|商用|商业化|mass production|commercial/i, 9],
  [/鉴定|定型/i, 8],
  [/中试|pilot/i, 6],
  [/样机|样品|原型|prototype/i, 5],
  [/小试|实验室|研发|laborator/i, 4],
  [/概念|想法|idea|concept/i, 2],
  [/原理|理论|basic/i, 1],
];

/** The code of the first word found in `text`. */
export function codeOf<Code>(words: Words<Code>, text: string): Code | undefined {
  return words.find(([word]) => word.test(text))?.[1];
}

/** The codes of all words found in `text`, in the vocabulary's order. */
export function codesOf<Code>(words: Words<Code>, text: string): Code[] {
  return words.filter(([word]) => word.test(text)).map(([, code]) => code);
}
