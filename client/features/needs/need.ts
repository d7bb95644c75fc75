import type { Output } from '../../../server/api/operations.ts';
import type { MoneyWire } from '../../../server/domain/money.ts';
import { formatMoney } from '../../lib/format.ts';
import type { Say } from '../../lib/texts.ts';
import type { needsTexts } from './needs.texts.ts';

export type Need = Output<'needs.get'>;
export type FoundNeed = Output<'search.needs'>['items'][number];

/** A budget as text. */
export function budgetText(
  { budgetFrom, budgetTo }: { budgetFrom: MoneyWire | null; budgetTo: MoneyWire | null },
  say: Say<typeof needsTexts>,
): string {
  const amount = budgetAmounts({ budgetFrom, budgetTo });
  return amount ? say('budget', { amount }) : say('budgetOpen');
}

/** The amounts of a budget: lower and upper end, once if they are equal; empty when there are none. */
export const budgetAmounts = ({ budgetFrom, budgetTo }: Pick<Need, 'budgetFrom' | 'budgetTo'>): string =>
  [...new Set([budgetFrom, budgetTo].flatMap((one) => (one ? [formatMoney(one)] : [])))].join(' – ');
