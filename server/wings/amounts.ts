import { dateInShanghai } from '../domain/calendar.ts';
import { countedKinds, type MinimumLevels } from '../domain/contracts/levels.ts';
import { metricsFeature } from '../features/metrics/metrics.feature.ts';
import { overviewFeature } from '../features/overview/overview.feature.ts';
import type { Ground } from '../platform/feature.ts';
import type { DealingWing } from './dealing.ts';
import type { ListingsWing } from './listings.ts';
import type { PeopleWing } from './people.ts';

/** The figures of centres, from contracts, and those that everybody sees. */
export function amountsWing(
  ground: Ground,
  { accounts, parameters }: PeopleWing,
  { found, patents, needs }: ListingsWing,
  { contracts, figures }: DealingWing,
) {
  const metrics = metricsFeature(ground, {
    centre: accounts.organisation,
    papers: contracts.papers,
    minimumLevels: async (place) => {
      const today = dateInShanghai(ground.clock.now());
      const found = [];
      for (const kind of countedKinds)
        found.push({ kind, ...(await parameters.entryAt(`metrics.${kind}Level`, place, today)) });
      const levels = Object.fromEntries(found.map(({ kind, value }) => [kind, Number(value)])) as MinimumLevels; // all kinds
      return { levels, effectiveFrom: found.map((one) => one.effectiveFrom).reduce((a, b) => (a > b ? a : b)) };
    },
  });
  const overview = overviewFeature(ground, {
    patents: found.patents,
    needs: found.needs,
    counted: {
      patents: patents.publicIndustries,
      needs: needs.publicIndustries,
      needsSince: needs.publicSince,
    },
    totals: contracts.totals,
    minimum: figures,
  });
  return { features: [metrics, overview], metrics: metrics.offers };
}

export type AmountsWing = ReturnType<typeof amountsWing>;
