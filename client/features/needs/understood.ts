import { typedYuan } from '../../lib/format.ts';
import type { Understood } from '../../components/understood.ts';
import type { Entry } from './entry.ts';

/** The part of an entry that a reading would fill; null where the form has no such value (another currency, a figure). */
export function partOf(one: Understood, entry: Entry): Partial<Entry> | null {
  switch (one.field) {
    case 'budget': {
      const isForeign = [one.from, one.to].some((end) => end && end.currency !== 'CNY');
      return isForeign ? null : { budgetFrom: typedYuan(one.from?.amount), budgetTo: typedYuan(one.to?.amount) };
    }
    case 'routes':
      return { routes: [...new Set([...entry.routes, one.route])] };
    case 'wantedBy':
      return { wantedBy: one.date };
    case 'minimumMaturity':
      return { maturity: one.level };
    case 'region':
    case 'industry':
      return { [one.field]: one.name };
    case 'figure':
      return null;
  }
}

/** Whether a person has filled the field: then what was read does not count. */
export function isEntered({ field }: Understood, entry: Entry): boolean {
  if (field === 'figure') return false;
  if (field === 'budget') return entry.budgetFrom !== '' || entry.budgetTo !== '';
  if (field === 'routes') return entry.routes.length > 0;
  if (field === 'minimumMaturity') return entry.maturity !== null;
  return entry[field] !== '';
}
