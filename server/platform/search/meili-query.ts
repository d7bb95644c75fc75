import type { SearchParams, Settings } from 'meilisearch';
import { mark } from './marks.ts';
import {
  type IndexDefinition,
  mostFacetValues,
  mostHits,
  type SearchFilter,
  type SearchQuery,
} from './search-engine.ts';

/** Chinese and English: without a hint, a short Chinese title is easily taken for Japanese. */
const locales = ['cmn', 'eng'];
/** How many words of a field a snippet shows. */
const snippetWords = 40;

/** The settings of an index of Meilisearch. A sort that somebody asked for goes before relevance. */
export const settingsOf = ({ text, facets, numbers, newest }: IndexDefinition): Settings => ({
  searchableAttributes: [...text],
  filterableAttributes: [...facets, ...numbers],
  sortableAttributes: [...numbers],
  rankingRules: ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness', `${newest}:desc`, 'id:asc'],
  localizedAttributes: [{ attributePatterns: ['*'], locales }],
  pagination: { maxTotalHits: mostHits },
  faceting: { maxValuesPerFacet: mostFacetValues, sortFacetValuesBy: { '*': 'count' } },
});

/** A query in the terms of Meilisearch. Words that are common give way first, so that a long query finds something. */
export const paramsOf = (query: SearchQuery): SearchParams => ({
  filter: query.filters.flatMap(conditionsOf),
  facets: [...query.facets],
  ...(query.sort ? { sort: [`${query.sort.field}:${query.sort.descending ? 'desc' : 'asc'}`] } : {}),
  offset: query.offset,
  limit: query.limit,
  locales,
  matchingStrategy: 'frequency',
  attributesToRetrieve: ['id'],
  attributesToHighlight: [...query.snippets],
  attributesToCrop: query.snippets.map((field) => `${field}:${snippetWords}`),
  cropMarker: '…',
  highlightPreTag: mark.before,
  highlightPostTag: mark.after,
});

function conditionsOf(filter: SearchFilter): string[] {
  if ('anyOf' in filter) return [`${filter.field} IN [${filter.anyOf.map(quoted).join(', ')}]`];
  const { field, from, to } = filter;
  return [...(from === undefined ? [] : [`${field} >= ${from}`]), ...(to === undefined ? [] : [`${field} <= ${to}`])];
}

/** Meilisearch cannot read a backslash before a closing quote, so none is ever written into a facet. */
export const facetText = (value: string): string => value.replaceAll('\\', '＼');
const quoted = (value: string): string => `"${facetText(value).replaceAll('"', '\\"')}"`;
