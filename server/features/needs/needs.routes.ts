import type { HandlersOf } from '../../platform/pipeline.ts';
import type { needsReads } from './needs.reads.ts';
import type { NeedsService } from './needs.service.ts';

export function needsRoutes(service: NeedsService, reads: ReturnType<typeof needsReads>): HandlersOf<'needs'> {
  return {
    'needs.list': ({ actor, query }) => reads.list(actor, query),
    'needs.need': ({ actor, params }) => reads.need(actor, params.needId),
    'needs.mine': ({ actor, query }) => reads.mine(actor, query),
    'needs.counts': ({ actor }) => reads.counts(actor),
    'needs.create': ({ actor, body }) => service.create(actor, body),
    'needs.revise': ({ actor, params, body }) => service.revise(actor, params.needId, body),
    'needs.step': ({ actor, params, body }) => service.step(actor, params.needId, body),
  };
}
