import type { HandlersOf } from '../../platform/pipeline.ts';
import type { compareAmounts } from './metrics.consumer.ts';
import type { metricsReads } from './metrics.reads.ts';

export function metricsRoutes(
  reads: ReturnType<typeof metricsReads>,
  compare: () => ReturnType<typeof compareAmounts>,
): HandlersOf<'metrics'> {
  return {
    'metrics.centre': ({ actor, params }) => reads.centre(actor, params.centreId),
    'metrics.lines': ({ actor, params, query }) => reads.lines(actor, params.centreId, query),
    'metrics.compare': () => compare(),
  };
}
