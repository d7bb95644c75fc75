import { useQuery } from '@tanstack/react-query';
import { wholeCountry } from '../../server/domain/place.ts';
import { provinces } from '../../server/domain/provinces.ts';
import { currentLanguage } from './language.ts';

/** Names of cities and counties, which are loaded when a screen first shows one. */
type Names = (code: string) => string | undefined;

/**
 * The name of a place: a country by its two-letter code, a division by those that contain it, as far as they are known.
 * Names below provinces are Chinese in both languages.
 */
export function placeName(place: string, names?: Names): string {
  const isChinese = currentLanguage() === 'zh';
  if (/^[A-Z]{2}$/.test(place))
    return new Intl.DisplayNames([currentLanguage()], { type: 'region' }).of(place) ?? place;
  if (place === wholeCountry) return isChinese ? '全国' : 'Whole country';
  const province = provinces[place.slice(0, 2)]?.[isChinese ? 0 : 1];
  if (!province) return place;
  const below = [`${place.slice(0, 4)}00`, place].filter(
    (code, at, all) => !/0000$/.test(code) && all.indexOf(code) === at,
  );
  const path = below.flatMap((code) => names?.(code) ?? []).join('');
  if (names && below.length > 0 && !path) return `${province} ${place}`;
  return isChinese ? `${province}${path}` : [path, province].filter(Boolean).join(', ');
}

/** Looks up the name of a place down to its county. */
export function usePlaceName(): (place: string) => string {
  const names = usePlaces()?.divisionName;
  return (place) => placeName(place, names);
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
