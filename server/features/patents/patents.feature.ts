import type { Feature, Ground, Needs } from '../../platform/feature.ts';
import { ownedBy } from '../../platform/events/concerns.ts';
import { patentCopies } from './copies.reads.ts';
import { patentsForDeals } from './deals.reads.ts';
import { patentsBulk } from './patents.bulk.ts';
import { duePatents } from './patents.due.ts';
import { type DealsOnPatent, patentsReader } from './patents.consumer.ts';
import { patentsReads } from './patents.reads.ts';
import { type PatentsPorts, patentsService } from './patents.service.ts';
import { patentsStore } from './patents.store.ts';

export function patentsFeature(
  ground: Ground,
  needs: Omit<Needs<PatentsPorts>, 'concernsOf'> & Readonly<{ dealsOn: DealsOnPatent }>,
) {
  const { clock, commands } = ground;
  const store = patentsStore(ground.database);
  const concernsOf = ownedBy(needs.organisations);
  const ports = { ...ground, ...needs, store, concernsOf };
  const service = patentsService(ports);
  const reads = patentsReads(ports, clock);
  return {
    handlers: {
      'patents.list': ({ actor, query }) => reads.list(actor, query),
      'patents.get': ({ actor, params }) => reads.patent(actor, params.patentId),
      'patents.mine': ({ actor, query }) => reads.mine(actor, query),
      'patents.counts': ({ actor }) => reads.counts(actor),
      'patents.create': ({ actor, body }) => service.create(actor, body),
      'patents.revise': ({ actor, params, body }) => service.revise(actor, params.patentId, body),
      'patents.step': ({ actor, params, body }) => service.step(actor, params.patentId, body),
      'patents.stepMany': ({ actor, body }) => service.stepMany(actor, body),
    },
    streamGuards: { patent: service.maySee },
    readers: [patentsReader(store, commands, needs.dealsOn, concernsOf, needs.termsOf)],
    offers: {
      copies: patentCopies(store),
      bulk: patentsBulk(ports),
      forDeals: patentsForDeals(store, clock),
      due: duePatents(store, commands),
    },
  } satisfies Feature;
}
