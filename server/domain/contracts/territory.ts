import { areasOf, placePattern } from '../place.ts';

/**
 * Where a contract's rights hold: a set of areas that can be compared, and the same in the parties' own words. An area is
 * a division of China (GB/T 2260, `000000` is the whole country) or another country (ISO 3166, two letters); `all` is
 * everywhere.
 */
export type Territory = Readonly<{ codes: readonly string[] | 'all'; words: string }>;

const country = /^[A-Z]{2}$/;
/** Areas that GB/T 2260 names already, so that no area has two names. */
const namedOtherwise = ['CN', 'HK', 'MO', 'TW'];

const isArea = (code: string): boolean =>
  placePattern.test(code) || (country.test(code) && !namedOtherwise.includes(code));

/** Whether a territory names at least one area, only areas, and none twice. */
export const isTerritory = ({ codes }: Territory): boolean =>
  codes === 'all' || (codes.length > 0 && codes.every(isArea) && new Set(codes).size === codes.length);

/** Whether two territories have a place in common. Decided by their codes alone: words bind the parties, not others. */
export function overlaps({ codes: one }: Territory, { codes: other }: Territory): boolean {
  if (one === 'all' || other === 'all') return true;
  return one.some((here) => other.some((there) => covers(here, there) || covers(there, here)));
}

const covers = (area: string, code: string): boolean =>
  area === code || (placePattern.test(code) && areasOf(code).includes(area));
