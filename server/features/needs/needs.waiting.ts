import { endOfTime } from '../../domain/calendar.ts';
import { type NeedEventType, needEventTypes, needIdsOf } from '../../domain/needs/need-events.ts';
import { needAudience } from '../../domain/needs/need-visibility.ts';
import { waitsFor } from '../../domain/needs/need-waits.ts';
import { movedTermsOf } from '../../platform/jobs/due-things.ts';
import { touches } from '../../platform/events/reader.ts';
import type { WaitingThings } from '../../platform/waiting-things.ts';
import type { NeedsStore } from './needs.store.ts';

const touched = touches<NeedEventType>(needEventTypes, needIdsOf);

/** What waits in needs: reviews, and confirmations by their day. */
export const needsWaiting = ({ store }: Readonly<{ store: NeedsStore }>): WaitingThings => ({
  kind: 'need',
  isQueued: true,
  types: [...touched.types, 'calendar.termsRecounted'],
  touchedBy: (events) =>
    Promise.resolve([...new Set([...events.flatMap(touched.touchedBy), ...movedTermsOf('needs', events)])]),
  present: async (ids) =>
    new Map(
      (await store.standing(ids)).map(({ _id: id, deadline, ...need }) => [
        id,
        {
          tasks: waitsFor({ id, ...need, lastDay: deadline?.lastDay ?? null }, endOfTime),
          audience: needAudience(need),
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
