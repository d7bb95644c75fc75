import { divisionOf } from '../../server/domain/industry.ts';
import { currentLanguage } from './language.ts';

/** Divisions of GB/T 4754-2017 in which there are patents to speak of, with short names; others are said as owners write them. */
const names: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  A01: ['农业', 'Farming'],
  A02: ['林业', 'Forestry'],
  A03: ['畜牧业', 'Livestock'],
  A04: ['渔业', 'Fisheries'],
  A05: ['农林牧渔辅助活动', 'Farming services'],
  B06: ['煤炭开采', 'Coal'],
  B07: ['石油天然气开采', 'Oil and gas'],
  B08: ['黑色金属矿', 'Iron ores'],
  B09: ['有色金属矿', 'Other metal ores'],
  C13: ['农副食品加工', 'Food processing'],
  C14: ['食品制造', 'Food'],
  C15: ['酒、饮料和精制茶', 'Drinks and tea'],
  C17: ['纺织', 'Textiles'],
  C18: ['服装服饰', 'Clothing'],
  C20: ['木材加工', 'Wood'],
  C21: ['家具制造', 'Furniture'],
  C22: ['造纸', 'Paper'],
  C25: ['石油、煤炭加工', 'Fuel processing'],
  C26: ['化学原料和制品', 'Chemicals'],
  C27: ['医药制造', 'Medicines'],
  C28: ['化学纤维', 'Chemical fibres'],
  C29: ['橡胶和塑料', 'Rubber and plastics'],
  C30: ['非金属矿物制品', 'Glass, ceramics, carbon'],
  C31: ['黑色金属冶炼', 'Iron and steel'],
  C32: ['有色金属冶炼压延', 'Non-ferrous metals'],
  C33: ['金属制品', 'Metal products'],
  C34: ['通用设备', 'General machinery'],
  C35: ['专用设备', 'Special machinery'],
  C36: ['汽车制造', 'Vehicles'],
  C37: ['铁路、船舶、航空航天', 'Rail, ships, aerospace'],
  C38: ['电气机械和器材', 'Electrical equipment'],
  C39: ['计算机、通信、电子', 'Computers and electronics'],
  C40: ['仪器仪表', 'Instruments'],
  C42: ['废弃资源综合利用', 'Recycling'],
  D44: ['电力、热力', 'Power and heat'],
  D45: ['燃气', 'Gas supply'],
  D46: ['水的生产和供应', 'Water supply'],
  E47: ['房屋建筑', 'Buildings'],
  E48: ['土木工程', 'Civil engineering'],
  G54: ['道路运输', 'Road transport'],
  I63: ['电信', 'Telecommunications'],
  I64: ['互联网', 'Internet'],
  I65: ['软件和信息技术', 'Software'],
  M73: ['研究和试验发展', 'Research'],
  N77: ['生态保护和环境治理', 'Environment'],
  Q84: ['卫生', 'Health care'],
};

/** An industry's name: of its division, else as owners write it, without a code. */
export function industryName(code: string | null, text: string): string {
  const name = code === null ? undefined : names[code];
  return name?.[currentLanguage() === 'zh' ? 0 : 1] ?? text.replace(/^[A-T]\d{2,4}\s*/, '');
}

/** What kind of industry something belongs to, as its mark shows it. */
export type IndustryKind = 'farm' | 'drug' | 'flask' | 'layers' | 'gear' | 'bolt' | 'chip' | 'drop' | 'build' | 'cube';

const byDivision: readonly (readonly [RegExp, IndustryKind])[] = [
  [/^A|^C1[3-6]/, 'farm'],
  [/^C27|^Q/, 'drug'],
  [/^C(25|26|28|29)/, 'flask'],
  [/^B|^C(1[7-9]|2[0-4]|3[0-3])/, 'layers'],
  [/^C3[4-7]|^G/, 'gear'],
  [/^C38|^D4[45]/, 'bolt'],
  [/^C39|^C40|^I/, 'chip'],
  [/^D46|^N|^C42/, 'drop'],
  [/^E/, 'build'],
];
/** Where no industry is said, the class speaks: patents seldom have one. */
const byClass: readonly (readonly [RegExp, IndustryKind])[] = [
  [/^A61|^C12/, 'drug'],
  [/^A01|^A2/, 'farm'],
  [/^C02/, 'drop'],
  [/^C(0[35-9]|1)/, 'flask'],
  [/^C|^D|^B32/, 'layers'],
  [/^E/, 'build'],
  [/^H0[125]/, 'bolt'],
  [/^G|^H/, 'chip'],
  [/^B|^F/, 'gear'],
];

/** The kind of industry of something on offer or wanted. */
export function industryKind(industry: string | null, ipc: readonly string[]): IndustryKind {
  const code = divisionOf(industry ?? '');
  const found =
    (code && byDivision.find(([pattern]) => pattern.test(code))) ??
    byClass.find(([pattern]) => pattern.test(ipc[0] ?? ''));
  return found ? found[1] : 'cube';
}
