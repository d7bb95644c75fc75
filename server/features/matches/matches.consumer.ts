import { type Reader, reader } from '../../platform/events/reader.ts';
import type { MarkedLists } from './marked-lists.ts';
import type { MatchSources } from './matches.ports.ts';
import type { MatchesStore } from './matches.store.ts';
import { touchedThings } from './touched-things.ts';

export type MatchesReaderPorts = MatchSources &
  Readonly<{ store: Pick<MatchesStore, 'partnersOf'>; marked: MarkedLists }>;

/** How many lists that a thing stood in one event marks. */
const mostPartners = 500;

/**
 * Marks the lists that an event makes stale. Only marks: one event may concern 500 patents, and ranking them all takes
 * longer than a reader may.
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
      // where it stood before, it may not stand any more
      await marked.add('need', await store.partnersOf('patentId', patentIds, mostPartners), false);
      await marked.add('patent', await store.partnersOf('needId', needIds, mostPartners), false);
      await marked.plan();
    },
  });
}
