import { ipcCoverage } from '../ipc/symbol.ts';
import { bestRoute, routeCompatibility } from '../structured/routes.ts';
import { type MatchNeed, type MatchPatent, type Route } from '../types.ts';
import { openLicenceLimits, referenceAmounts, referenceSpread } from './reference.ts';

/** A completed deal to compare with. */
export interface ComparableDeal {
  readonly id: string;
  readonly route: Route;
  /** Fixed parts, CNY. */
  readonly amount: number;
  readonly ipc: readonly string[];
}

export type Exclusivity = 'exclusive' | 'sole' | 'ordinary';

export interface PriceBand {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** `comparables`: quartiles of deals on the platform; `reference`: a nation-wide mean with a wide spread. */
  readonly basis: 'comparables' | 'reference';
  /** Ids of the deals it rests on, nearest first. */
  readonly deals: readonly string[];
  /** Year of the reference. */
  readonly year?: number;
}

export interface SuggestedTerms {
  readonly route: Route;
  /** Only for licences. */
  readonly exclusivity: Exclusivity | null;
  /** Why this route: both named it; it is the closest to what both named; one side named it; nobody named any. */
  readonly routeBasis: 'both' | 'closest' | 'oneSide' | 'default';
  /** Null when nothing is known about such deals. */
  readonly price: PriceBand | null;
  /** What the sides have named themselves, in CNY, and whether the price is within the budget. */
  readonly asking?: number;
  readonly budget?: number;
  readonly withinBudget?: boolean;
  /** Ceilings for this route. */
  readonly limits?: typeof openLicenceLimits;
}

/** A first proposal for a deal: route, exclusivity and price band, each with its basis. Not a valuation. */
export function suggestTerms(
  need: MatchNeed,
  patent: MatchPatent,
  comparables: readonly ComparableDeal[],
): SuggestedTerms {
  const { route, routeBasis } = suggestRoute(need, patent);
  const { askingPrice: asking } = patent;
  const { budget } = need;
  return {
    route,
    routeBasis,
    exclusivity: exclusivityOf(route),
    price: priceBand(route, [...patent.ipc, ...(need.ipc ?? [])], comparables),
    ...(asking !== undefined && { asking }),
    ...(budget !== undefined && { budget }),
    ...(asking !== undefined && budget !== undefined && { withinBudget: asking <= budget }),
    ...(route === 'open-licence' && { limits: openLicenceLimits }),
  };
}

function suggestRoute(need: MatchNeed, patent: MatchPatent): Pick<SuggestedTerms, 'route' | 'routeBasis'> {
  const best = bestRoute(need, patent);
  if (best) return { route: best.offered, routeBasis: best.wanted === best.offered ? 'both' : 'closest' };
  const only = need.routes[0] ?? patent.routes[0];
  return only ? { route: only, routeBasis: 'oneSide' } : { route: 'ordinary-licence', routeBasis: 'default' };
}

export function exclusivityOf(route: Route): Exclusivity | null {
  switch (route) {
    case 'exclusive-licence':
      return 'exclusive';
    case 'sole-licence':
      return 'sole';
    case 'ordinary-licence':
    case 'open-licence':
      return 'ordinary';
    case 'transfer':
    case 'equity':
    case 'development':
      return null;
  }
}

const enough = 3;

/** Quartiles of the nearest deals by classification and route if there are at least three, else the reference. */
function priceBand(route: Route, ipc: readonly string[], comparables: readonly ComparableDeal[]): PriceBand | null {
  const near = comparables
    .filter((deal) => deal.amount > 0 && isLike(route, deal.route))
    .map((deal) => ({ deal, nearness: (deal.route === route ? 1 : 0.8) * (0.2 + ipcCoverage(deal.ipc, ipc)) }))
    .sort((a, b) => b.nearness - a.nearness || (a.deal.id < b.deal.id ? -1 : 1))
    .slice(0, 12)
    .map(({ deal }) => deal);
  if (near.length >= enough) {
    const amounts = near.map((deal) => deal.amount).sort((a, b) => a - b);
    return {
      low: quantile(amounts, 0.25),
      middle: quantile(amounts, 0.5),
      high: quantile(amounts, 0.75),
      basis: 'comparables',
      deals: near.map((deal) => deal.id),
    };
  }
  const mean = referenceAmounts.mean[route];
  if (mean === undefined) return null;
  const cap = route === 'open-licence' ? openLicenceLimits.fixedFee : Infinity;
  return {
    low: Math.min(cap, mean * referenceSpread.low),
    middle: Math.min(cap, mean),
    high: Math.min(cap, mean * referenceSpread.high),
    basis: 'reference',
    deals: [],
    year: referenceAmounts.year,
  };
}

/** Licences compare with similar licences; transfer, equity and development only with themselves. */
function isLike(a: Route, b: Route): boolean {
  const isLicence = (route: Route) => route.endsWith('licence');
  return a === b || (isLicence(a) && isLicence(b) && routeCompatibility(a, b) >= 0.3);
}

function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return Math.round(low + (high - low) * (at - Math.floor(at)));
}
