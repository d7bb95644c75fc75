import type { HandlersOf } from '../../platform/pipeline.ts';
import type { dealsReads } from './deals.reads.ts';
import type { DealsService } from './deals.service.ts';

export function dealsRoutes(service: DealsService, reads: ReturnType<typeof dealsReads>): HandlersOf<'deals'> {
  return {
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
    'deals.complete': ({ actor, params, body }) => service.plain('complete', actor, params.dealId, body),
    'deals.close': ({ actor, params, body }) => service.close(actor, params.dealId, body),
    'deals.terminate': ({ actor, params, body }) => service.terminate(actor, params.dealId, body),
    'deals.say': ({ actor, params, body }) => service.say(actor, params.dealId, body),
  };
}
