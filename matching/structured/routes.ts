import { routes, type MatchNeed, type MatchPatent, type Route } from '../types.ts';
import { known, unknown, type Fit } from './fit.ts';

/**
 * How well an offered route (columns, in the order of `routes`) serves a wanted one (rows): 1 the same, 0 impossible.
 * Ordinary and open licences do not serve who wants to exclude others; nearly all serve who only wants to use.
 */
const compatibility: Record<Route, readonly number[]> = {
  transfer: [1, 0.6, 0.4, 0, 0, 0.5, 0.4],
  'exclusive-licence': [0.7, 1, 0.6, 0, 0, 0.5, 0.4],
  'sole-licence': [0.6, 0.8, 1, 0.3, 0, 0.5, 0.4],
  'ordinary-licence': [0.4, 0.6, 0.8, 1, 0.95, 0.3, 0.4],
  'open-licence': [0.2, 0.3, 0.4, 0.8, 1, 0.2, 0.2],
  equity: [0.5, 0.4, 0.3, 0, 0, 1, 0.5],
  development: [0.4, 0.4, 0.4, 0.4, 0.3, 0.5, 1],
};

export function routeCompatibility(wanted: Route, offered: Route): number {
  return compatibility[wanted][routes.indexOf(offered)] ?? 0;
}

/** The best pair of routes; undefined when one side names none. Ties go to the earlier wanted, then offered route. */
export function bestRoute(
  need: Pick<MatchNeed, 'routes'>,
  patent: Pick<MatchPatent, 'routes'>,
): { wanted: Route; offered: Route; value: number } | undefined {
  let best: { wanted: Route; offered: Route; value: number } | undefined;
  for (const wanted of need.routes)
    for (const offered of patent.routes) {
      const value = routeCompatibility(wanted, offered);
      if (!best || value > best.value) best = { wanted, offered, value };
    }
  return best;
}

export function routeFit(need: MatchNeed, patent: MatchPatent): Fit {
  const shown = { wanted: need.routes, offered: patent.routes };
  const best = bestRoute(need, patent);
  if (best) return known(best.value, shown);
  return unknown(need.routes[0], patent.routes[0], shown);
}
