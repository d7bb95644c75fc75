import type { OrganisationKind } from '../../server/domain/actors.ts';
import { creditCodeFrom } from '../../server/domain/credit-code.ts';
import type { Random } from './random.ts';

export type GeneratedOrganisation = Readonly<{
  name: string;
  kind: OrganisationKind;
  place: string;
  creditCode: string;
  isSme: boolean;
  level?: 'province';
  email: string;
}>;

const places = {
  杭州: '330106',
  宁波: '330203',
  合肥: '340104',
  武汉: '420106',
  成都: '510107',
  西安: '610113',
} as const;
type City = keyof typeof places;
const cities = Object.keys(places) as City[];

const universities: readonly (readonly [string, City])[] = [
  ['钱塘理工大学', '杭州'],
  ['东海大学', '宁波'],
  ['庐州科技大学', '合肥'],
  ['江汉工业大学', '武汉'],
  ['锦江交通大学', '成都'],
  ['终南先进材料研究院', '西安'],
];
const firms = ['恒远', '博锐', '华能芯', '清源', '金穗', '安泰', '迅驰', '绿谷', '中科智造', '云帆', '鼎新', '天工'];
const trades = ['新能源科技', '智能装备', '环保工程', '生物医药', '半导体', '新材料'];

/** Organisations with invented names, valid credit codes, and sign-in names that tell their role. */
export function organisations(random: Random): GeneratedOrganisation[] {
  let serial = random.between(10_000, 40_000);
  const code = (city: City, prefix: string) =>
    creditCodeFrom(`${prefix}${places[city]}MA${String(++serial).padStart(7, '0')}`);
  const make = (
    name: string,
    kind: OrganisationKind,
    city: City,
    email: string,
    isSme = false,
  ): GeneratedOrganisation => {
    const creditCode = code(city, kind === 'company' || kind === 'centre' ? '91' : '12');
    return { name, kind, place: places[city], creditCode, isSme, email: `${email}@example.org` };
  };
  return [
    { ...make('浙江省知识产权局（演示）', 'authority', '杭州', 'authority'), place: '330000', level: 'province' },
    make('浙江省动力电池产业知识产权运营中心', 'centre', '杭州', 'centre-a'),
    make('安徽省智能装备产业知识产权运营中心', 'centre', '合肥', 'centre-b'),
    ...universities.map(([name, city], index) =>
      make(name, name.endsWith('院') ? 'institute' : 'university', city, `university-${index + 1}`),
    ),
    ...firms.map((firm, index) => {
      const city = random.pick(cities);
      return make(
        `${city}${firm}${random.pick(trades)}有限公司`,
        'company',
        city,
        `company-${index + 1}`,
        random.chance(0.7),
      );
    }),
  ];
}
