import { divisions } from './divisions.ts';
import { areasOf, wholeCountry } from './place.ts';
import { provinces } from './provinces.ts';

/** A division with those that lie in it. */
export type Division = Readonly<{ code: string; name: string; within: readonly Division[] }>;

/** Names of all divisions by their six-digit codes (GB/T 2260). */
const names: ReadonlyMap<string, string> = new Map(
  Object.entries(provinces).flatMap(([province, [name]]) => [
    [`${province}0000`, name] as const,
    ...(divisions[province] ?? '')
      .split(' ')
      .filter(Boolean)
      .map((under) => [`${province}${under.slice(0, 4)}`, under.slice(4)] as const),
  ]),
);

/** Whether a code names a division that there is: a province, a city or a county. */
export const isDivision = (code: string): boolean => names.has(code);

/** Whether a code names a division, or the whole country. */
export const isPlace = (code: string): boolean => code === wholeCountry || isDivision(code);

/** The divisions that contain a code, itself included, the largest first: counties of municipalities lie in no city. */
export const pathOf = (code: string): string[] => areasOf(code).filter(isDivision).reverse();

/** The name of a division without those above it; undefined for a code that there is not. */
export const divisionName = (code: string): string | undefined => names.get(code);

/** All provinces with their cities and counties. */
export function divisionTree(): readonly Division[] {
  const roots: Division[] = [];
  const known = new Map<string, Division[]>();
  for (const [code, name] of names) {
    const within: Division[] = [];
    known.set(code, within);
    const above = pathOf(code).at(-2);
    (above ? known.get(above) : roots)?.push({ code, name, within });
  }
  return roots;
}
