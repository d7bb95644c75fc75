import type { Actor } from '../../domain/actors.ts';
import { mayKnowDeal } from '../../domain/deals/deal-visibility.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { dealsReader } from './deals.consumer.ts';
import type { DealPorts } from './deals.ports.ts';
import { dealsReads } from './deals.reads.ts';
import { dealIdOf, dealsService } from './deals.service.ts';
import { dealsStore } from './deals.store.ts';
import { concludedIn, followedDeal } from './concluded.ts';

export function dealsFeature({ database, commands, clock, events, proofOf }: Ground, needs: DealPorts) {
  const { organisations, people, patents, needTitles, rights, contractOf, fileOf } = needs;
  const store = dealsStore(database);
  const service = dealsService({ store, commands, clock, proofOf, organisations, patents, rights, fileOf });
  const reads = dealsReads({ store, service, events, organisations, people, patents, needTitles, contractOf });
  const mayFollow = async (actor: Actor, id: string) => {
    const kept = await store.deal(id);
    return kept !== null && mayKnowDeal(actor, kept.deal);
  };
  return {
    handlers: {
      'deals.list': ({ actor, query }) => reads.list(actor, query),
      'deals.counts': ({ actor }) => reads.counts(actor),
      'deals.get': ({ actor, params }) => reads.deal(actor, params.dealId),
      'deals.timeline': ({ actor, params, query }) => reads.timeline(actor, params.dealId, query),
      'deals.preflight': ({ actor, params }) => reads.preflight(actor, params.dealId),
      'deals.messages': ({ actor, params, query }) => reads.messages(actor, params.dealId, query),
      'deals.offer': ({ actor, params, body }) => service.offer(actor, params.dealId, body),
      'deals.withdrawOffer': ({ actor, params, body }) => service.plain('withdrawOffer', actor, params.dealId, body),
      'deals.accept': ({ actor, params, body }) => service.accept(actor, params.dealId, body),
      'deals.reopen': ({ actor, params, body }) => service.plain('reopen', actor, params.dealId, body),
      'deals.attachFile': ({ actor, params, body }) => service.attachFile(actor, params.dealId, body),
      'deals.confirmFile': ({ actor, params, body }) => service.confirmFile(actor, params.dealId, body),
      'deals.withdrawConfirmation': ({ actor, params, body }) =>
        service.plain('withdrawConfirmation', actor, params.dealId, body),
      'deals.inviteCentre': ({ actor, params, body }) => service.inviteCentre(actor, params.dealId, body),
      'deals.close': ({ actor, params, body }) => service.close(actor, params.dealId, body),
      'deals.say': ({ actor, params, body }) => service.say(actor, params.dealId, body),
    },
    streamGuards: { deal: mayFollow, room: mayFollow },
    fileGuards: [service.isInMine],
    readers: [dealsReader(service)],
    offers: {
      dealIdOf,
      /** What patents and needs follow of the deals about them. */
      followed: async (what: Parameters<typeof store.about>[0]) => (await store.about(what)).map(followedDeal),
      /** What a signed deal agreed. */
      concluded: async (dealId: string) => concludedIn(await store.deal(dealId)),
    },
  } satisfies Feature;
}
