import { shownOfDeal } from '../../api/operations/deals.ts';
import { dealAudience } from '../../domain/deals/deal-visibility.ts';
import { messagesWaitFor, waitsFor } from '../../domain/deals/deal-waits.ts';
import { typesIn } from '../../domain/event.ts';
import { idsOfStreams, type WaitingThings } from '../../platform/waiting-things.ts';
import type { DealPorts } from './deals.ports.ts';
import type { DealsStore } from './deals.store.ts';

/** What waits in deals and their rooms. */
export const dealsWaiting = ({
  store,
  patents,
  organisations,
}: Readonly<{ store: DealsStore } & Pick<DealPorts, 'patents' | 'organisations'>>): WaitingThings => ({
  kind: 'deal',
  isQueued: false,
  types: [...typesIn(shownOfDeal), 'room.messageSent'],
  touchedBy: (events) => Promise.resolve(idsOfStreams(events, 'deal', 'room')),
  present: async (ids, today) => {
    const unread = await store.unreadIn(ids);
    return new Map(
      (await store.deals(ids)).map((deal) => {
        const audience = dealAudience(deal);
        const messages = messagesWaitFor({ id: deal.id, audience }, unread.get(deal.id) ?? []);
        return [deal.id, { tasks: [...waitsFor(deal, today), ...messages], audience }];
      }),
    );
  },
  pagesOfIds: store.pagesOfIds,
  named: async (organisationId, ids) => {
    const deals = (await store.outlines(ids)).filter((deal) =>
      [...dealAudience(deal), ...deal.askedIds].includes(organisationId),
    );
    const sidesOf = ({ supplierId, demanderId }: (typeof deals)[number]) =>
      [supplierId, demanderId].filter((id) => id !== organisationId);
    const titles = await patents.titles([...new Set(deals.flatMap(({ patentIds }) => patentIds))]);
    const names = await organisations.names([...new Set(deals.flatMap(sidesOf))]);
    return new Map(
      deals.map((deal) => [
        deal._id,
        {
          title: deal.patentIds.flatMap((id) => titles.get(id) ?? []).join('、'),
          others: sidesOf(deal).flatMap((id) => names.get(id) ?? []),
        },
      ]),
    );
  },
});
