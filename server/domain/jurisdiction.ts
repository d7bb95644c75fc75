import { placePattern } from './place.ts';

/** Levels of authorities, the highest first, with the number of leading digits that all codes of its area share. */
const levels = { national: 0, province: 2, city: 4 } as const;
export type AuthorityLevel = keyof typeof levels;
export const authorityLevels = Object.keys(levels) as readonly AuthorityLevel[]; // the keys of a literal

/** `place` is the authority's seat (GB/T 2260); with the level it determines the area that it covers. */
export type Reach = Readonly<{ place: string; level: AuthorityLevel }>;

/** The first and the last code (GB/T 2260) of an authority's area, for range queries on stored places. */
export function placeFilter({ place, level }: Reach): Readonly<{ first: string; last: string }> {
  const fixed = place.slice(0, levels[level]);
  return { first: fixed.padEnd(6, '0'), last: fixed.padEnd(6, '9') };
}

/** Whether a seat is narrow enough for the level: the city of an authority of a city is more than its province. */
export const isSeatOf = ({ place, level }: Reach): boolean =>
  !/^0+$/.test(place.slice(levels[level] - 2, levels[level]));

/** Whether a place lies in the authority's area: the country, its province or its city. */
export function covers(authority: Reach, place: string): boolean {
  const { first, last } = placeFilter(authority);
  return placePattern.test(place) && first <= place && place <= last;
}

export const isAbove = (level: AuthorityLevel, other: AuthorityLevel): boolean => levels[level] < levels[other];
