import { areasOf, placePattern } from '../place.ts';

/**
 * Where a contract's rights hold: codes that can be compared, and the parties' own words. A code is a division of China
 * (GB/T 2260, `000000` is the whole country) or another country (ISO 3166, two letters); `all` is everywhere.
 */
export type Territory = Readonly<{ codes: readonly string[] | 'all'; words: string }>;

const country = /^[A-Z]{2}$/;
/** Refused, because GB/T 2260 has codes for them: no area has two codes. */
const namedOtherwise = ['CN', 'HK', 'MO', 'TW'];

const isArea = (code: string): boolean =>
  placePattern.test(code) || (country.test(code) && !namedOtherwise.includes(code));

/** Whether the codes are valid, at least one, and none twice. */
export const isTerritory = ({ codes }: Territory): boolean =>
  codes === 'all' || (codes.length > 0 && codes.every(isArea) && new Set(codes).size === codes.length);

/** Whether two territories overlap, by their codes alone: the words bind only the parties. */
export function overlaps({ codes: one }: Territory, { codes: other }: Territory): boolean {
  if (one === 'all' || other === 'all') return true;
  return one.some((here) => other.some((there) => covers(here, there) || covers(there, here)));
}

const covers = (area: string, code: string): boolean =>
  area === code || (placePattern.test(code) && areasOf(code).includes(area));
