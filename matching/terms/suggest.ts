import { bestRoute } from '../structured/routes.ts';
import { type MatchNeed, type MatchPatent, type Route } from '../types.ts';
import { openLicenceLimits, referenceAmounts, referenceSpread } from './reference.ts';

/** What deals of a route and an area cost, published for so many that it tells of no single one. */
export interface PublishedPrice {
  readonly route: Route;
  /** A section, class or subclass of the IPC, or empty: all of them. */
  readonly ipc: string;
  /** Quartiles of the fixed parts, CNY. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly deals: number;
  /** The year in which it was published. */
  readonly year: number;
}

export type Exclusivity = 'exclusive' | 'sole' | 'ordinary';

export interface PriceBand {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** `comparables`: what deals on the platform cost; `reference`: a nation-wide mean with a wide spread. */
  readonly basis: 'comparables' | 'reference';
  /** How many deals it rests on. */
  readonly deals: number;
  readonly year: number;
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
export function suggestTerms(need: MatchNeed, patent: MatchPatent, prices: readonly PublishedPrice[]): SuggestedTerms {
  const { route, routeBasis } = suggestRoute(need, patent);
  const { askingPrice: asking } = patent;
  const { budget } = need;
  return {
    route,
    routeBasis,
    exclusivity: exclusivityOf(route),
    price: priceBand(route, [...patent.ipc, ...(need.ipc ?? [])], prices),
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

/** The published price of the route in the narrowest area that one of the symbols lies in; else the reference. */
function priceBand(route: Route, ipc: readonly string[], prices: readonly PublishedPrice[]): PriceBand | null {
  const isIn = (area: string) => area === '' || ipc.some((symbol) => symbol.toUpperCase().startsWith(area));
  const [nearest] = prices
    .filter((price) => price.route === route && isIn(price.ipc))
    .sort((a, b) => b.ipc.length - a.ipc.length || (a.ipc < b.ipc ? -1 : 1));
  if (nearest) {
    const { low, middle, high, deals, year } = nearest;
    return { low, middle, high, basis: 'comparables', deals, year };
  }
  const mean = referenceAmounts.mean[route];
  if (mean === undefined) return null;
  const cap = route === 'open-licence' ? openLicenceLimits.fixedFee : Infinity;
  return {
    low: Math.min(cap, mean * referenceSpread.low),
    middle: Math.min(cap, mean),
    high: Math.min(cap, mean * referenceSpread.high),
    basis: 'reference',
    deals: 0,
    year: referenceAmounts.year,
  };
}
