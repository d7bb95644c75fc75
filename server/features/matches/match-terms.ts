import { type MatchNeed, type MatchPatent, type PublishedPrice, suggestTerms } from '../../../matching/index.ts';
import type { Output } from '../../api/operations.ts';
import type { MoneyWire } from '../../domain/money.ts';
import { toDealRoute } from './match-documents.ts';

export type TermsView = Output<'matches.forNeed'>['items'][number]['reasons']['terms'];

/** Suggested route, exclusivity and price band, each with its basis. */
export function termsOf(need: MatchNeed, patent: MatchPatent, prices: readonly PublishedPrice[]): TermsView {
  const { route, routeBasis, exclusivity, price, asking, budget, withinBudget, limits } = suggestTerms(
    need,
    patent,
    prices,
  );
  return {
    route: toDealRoute(route),
    routeBasis,
    exclusivity,
    price: price && {
      low: yuan(price.low),
      middle: yuan(price.middle),
      high: yuan(price.high),
      basis: price.basis,
      deals: price.deals,
      year: price.year,
    },
    asking: asking === undefined ? null : yuan(asking),
    budget: budget === undefined ? null : yuan(budget),
    withinBudget: withinBudget ?? null,
    limits: limits
      ? {
          fixedFee: yuan(limits.fixedFee),
          netSalesShare: limits.netSalesShare,
          profitShare: limits.profitShare,
        }
      : null,
  };
}

/** An estimate as money on the wire; the library works with plain numbers in yuan. */
const yuan = (amount: number): MoneyWire => ({ amount: amount.toFixed(2), currency: 'CNY' });
