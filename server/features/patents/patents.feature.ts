import { listingNotices } from '../../domain/patents/listing-notices.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { ownedBy } from '../../platform/events/concerns.ts';
import { patentCopies } from './copies.reads.ts';
import { patentsForDeals } from './deals.reads.ts';
import { patentsBulk } from './patents.bulk.ts';
import { duePatents } from './patents.due.ts';
import { type DealsOnPatent, patentsReader } from './patents.consumer.ts';
import { type PatentsReadPorts, patentsReads } from './patents.reads.ts';
import { type PatentsPorts, patentsService } from './patents.service.ts';
import { patentsStore } from './patents.store.ts';
import { patentsWaiting } from './patents.waiting.ts';

type PatentsNeeds = Pick<PatentsPorts, 'organisations' | 'reviewsRequired' | 'restOnReviews' | 'termsOf'> &
  Pick<PatentsReadPorts, 'dormancyYears'> &
  Readonly<{ dealsOn: DealsOnPatent }>;

export function patentsFeature(
  { database, commands, events, holds, clock, digest, newId }: Ground,
  { organisations, reviewsRequired, restOnReviews, termsOf, dormancyYears, dealsOn }: PatentsNeeds,
) {
  const store = patentsStore(database);
  const concernsOf = ownedBy(organisations);
  const ports = { store, commands, concernsOf, organisations, reviewsRequired, restOnReviews, digest, termsOf };
  const service = patentsService(ports);
  const reads = patentsReads({ store, events, clock, organisations, reviewsRequired, dormancyYears });
  return {
    handlers: {
      'patents.list': ({ actor, query }) => reads.list(actor, query),
      'patents.get': ({ actor, params }) => reads.patent(actor, params.patentId),
      'patents.mine': ({ actor, query }) => reads.mine(actor, query),
      'patents.timeline': ({ actor, params, query }) => reads.timeline(actor, params.patentId, query),
      'patents.counts': ({ actor }) => reads.counts(actor),
      'patents.create': ({ actor, body }) => service.create(actor, body),
      'patents.revise': ({ actor, params, body }) => service.revise(actor, params.patentId, body),
      'patents.step': ({ actor, params, body }) => service.step(actor, params.patentId, body),
      'patents.stepMany': ({ actor, body }) => service.stepMany(actor, body),
    },
    streamGuards: { patent: service.maySee },
    readers: [patentsReader(store, commands, dealsOn, concernsOf, termsOf)],
    notices: listingNotices,
    offers: {
      waiting: patentsWaiting({ store }),
      publicIndustries: store.publicIndustries,
      copies: patentCopies(store),
      bulk: patentsBulk({ ...ports, newId, holds }),
      offeredBy: store.offeredBy,
      forDeals: patentsForDeals(store, clock),
      due: duePatents(store, commands),
    },
  } satisfies Feature;
}
