import { mayKnowNeed } from '../../domain/needs/need-visibility.ts';
import { mayKnowListing } from '../../domain/patents/listing-visibility.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import type { HealthPart } from '../../platform/health.ts';
import { openSearch } from '../../platform/search/open-search.ts';
import { translationTables } from '../../platform/translation-tables.ts';
import { builtinEngine } from './builtin-engine.ts';
import { searchConsumer, type SearchConsumerPorts } from './search.consumer.ts';
import { titlesOf } from './search.indexes.ts';
import { searchReads } from './search.reads.ts';
import { withOwners } from './search.sources.ts';
import { searchStore } from './search.store.ts';
import { reading } from './reading/reading.ts';
import { tableFile } from './table-file.ts';

export async function searchFeature(
  { config, database, events, clock, logger, wakeRelay }: Ground,
  ports: Pick<SearchConsumerPorts, 'patents' | 'needs'> &
    Readonly<{ organisationNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>> }>,
) {
  const { patents } = ports;
  const needs = withOwners(ports.needs, ports.organisationNames);
  const { engine, health, onReturn } = await openSearch(config, logger, builtinEngine, reading);
  const tables = translationTables(config.dataFolder);
  const table = tableFile([tables.own, tables.shipped]);
  const store = searchStore(database);
  const searching = searchConsumer({ engine, store, events, clock, logger, wakeRelay, patents, needs });
  const reads = searchReads({ engine, clock, table, patents, needs, doubt: () => void searching.check() });
  onReturn(() => {
    searching.engineReturned().catch(() => undefined); // the database is unreachable: the events stay parked and show on /health
  });
  const check = async (): Promise<HealthPart> => {
    const part = await health();
    const unsound = part.ok ? await searching.unsound() : [];
    return unsound.length === 0
      ? part
      : { ok: false, key: 'health.search.building', details: { indexes: unsound.join(', ') } };
  };
  return {
    handlers: {
      'search.patents': ({ actor, query }) => reads.patents(actor, query),
      'search.needs': ({ actor, query }) => reads.needs(actor, query),
    },
    readers: searching.readers,
    followers: searching.followers,
    jobs: searching.jobs,
    checks: { search: check },
    start: searching.start,
    stop: () => searching.stop().then(engine.stop),
    offers: {
      searching,
      reads,
      /** Titles by id, of the things that the actor may find. */
      titles: { patent: titlesOf(patents.present, mayKnowListing), need: titlesOf(needs.present, mayKnowNeed) },
    },
  } satisfies Feature;
}
