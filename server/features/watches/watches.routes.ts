import type { Clock } from '../../platform/clock.ts';
import type { HandlersOf } from '../../platform/pipeline.ts';
import type { watchesReads } from './watches.reads.ts';
import type { WatchesService } from './watches.service.ts';

export function watchesRoutes(
  service: WatchesService,
  reads: ReturnType<typeof watchesReads>,
  clock: Clock,
): HandlersOf<'watches'> {
  return {
    'watches.list': ({ actor, query }) => reads.list(actor, query),
    'watches.watched': ({ actor, params }) => reads.watched(actor, params),
    'watches.watch': ({ actor, params, body }) => service.watch(actor, params, body),
    'watches.stop': ({ actor, params, body }) => service.stop(actor, params, body),
    'watches.see': ({ actor }) => service.see(actor, clock.now()),
  };
}
