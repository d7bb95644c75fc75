import { provinces } from './provinces.ts';

/**
 * Six-digit codes of administrative divisions (GB/T 2260): two digits for the province, two for the city, two for
 * the county; `000000` is the whole country.
 */
export const placePattern = /^\d{6}$/;
export const wholeCountry = '000000';

/** The areas that contain `place`, itself included, the smallest first. */
export function areasOf(place: string): string[] {
  const areas = [place, `${place.slice(0, 4)}00`, `${place.slice(0, 2)}0000`, wholeCountry];
  return [...new Set(areas)];
}

/** 浙江 of 浙江省, 广西 of 广西壮族自治区. */
const shortName = (name: string): string => name.replace(/(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$/, '');
const shortNames = Object.entries(provinces).map(([code, [name]]) => [code, shortName(name)] as const);

/** The code of the province (`330000`) of a division's code, or of an address that begins with the province's name. */
export function provinceOf(text: string): string | undefined {
  const found = placePattern.test(text)
    ? text.slice(0, 2)
    : shortNames.find(([, name]) => text.trim().startsWith(name))?.[0];
  return found === undefined || found === '00' ? undefined : `${found}0000`;
}
