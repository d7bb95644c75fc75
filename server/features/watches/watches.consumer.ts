import { watchedKinds } from '../../domain/watches.ts';
import { type Reader, reader } from '../../platform/events/reader.ts';
import type { WatchesPorts } from './watches.service.ts';

/** Marks what changed for those who watch it; the same event again marks the same. */
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
