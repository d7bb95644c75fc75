import { divisionTree } from '../../places.ts';
import { without } from '../../reading/without.ts';
import { placesOf } from './plain.ts';
import type { Understood } from './understood.ts';

type Region = Extract<Understood, { name: string }>;

const here =
  /(?:位于|坐落于|地点|地址|所在地(?:区)?|需求地(?:区)?|所在(?:省市|城市)|(?:企业|公司|工厂|项目|单位)(?:在|地处)|落户)[:为在是\s]{0,3}/g;

const peoples = '藏羌彝白傣壮苗回侗水'.split('').concat('土家', '布依', '哈尼', '傈僳', '景颇', '朝鲜', '柯尔克孜');
const ethnic = new RegExp(`(?:(?:${peoples.join('|')})族|蒙古族?|哈萨克)$`);

/** 绍兴 of 绍兴市, 文山 of 文山壮族苗族自治州. */
function shorter(name: string): string {
  const plain = name.replace(/(?:省|市|地区|盟|特别行政区|(?:壮族|回族|维吾尔)?自治区)$/, '');
  return plain.endsWith('自治州') ? without(plain.slice(0, -3), ethnic) : plain;
}

type Name = Readonly<{ full: string; names: readonly string[] }>;
const names = (name: string): Name => ({ full: name, names: [...new Set([name, `${shorter(name)}州`, shorter(name)])].filter((one) => one.length > 1) }); // prettier-ignore
let table: readonly { province: Name; cities: readonly (Name & { counties: readonly string[] })[] }[] | undefined;

/** Provinces and cities by the names they go by, read once. */
const places = () =>
  (table ??= divisionTree().map(({ name, within }) => ({
    province: names(name),
    cities: within.map((city) => ({ ...names(city.name), counties: city.within.map((county) => county.name) })),
  })));

/** Where a text says that the asking company or the work is; only places that begin with a province or city. */
export function regionIn(text: string): Region | undefined {
  for (const match of placesOf(here, text)) {
    const start = match.index + match[0].length;
    const found = placeAt(text, start);
    if (found) return { field: 'region', name: found.name, words: text.slice(start, found.end), start, end: found.end };
  }
  return undefined;
}

const startsWith = (text: string, at: number, of: Name): number =>
  of.names.find((name) => text.startsWith(name, at))?.length ?? 0;

function placeAt(text: string, at: number): { name: string; end: number } | undefined {
  for (const { province, cities } of places()) {
    const whole = startsWith(text, at, province);
    const next = at + whole;
    for (const city of cities) {
      const length = startsWith(text, next, city);
      if (length === 0) continue;
      const county = city.counties.find((name) => text.startsWith(name, next + length)) ?? '';
      return { name: province.full + city.full + county, end: next + length + county.length };
    }
    if (whole > 0) return { name: province.full, end: next };
  }
  return undefined;
}
