import type { Feature, Ground, Needs } from '../../platform/feature.ts';
import { nightlyAt } from '../../platform/jobs/scheduler.ts';
import { compareAmounts, metricsReader, waitingContracts } from './metrics.consumer.ts';
import { type MetricsPorts, metricsReads } from './metrics.reads.ts';
import { metricsStore } from './metrics.store.ts';

export function metricsFeature(ground: Ground, needs: Omit<Needs<MetricsPorts>, 'waiting'>) {
  const { database, events, logger } = ground;
  const store = metricsStore(database);
  const compare = () => compareAmounts({ database, amounts: store, events });
  const reads = metricsReads({ ...needs, store, waiting: waitingContracts(events) });
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
  } satisfies Feature;
}
