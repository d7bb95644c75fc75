import type { Body } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { type CentreCommand, perCentreCommand } from '../../domain/centre-invitations.ts';
import type { DealCommand } from '../../domain/deals/deal-process.ts';
import { mayKnowDeal } from '../../domain/deals/deal-visibility.ts';
import { actingOrganisation } from '../../domain/permissions.ts';
import { dealNotices } from '../../domain/deals/deal-notices.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { type CentreBody, dealCentres } from './deals.centres.ts';
import { dealsReader, followedCentres } from './deals.consumer.ts';
import type { DealPorts } from './deals.ports.ts';
import { dealsReads } from './deals.reads.ts';
import { dealIdOf, dealsService } from './deals.service.ts';
import { dealsStore } from './deals.store.ts';
import { dealsWaiting } from './deals.waiting.ts';
import { concludedIn, followedDeal } from './concluded.ts';

type CentreCall = Readonly<{ actor: Actor; params: { dealId: string }; body: CentreBody }>;

export function dealsFeature({ database, commands, clock, events, holds, proofOf }: Ground, needs: DealPorts) {
  const { organisations, people, patents, needTitles, rights, contractOf, fileOf, fileNames, waitsAnew } = needs;
  const store = dealsStore(database);
  const service = dealsService({ store, commands, clock, holds, proofOf, patents, rights, fileOf });
  const centres = dealCentres({ store, commands, holds, organisations });
  const reads = dealsReads({
    store,
    service,
    events,
    organisations,
    people,
    patents,
    needTitles,
    contractOf,
    fileNames,
  });
  const mayFollow = async (actor: Actor, id: string) => {
    const kept = await store.deal(id);
    return kept !== null && mayKnowDeal(actor, kept.deal);
  };
  const given =
    <Command extends DealCommand>(command: Command) =>
    (call: Readonly<{ actor: Actor; params: { dealId: string }; body: Body<`deals.${Command}`> }>) =>
      service.give(command, call.actor, call.params.dealId, call.body);
  const ofCentre =
    (command: CentreCommand) =>
    ({ actor, params, body }: CentreCall) =>
      centres.give(command, actor, params.dealId, body);
  return {
    handlers: {
      'deals.list': ({ actor, query }) => reads.list(actor, query),
      'deals.counts': ({ actor }) => reads.counts(actor),
      'deals.get': ({ actor, params }) => reads.deal(actor, params.dealId),
      'deals.timeline': ({ actor, params, query }) => reads.timeline(actor, params.dealId, query),
      'deals.preflight': ({ actor, params }) => reads.preflight(actor, params.dealId),
      'deals.messages': ({ actor, params, query }) => reads.messages(actor, params.dealId, query),
      'deals.offer': given('offer'),
      'deals.withdrawOffer': given('withdrawOffer'),
      'deals.accept': given('accept'),
      'deals.reopen': given('reopen'),
      'deals.attachFile': given('attachFile'),
      'deals.confirmFile': given('confirmFile'),
      'deals.withdrawConfirmation': given('withdrawConfirmation'),
      'deals.invitations': ({ actor, query }) => reads.invitations(actor, query),
      ...perCentreCommand('deals', ofCentre),
      'deals.close': given('close'),
      'deals.readMessages': async ({ actor, params: { dealId }, body: { upTo } }) => {
        await service.load(actor, dealId);
        const { id } = actingOrganisation(actor);
        await database.transaction(async () => {
          if (await store.markRead(dealId, id, upTo)) await waitsAnew(dealId);
        });
        return {};
      },
      'deals.say': ({ actor, params, body }) => service.say(actor, params.dealId, body),
    },
    streamGuards: { deal: mayFollow, room: mayFollow },
    streamEnds: { 'deal.centreLetGo': ['deal', 'room'], 'deal.centreLeft': ['deal', 'room'] },
    fileGuards: [service.isInMine],
    readers: [dealsReader(service), followedCentres(centres)],
    notices: dealNotices,
    offers: {
      dealIdOf,
      /** The deals on a patent or from a need, reduced to what decides the state of the patent or need. */
      followed: async (what: Parameters<typeof store.about>[0]) => (await store.about(what)).map(followedDeal),
      waiting: dealsWaiting({ store, organisations, patents }),
      /** What a signed deal agreed; throws for a deal that is not signed. */
      concluded: async (dealId: string) => concludedIn(await store.deal(dealId)),
    },
  } satisfies Feature;
}
