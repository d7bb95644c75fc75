import type { HandlersOf } from '../../platform/pipeline.ts';
import type { searchReads } from './search.reads.ts';

export function searchRoutes(reads: ReturnType<typeof searchReads>): HandlersOf<'search'> {
  return {
    'search.patents': ({ actor, query }) => reads.patents(actor, query),
    'search.needs': ({ actor, query }) => reads.needs(actor, query),
  };
}
