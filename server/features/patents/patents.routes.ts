import type { HandlersOf } from '../../platform/pipeline.ts';
import type { patentsReads } from './patents.reads.ts';
import type { PatentsService } from './patents.service.ts';

export function patentsRoutes(service: PatentsService, reads: ReturnType<typeof patentsReads>): HandlersOf<'patents'> {
  return {
    'patents.list': ({ actor, query }) => reads.list(actor, query),
    'patents.patent': ({ actor, params }) => reads.patent(actor, params.patentId),
    'patents.mine': ({ actor, query }) => reads.mine(actor, query),
    'patents.counts': ({ actor }) => reads.counts(actor),
    'patents.create': ({ actor, body }) => service.create(actor, body),
    'patents.revise': ({ actor, params, body }) => service.revise(actor, params.patentId, body),
    'patents.step': ({ actor, params, body }) => service.step(actor, params.patentId, body),
    'patents.stepMany': ({ actor, body }) => service.stepMany(actor, body),
  };
}
