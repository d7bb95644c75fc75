import { placePattern } from './place.ts';

/** The levels of authorities, the highest first, each with how many leading digits of a place's code its area fixes. */
const levels = { national: 0, province: 2, city: 4 } as const;
export type AuthorityLevel = keyof typeof levels;
export const authorityLevels = Object.keys(levels) as readonly AuthorityLevel[]; // the keys of a literal

/** An authority's seat and level: together they say how far it reaches. */
export type Reach = Readonly<{ place: string; level: AuthorityLevel }>;

/** The first and the last code (GB/T 2260) of the area that an authority answers for, to filter stored places by. */
export function placeFilter({ place, level }: Reach): Readonly<{ first: string; last: string }> {
  const fixed = place.slice(0, levels[level]);
  return { first: fixed.padEnd(6, '0'), last: fixed.padEnd(6, '9') };
}

/** Whether a place lies in the area of an authority: the country, its province or its city. */
export function covers(authority: Reach, place: string): boolean {
  const { first, last } = placeFilter(authority);
  return placePattern.test(place) && first <= place && place <= last;
}

export const isAbove = (level: AuthorityLevel, other: AuthorityLevel): boolean => levels[level] < levels[other];
