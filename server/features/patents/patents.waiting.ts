import { endOfTime } from '../../domain/calendar.ts';
import { listingAudience } from '../../domain/patents/listing-visibility.ts';
import { waitsFor } from '../../domain/patents/listing-waits.ts';
import { type PatentEventType, patentEventTypes, patentIdsOf } from '../../domain/patents/patent-events.ts';
import { movedTermsOf } from '../../platform/jobs/due-things.ts';
import { touches } from '../../platform/events/reader.ts';
import type { WaitingThings } from '../../platform/waiting-things.ts';
import type { PatentsStore } from './patents.store.ts';

const touched = touches<PatentEventType>(patentEventTypes, patentIdsOf);

/** What waits in listings: reviews, and confirmations by their day. */
export const patentsWaiting = ({ store }: Readonly<{ store: PatentsStore }>): WaitingThings => ({
  kind: 'patent',
  isQueued: true,
  types: [...touched.types, 'calendar.termsRecounted'],
  touchedBy: (events) =>
    Promise.resolve([...new Set([...events.flatMap(touched.touchedBy), ...movedTermsOf('patents', events)])]),
  present: async (ids) =>
    new Map(
      (await store.standing(ids)).map(({ _id: id, deadline, ...listing }) => [
        id,
        {
          tasks: waitsFor({ id, ...listing, lastDay: deadline?.lastDay ?? null }, endOfTime),
          audience: listingAudience(listing),
        },
      ]),
    ),
  pagesOfIds: store.pagesOfIds,
  named: async (organisationId, ids) =>
    new Map(
      (await store.titled(ids)).flatMap(({ _id: id, organisationId: owner, content }) =>
        owner === organisationId ? [[id, { title: content.title, others: [] }]] : [],
      ),
    ),
});
