import { commonTexts } from '../../lib/common.texts.ts';
import { formatMoney } from '../../lib/format.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Reasons } from './match.ts';
import { matchesTexts } from './matches.texts.ts';

/** Suggested terms for a deal: route, exclusivity and price range, each with its basis. */
export function SuggestedTerms({ terms }: Readonly<{ terms: Reasons['terms'] }>) {
  const say = useTexts(matchesTexts);
  const common = useTexts(commonTexts);
  const { price, limits, asking, budget, withinBudget } = terms;
  return (
    <ul className="stack-tight">
      <li>
        {say('termsRoute', {
          route: common(`dealRoute.${terms.route}`),
          basis: say(`routeBasis.${terms.routeBasis}`),
        })}
      </li>
      {terms.exclusivity && <li>{say('exclusivity', { kind: common(`exclusivity.${terms.exclusivity}`) })}</li>}
      <li>
        {price
          ? say('termsPrice', {
              low: formatMoney(price.low),
              high: formatMoney(price.high),
              middle: formatMoney(price.middle),
            })
          : say('noPrice')}{' '}
        {price && (
          <span className="muted small">{say(`basis.${price.basis}`, { count: price.deals, year: price.year })}</span>
        )}
      </li>
      {asking && <li>{say('asking', { amount: formatMoney(asking) })}</li>}
      {budget && (
        <li>
          {say('budget', { amount: formatMoney(budget) })}{' '}
          {withinBudget !== null && <span className="muted small">{say(withinBudget ? 'within' : 'above')}</span>}
        </li>
      )}
      {limits && (
        <li className="muted small">
          {say('limits', {
            fixed: formatMoney(limits.fixedFee),
            sales: limits.netSalesShare * 100,
            profit: limits.profitShare * 100,
          })}
        </li>
      )}
    </ul>
  );
}
