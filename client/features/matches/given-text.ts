import { type DealRoute, dealRoutes } from '../../../server/domain/patents/patent-content.ts';
import type { commonTexts } from '../../lib/common.texts.ts';
import { formatList, formatMoney } from '../../lib/format.ts';
import { placeName } from '../../lib/places.ts';
import type { Say } from '../../lib/texts.ts';
import type { Explained } from './match.ts';

type Given = Explained['constraints'][number]['wanted'];
const isRoute = (code: string): code is DealRoute => dealRoutes.some((route) => route === code);

/** The value that one side gave for a condition, as text; empty when it gave none. */
export function givenText(feature: string, value: Given, common: Say<typeof commonTexts>): string {
  if (value === null) return '';
  if (typeof value === 'object')
    return formatList(value.map((one) => (isRoute(one) ? common(`dealRoute.${one}`) : one)));
  if (feature === 'budget') return formatMoney({ amount: Number(value).toFixed(2), currency: 'CNY' });
  return feature === 'region' && /^\d{6}$/.test(String(value)) ? placeName(String(value)) : String(value);
}
