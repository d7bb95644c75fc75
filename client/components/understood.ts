import type { Output } from '../../server/api/operations.ts';
import { commonTexts } from '../lib/common.texts.ts';
import { formatMoney } from '../lib/format.ts';
import { useTexts } from '../lib/texts.ts';
import { understoodTexts } from './understood.texts.ts';

/** A condition or figure that was read in a need's own words. */
export type Understood = Output<'needs.understand'>['understood'][number];

/** The name of a fact by the field that it would fill. */
export const factOf = (field: Exclude<Understood['field'], 'figure'>) =>
  field === 'minimumMaturity' ? 'maturity' : field;

/** Says what was understood, without the words it came from; of a figure, what is measured. */
export function useUnderstoodText(): (one: Understood) => string {
  const say = useTexts(understoodTexts);
  const common = useTexts(commonTexts);
  return (one) => {
    switch (one.field) {
      case 'budget': {
        const { from, to } = one;
        if (from && to) return [...new Set([from, to].map(formatMoney))].join(' – ');
        const end = from ?? to;
        return end ? say(from ? 'atLeast' : 'atMost', { amount: formatMoney(end) }) : '';
      }
      case 'routes':
        return common(`dealRoute.${one.route}`);
      case 'wantedBy':
        return one.date;
      case 'minimumMaturity':
        return say('trlFrom', { level: one.level });
      case 'region':
      case 'industry':
        return one.name;
      case 'figure':
        return one.about;
    }
  };
}
