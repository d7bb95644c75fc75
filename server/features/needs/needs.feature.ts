import { dateInShanghai } from '../../domain/calendar.ts';
import { needNotices } from '../../domain/needs/need-notices.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { ownedBy } from '../../platform/events/concerns.ts';
import { needCopies } from './copies.reads.ts';
import { needsBulk } from './needs.bulk.ts';
import { dueNeeds } from './needs.due.ts';
import { type DealsFromNeed, needsReader } from './needs.consumer.ts';
import { needsReads } from './needs.reads.ts';
import { type NeedsPorts, needsService } from './needs.service.ts';
import { needsStore } from './needs.store.ts';
import { needsWaiting } from './needs.waiting.ts';
import { understand } from './understanding.ts';

type NeedsNeeds = Pick<NeedsPorts, 'organisations' | 'reviewsRequired' | 'restOnReviews' | 'termsOf'> &
  Readonly<{ dealsFrom: DealsFromNeed }>;

export function needsFeature(
  { database, commands, holds, clock, digest, newId }: Ground,
  { organisations, reviewsRequired, restOnReviews, termsOf, dealsFrom }: NeedsNeeds,
) {
  const store = needsStore(database);
  const concernsOf = ownedBy(organisations);
  const ports = { store, commands, concernsOf, organisations, reviewsRequired, restOnReviews, digest, termsOf };
  const service = needsService(ports);
  const reads = needsReads({ store, clock, organisations, reviewsRequired });
  return {
    handlers: {
      'needs.list': ({ actor, query }) => reads.list(actor, query),
      'needs.get': ({ actor, params }) => reads.need(actor, params.needId),
      'needs.mine': ({ actor, query }) => reads.mine(actor, query),
      'needs.counts': ({ actor }) => reads.counts(actor),
      'needs.understand': ({ body }) => Promise.resolve(understand(body.text, dateInShanghai(clock.now()))),
      'needs.create': ({ actor, body }) => service.create(actor, body),
      'needs.revise': ({ actor, params, body }) => service.revise(actor, params.needId, body),
      'needs.step': ({ actor, params, body }) => service.step(actor, params.needId, body),
    },
    streamGuards: { need: service.maySee },
    readers: [needsReader(store, commands, dealsFrom, concernsOf, termsOf)],
    notices: needNotices,
    offers: {
      waiting: needsWaiting({ store }),
      publicIndustries: store.publicIndustries,
      publicSince: store.publicSince,
      copies: needCopies(store),
      bulk: needsBulk({ ...ports, newId, holds }),
      offeredBy: store.offeredBy,
      due: dueNeeds(store, commands),
      titles: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
        new Map((await store.all(ids)).map(({ _id, content }) => [_id, content.title])),
    },
  } satisfies Feature;
}
