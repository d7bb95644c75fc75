import type { Feature, Ground } from '../../platform/feature.ts';
import { watchesReader } from './watches.consumer.ts';
import { watchesReads } from './watches.reads.ts';
import { type WatchesPorts, watchesService } from './watches.service.ts';
import { watchesStore } from './watches.store.ts';

export function watchesFeature({ database, commands, holds, clock }: Ground, sources: WatchesPorts['sources']) {
  const store = watchesStore(database);
  const service = watchesService({ store, commands, holds, sources });
  const reads = watchesReads({ store, sources });
  return {
    handlers: {
      'watches.list': ({ actor, query }) => reads.list(actor, query),
      'watches.get': ({ actor, params }) => reads.watched(actor, params),
      'watches.watch': ({ actor, params, body }) => service.watch(actor, params, body),
      'watches.stop': ({ actor, params, body }) => service.stop(actor, params, body),
      'watches.see': ({ actor }) => service.see(actor, clock.now()),
    },
    readers: [watchesReader({ store, sources })],
  } satisfies Feature;
}
