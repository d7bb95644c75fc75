import type { OrganisationKind } from '../../server/domain/actors.ts';
import { creditCodeFrom } from '../../server/domain/credit-code.ts';
import type { Random } from './random.ts';
import { batteries } from './themes/batteries.ts';
import { chips } from './themes/chips.ts';
import { farming } from './themes/farming.ts';
import { grid } from './themes/grid.ts';
import { materials } from './themes/materials.ts';
import { medicine } from './themes/medicine.ts';
import { robots } from './themes/robots.ts';
import type { Theme } from './themes/theme.ts';
import { water } from './themes/water.ts';

export type GeneratedOrganisation = Readonly<{
  name: string;
  kind: OrganisationKind;
  place: string;
  creditCode: string;
  isSme: boolean;
  level?: 'province';
  email: string;
  /** What a holder researches or a company makes. */
  fields: readonly Theme[];
}>;

/**
 * Where they are said to be, and the province that their names begin with. There is no such province, so nobody can be
 * registered under these names: a name begins with the administrative division (企业名称登记管理规定 第六条、第七条).
 */
const places = {
  杭州: ['330106', '东越'],
  宁波: ['330203', '东越'],
  合肥: ['340104', '南淮'],
  武汉: ['420106', '楚泽'],
  成都: ['510107', '锦官'],
  西安: ['610113', '终南'],
} as const;
type City = keyof typeof places;
const cities = Object.keys(places) as City[]; // of the table above

const holders: readonly (readonly [name: string, City, fields: readonly Theme[]])[] = [
  ['东越理工大学', '杭州', [batteries, robots, water]],
  ['沧澜大学', '宁波', [water, chips, materials, grid]],
  ['南淮科技大学', '合肥', [robots, chips, batteries]],
  ['楚泽工业大学', '武汉', [materials, robots, grid]],
  ['锦官交通大学', '成都', [grid, robots, batteries]],
  ['越溪农业大学', '杭州', [farming, water]],
  ['丹丘医药大学', '宁波', [medicine]],
  ['终南先进材料研究院', '西安', [materials, batteries, chips]],
];

/** More firms of a field than patents for them makes a field in want, and the other way round. */
const firms: readonly (readonly [brand: string, Theme])[] = [
  ['栩岚', batteries],
  ['澹川', batteries],
  ['翎朔', robots],
  ['璟弋', chips],
  ['霁屿', water],
  ['蘅泽', medicine],
  ['峦溯', batteries],
  ['昀笙', chips],
  ['岫衡', robots],
  ['骁垣', grid],
  ['铎野', materials],
  ['苒岐', farming],
  ['澜枢', chips],
  ['煦陵', batteries],
  ['暄禾', medicine],
  ['泊煜', robots],
];

/** Organisations with names that belong to nobody, valid credit codes, and sign-in names that tell their role. */
export function organisations(random: Random): GeneratedOrganisation[] {
  let serial = 0;
  const make = (
    name: string,
    kind: OrganisationKind,
    place: string,
    email: string,
    fields: readonly Theme[] = [],
  ): GeneratedOrganisation => ({
    ...{ name, kind, place, creditCode: creditCode(kind, place, ++serial), email: `${email}@example.org`, fields },
    isSme: kind === 'company' && random.chance(0.7),
  });
  return [
    { ...make('东越省知识产权局', 'authority', '330000', 'authority'), level: 'province' },
    make('东越省动力电池产业知识产权运营中心', 'centre', places.杭州[0], 'centre-a', [batteries]),
    make('南淮省智能装备产业知识产权运营中心', 'centre', places.合肥[0], 'centre-b', [robots]),
    ...holders.map(([name, city, fields], index) =>
      make(name, name.endsWith('院') ? 'institute' : 'university', places[city][0], `university-${index + 1}`, fields),
    ),
    ...firms.map(([brand, field], index) => {
      const [place, province] = places[random.pick(cities)];
      return make(`${province}${brand}${field.firm}有限公司`, 'company', place, `company-${index + 1}`, [field]);
    }),
  ];
}

/** The authority that registers, and what is registered (GB 32100-2015, table 1). */
const registered: Partial<Record<OrganisationKind, string>> = { authority: '11', university: '12', institute: '12' };

/** A code of the right form whose number of the organisation begins with zeros: none that was ever given out does. */
const creditCode = (kind: OrganisationKind, place: string, serial: number): string =>
  creditCodeFrom(`${registered[kind] ?? '91'}${place}${organisationNumber(String(serial).padStart(8, '0'))}`);

/** Eight characters with their check character (GB 11714-1997): weights 3 7 9 10 5 8 4 2, X for 10. */
export function organisationNumber(eight: string): string {
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((all, weight, at) => all + weight * parseInt(eight.charAt(at), 36), 0);
  return eight + '0123456789X0'.charAt(11 - (sum % 11));
}
