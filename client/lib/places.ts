import { useQuery } from '@tanstack/react-query';
import { wholeCountry } from '../../server/domain/place.ts';
import type { divisionName, pathOf } from '../../server/domain/places.ts';
import { provinces } from '../../server/domain/provinces.ts';
import { currentLanguage } from './language.ts';

/** What names cities and counties; it is loaded when a screen first shows one. */
type Places = Readonly<{ pathOf: typeof pathOf; divisionName: typeof divisionName }>;

/**
 * The name of a place: a country by its two-letter code, a division by those that contain it, as far as they are known.
 * Names below provinces are Chinese in both languages.
 */
export function placeName(place: string, places?: Places): string {
  const isChinese = currentLanguage() === 'zh';
  if (/^[A-Z]{2}$/.test(place))
    return new Intl.DisplayNames([currentLanguage()], { type: 'region' }).of(place) ?? place;
  if (place === wholeCountry) return isChinese ? '全国' : 'Whole country';
  const province = provinces[place.slice(0, 2)]?.[isChinese ? 0 : 1];
  if (!province) return place;
  if (!places || place.endsWith('0000')) return province;
  const below = places.pathOf(place).slice(1).map(places.divisionName).join('');
  if (!below) return `${province} ${place}`; // a division that there is no more
  return isChinese ? `${province}${below}` : `${below}, ${province}`;
}

/** Looks up the name of a place down to its county. */
export function usePlaceName(): (place: string) => string {
  const places = usePlaces();
  return (place) => placeName(place, places);
}

/** What is known of all divisions; undefined until it is loaded. */
export function usePlaces() {
  const { data } = useQuery({
    queryKey: ['places'],
    queryFn: () => import('../../server/domain/places.ts').then(({ ...places }) => places),
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return data;
}

export const provinceOptions = (): { value: string; label: string }[] =>
  Object.keys(provinces).map((code) => ({ value: `${code}0000`, label: placeName(`${code}0000`) }));
