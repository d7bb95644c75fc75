import { addDays } from '../../domain/calendar.ts';
import { type PatentEventType, patentEventTypes, patentIdsOf } from '../../domain/patents/patent-events.ts';
import { touches } from '../../platform/events/reader.ts';
import { contentOf, type PatentsStore, type StoredPatent } from './patents.store.ts';

/** For features that keep copies of patents (search, matching): the events that change them, and the patents. */
export function patentCopies(store: PatentsStore) {
  return {
    ...touches<PatentEventType>(patentEventTypes, patentIdsOf),
    hold: store.hold,
    present: async (ids: readonly string[]) => (await store.all(ids)).map(copyOf),
    all: async function* () {
      for await (const page of store.everyPage()) yield page.map(copyOf);
    },
  };
}

const copyOf = (patent: StoredPatent) => ({
  id: patent._id,
  version: patent.version,
  content: contentOf(patent),
  organisationId: patent.organisationId,
  state: patent.state,
  isPublic: patent.isPublic === true,
  /** Public and not locked by a contract. */
  isOnOffer: patent.state === 'published' || patent.state === 'inTalks',
  /** The last day of its term. */
  expiresOn: patent.endsOn ? addDays(patent.endsOn, -1) : undefined,
  confirmedAt: patent.publishedAt ?? patent.enteredAt,
});
