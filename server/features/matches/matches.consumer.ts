import { type Reader, reader } from '../../platform/events/reader.ts';
import type { MarkedLists } from './marked-lists.ts';
import type { MatchSources } from './matches.ports.ts';
import type { MatchesStore } from './matches.store.ts';
import { touchedThings } from './touched-things.ts';

export type MatchesReaderPorts = MatchSources &
  Readonly<{ store: Pick<MatchesStore, 'partnersOf'>; marked: MarkedLists }>;

/** At most this many lists in which a changed thing stood are marked per event. */
const mostPartners = 500;

/**
 * Marks the lists that an event makes stale. It only marks them, because one event may concern 500 patents, and ranking
 * them all takes longer than a reader may.
 */
export function matchesReader({ patents, needs, store, marked }: MatchesReaderPorts): Reader {
  const { types, touchedBy } = touchedThings({ patents, needs });
  return reader({
    name: 'matches',
    types,
    kind: 'inside',
    from: 'now',
    apply: async (event) => {
      const { patentIds, needIds } = touchedBy(event);
      await marked.add('patent', patentIds, true);
      await marked.add('need', needIds, true);
      // it may have to leave the lists it stood in
      await marked.add('need', await store.partnersOf('patentId', patentIds, mostPartners), false);
      await marked.add('patent', await store.partnersOf('needId', needIds, mostPartners), false);
      await marked.plan();
    },
  });
}
