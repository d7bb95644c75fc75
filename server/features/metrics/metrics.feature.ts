import type { Feature, Ground } from '../../platform/feature.ts';
import { nightlyAt } from '../../platform/jobs/scheduler.ts';
import { compareAmounts, metricsReader, waitingContracts } from './metrics.consumer.ts';
import { type MetricsPorts, metricsReads } from './metrics.reads.ts';
import { metricsStore } from './metrics.store.ts';

export function metricsFeature(
  { database, events, logger }: Ground,
  { centre, papers, minimumLevels }: Omit<MetricsPorts, 'store' | 'waiting'>,
) {
  const store = metricsStore(database);
  const compare = () => compareAmounts({ database, amounts: store, events });
  const reads = metricsReads({ store, centre, papers, waiting: waitingContracts(events), minimumLevels });
  return {
    handlers: {
      'metrics.get': ({ actor, params }) => reads.centre(actor, params.centreId),
      'metrics.lines': ({ actor, params, query }) => reads.lines(actor, params.centreId, query),
      'metrics.compare': () => compare(),
    },
    readers: [metricsReader(store, events)],
    jobs: [
      {
        kind: 'amounts.compare',
        next: nightlyAt(3),
        run: async () => {
          const { differences, cells } = await compare();
          if (differences.length + cells > 0)
            logger.error({ differences, cells }, 'amounts differ from what the events say');
        },
      },
    ],
    offers: { centresOf: store.centresOf },
  } satisfies Feature;
}
