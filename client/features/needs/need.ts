import type { Output } from '../../../server/contract/operations.ts';
import type { MoneyWire } from '../../../server/domain/money.ts';
import { formatMoney } from '../../lib/format.ts';
import type { Say } from '../../lib/texts.ts';
import type { needsTexts } from './needs.texts.ts';

export type Need = Output<'needs.need'>;

/** A budget in words. */
export function budgetText(
  { budgetFrom, budgetTo }: { budgetFrom: MoneyWire | null; budgetTo: MoneyWire | null },
  say: Say<(typeof needsTexts)['zh']>,
): string {
  if (budgetFrom && budgetTo) return say('budgetBetween', { from: formatMoney(budgetFrom), to: formatMoney(budgetTo) });
  const one = budgetTo ?? budgetFrom;
  return one ? say('budget', { amount: formatMoney(one) }) : say('budgetOpen');
}
