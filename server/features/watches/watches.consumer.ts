import { watchedKinds } from '../../domain/watches.ts';
import { type Reader, reader } from '../../platform/events/reader.ts';
import type { WatchesPorts } from './watches.service.ts';

/** Notes changes of watched things. */
export function watchesReader({ store, sources }: Pick<WatchesPorts, 'store' | 'sources'>): Reader {
  return reader({
    name: 'watches',
    types: [...new Set(watchedKinds.flatMap((kind) => sources[kind].types))],
    kind: 'inside',
    from: 'now',
    apply: async (event) => {
      for (const kind of watchedKinds) {
        const touched = sources[kind].touchedBy(event);
        if (touched.length > 0) await store.noteChange(kind, touched, event.at);
      }
    },
  });
}
