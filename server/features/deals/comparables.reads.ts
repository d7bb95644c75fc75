import type { ComparableDeal, Route } from '../../../matching/index.ts';
import type { DealTerms } from '../../domain/deals/terms.ts';
import { dealIdOf } from './deals.service.ts';
import type { DealsStore } from './deals.store.ts';

/** How many of the latest deals a price is compared with. */
const mostDeals = 500;

/** Deals in force or completed with their fixed sums, the latest first: what a price band rests on. */
export function comparableDeals(
  store: DealsStore,
  ipcOf: (patentIds: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>,
) {
  return async (): Promise<ComparableDeal[]> => {
    const kept = await store.page({ state: { $in: ['effective', 'completed'] } }, mostDeals);
    const ipc = await ipcOf([...new Set(kept.flatMap(({ deal }) => deal.patentIds))]);
    return kept.flatMap(({ deal }) => {
      const route = deal.agreed && routeOf(deal.agreed.terms);
      if (!deal.agreed || !route || deal.agreed.terms.upfront.currency !== 'CNY') return [];
      // an estimate compares plain numbers; nothing is booked from them
      const amount = deal.agreed.terms.upfront.toApproximateNumber();
      return [{ id: deal.id, route, amount, ipc: deal.patentIds.flatMap((id) => ipc.get(id) ?? []) }];
    });
  };
}

function routeOf({ route, exclusivity }: DealTerms): Route | null {
  switch (route) {
    case 'transfer':
    case 'equity':
      return route;
    case 'licence':
      return exclusivity && `${exclusivity}-licence`;
    case 'financing':
    case 'other':
      return null;
  }
}

/** Those of these matches that became a deal in force or completed. */
export const dealtMatches =
  (store: DealsStore) =>
  async (matchIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const done = new Set<string>();
    for (let from = 0; from < matchIds.length; from += 500) {
      const _id = { $in: matchIds.slice(from, from + 500).map(dealIdOf) };
      const kept = await store.page({ _id, state: { $in: ['effective', 'completed'] } }, 500);
      for (const { deal } of kept) if (deal.matchId) done.add(deal.matchId);
    }
    return done;
  };
