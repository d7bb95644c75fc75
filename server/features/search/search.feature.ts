import { mayKnowNeed } from '../../domain/needs/need-visibility.ts';
import { mayKnowListing } from '../../domain/patents/listing-visibility.ts';
import type { Feature, Ground, Needs } from '../../platform/feature.ts';
import { openSearch } from '../../platform/search/open-search.ts';
import { builtinEngine } from './builtin-engine.ts';
import { searchConsumer, type SearchConsumerPorts } from './search.consumer.ts';
import { titlesOf } from './search.indexes.ts';
import { searchReads } from './search.reads.ts';
import { searchStore } from './search.store.ts';

export async function searchFeature(ground: Ground, { patents, needs }: Omit<Needs<SearchConsumerPorts>, 'engine'>) {
  const { engine, health, onReturn } = await openSearch(ground.config, ground.logger, builtinEngine);
  const ports = { ...ground, patents, needs, engine, store: searchStore(ground.database) };
  const searching = searchConsumer(ports);
  const reads = searchReads(ports);
  onReturn(() => {
    searching.engineReturned().then(
      ground.wakeRelay,
      () => undefined, // the database is away: the events stay parked and show on /health
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
      /** The titles of those things that somebody may find. */
      titles: { patent: titlesOf(patents.present, mayKnowListing), need: titlesOf(needs.present, mayKnowNeed) },
    },
  } satisfies Feature;
}
