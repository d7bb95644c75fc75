import { mayKnowNeed } from '../../domain/needs/need-visibility.ts';
import { mayKnowListing } from '../../domain/patents/listing-visibility.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { openSearch } from '../../platform/search/open-search.ts';
import { builtinEngine } from './builtin-engine.ts';
import { searchConsumer, type SearchConsumerPorts } from './search.consumer.ts';
import { titlesOf } from './search.indexes.ts';
import { searchReads } from './search.reads.ts';
import { searchStore } from './search.store.ts';

export async function searchFeature(
  { config, database, events, clock, logger, wakeRelay }: Ground,
  { patents, needs }: Pick<SearchConsumerPorts, 'patents' | 'needs'>,
) {
  const { engine, health, onReturn } = await openSearch(config, logger, builtinEngine);
  const store = searchStore(database);
  const searching = searchConsumer({ engine, store, events, clock, logger, patents, needs });
  const reads = searchReads({ engine, clock, patents, needs });
  onReturn(() => {
    searching.engineReturned().then(
      wakeRelay,
      () => undefined, // the database is unreachable: the events stay parked and show on /health
    );
  });
  return {
    handlers: {
      'search.patents': ({ actor, query }) => reads.patents(actor, query),
      'search.needs': ({ actor, query }) => reads.needs(actor, query),
    },
    readers: searching.readers,
    followers: searching.followers,
    checks: { search: health },
    start: searching.start,
    stop: () => searching.stop().then(engine.stop),
    offers: {
      searching,
      /** Titles by id, of the things that the actor may find. */
      titles: { patent: titlesOf(patents.present, mayKnowListing), need: titlesOf(needs.present, mayKnowNeed) },
    },
  } satisfies Feature;
}
