import type { Actor } from '../../domain/actors.ts';
import { mayKnowDeal } from '../../domain/deals/deal-visibility.ts';
import type { Feature, Ground, Needs } from '../../platform/feature.ts';
import { comparableDeals, dealtMatches } from './comparables.reads.ts';
import { dealsReader } from './deals.consumer.ts';
import type { DealPorts } from './deals.ports.ts';
import { dealsReads } from './deals.reads.ts';
import { dealIdOf, dealsService } from './deals.service.ts';
import { dealsStore } from './deals.store.ts';
import { dealRights } from './rights.ts';
import { rightsBookStore } from './rights-book.store.ts';

export function dealsFeature(ground: Ground, needs: Needs<DealPorts>) {
  const store = dealsStore(ground.database);
  const files = {
    of: async (fileId: string, organisationIds: readonly string[]) => {
      const file = await ground.files.find(fileId);
      return file && organisationIds.includes(file.organisationId) ? { fileId, sha256: file.sha256 } : null;
    },
  };
  const rights = dealRights(rightsBookStore(ground.database));
  const ports = { ...ground, ...needs, store, rights, files };
  const service = dealsService(ports);
  const reads = dealsReads({ ...ports, service });
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
      'deals.attachContract': ({ actor, params, body }) => service.attachContract(actor, params.dealId, body),
      'deals.sign': ({ actor, params, body }) => service.sign(actor, params.dealId, body),
      'deals.inviteCentre': ({ actor, params, body }) => service.inviteCentre(actor, params.dealId, body),
      'deals.proposeShares': ({ actor, params, body }) => service.proposeShares(actor, params.dealId, body),
      'deals.confirmShares': ({ actor, params, body }) => service.plain('confirmShares', actor, params.dealId, body),
      'deals.makeEffective': ({ actor, params, body }) => service.makeEffective(actor, params.dealId, body),
      'deals.recordEvidence': ({ actor, params, body }) => service.recordEvidence(actor, params.dealId, body),
      'deals.recordLine': ({ actor, params, body }) => service.recordLine(actor, params.dealId, body),
      'deals.confirmLine': ({ actor, params, body }) => service.confirmLine(actor, params.dealId, body),
      'deals.reverseLine': ({ actor, params, body }) => service.reverseLine(actor, params.dealId, body),
      'deals.agreeReversal': ({ actor, params, body }) => service.agreeReversal(actor, params.dealId, body),
      'deals.refuseReversal': ({ actor, params, body }) => service.refuseReversal(actor, params.dealId, body),
      'deals.complete': ({ actor, params, body }) => service.plain('complete', actor, params.dealId, body),
      'deals.close': ({ actor, params, body }) => service.close(actor, params.dealId, body),
      'deals.terminate': ({ actor, params, body }) => service.terminate(actor, params.dealId, body),
      'deals.say': ({ actor, params, body }) => service.say(actor, params.dealId, body),
    },
    streamGuards: { deal: mayFollow, room: mayFollow },
    readers: [dealsReader(service)],
    offers: {
      dealIdOf,
      isInMyDeals: service.isInMyDeals,
      comparables: comparableDeals(store, needs.patents.ipc),
      dealt: dealtMatches(store),
      /** What patents and needs follow of the deals about them. */
      followed: async (what: Parameters<typeof store.about>[0]) =>
        (await store.about(what)).map(({ state, agreed, completedOn }) => ({
          state,
          terms: agreed && agreed.terms,
          completedOn,
        })),
      /** A deal's ledger and the papers behind it. */
      papers: async (dealId: string) => {
        const kept = await store.deal(dealId);
        if (!kept) throw new Error('amounts come from deals');
        return { ledger: await needs.ledger.of(dealId), contract: kept.deal.contract, evidence: kept.deal.evidence };
      },
    },
  } satisfies Feature;
}
