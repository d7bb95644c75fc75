import { dateInShanghai } from '../domain/calendar.ts';
import { countedKinds, type MinimumLevels } from '../domain/contracts/levels.ts';
import { metricsFeature } from '../features/metrics/metrics.feature.ts';
import type { Ground } from '../platform/feature.ts';
import type { DealingWing } from './dealing.ts';
import type { PeopleWing } from './people.ts';

/** The figures of centres, from contracts. */
export function amountsWing(ground: Ground, { accounts, parameters }: PeopleWing, { contracts }: DealingWing) {
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
  return { features: [metrics], metrics: metrics.offers };
}

export type AmountsWing = ReturnType<typeof amountsWing>;
