import { isDeepStrictEqual } from 'node:util';
import type { SearchParams, Settings } from 'meilisearch';
import { mark } from './marks.ts';
import {
  type IndexDefinition,
  mostFacetValues,
  mostHits,
  type SearchFilter,
  type SearchQuery,
} from './search-engine.ts';

/** Chinese and English. Without this hint a short Chinese title is easily taken for Japanese. */
const locales = ['cmn', 'eng'];
/** Words of a field shown in a snippet. */
const snippetWords = 40;

/** Index settings for Meilisearch. A requested sort goes before relevance. */
export const settingsOf = ({ text, facets, numbers, newest }: IndexDefinition): Settings => ({
  searchableAttributes: [...text],
  filterableAttributes: [...facets, ...numbers],
  sortableAttributes: [...numbers],
  rankingRules: ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness', `${newest}:desc`, 'id:asc'],
  localizedAttributes: [{ attributePatterns: ['*'], locales }],
  pagination: { maxTotalHits: mostHits },
  faceting: { maxValuesPerFacet: mostFacetValues, sortFacetValuesBy: { '*': 'count' } },
});

/** Whether an index has every setting of `wanted`; settings that `wanted` does not name may be anything. */
export const hasSettings = (found: Settings, wanted: Settings): boolean =>
  (Object.keys(wanted) as (keyof Settings)[]).every((name) =>
    isDeepStrictEqual(comparable(name, found[name]), comparable(name, wanted[name])),
  );

/** Meilisearch answers these lists in an order of its own. */
const unordered: readonly string[] = ['filterableAttributes', 'sortableAttributes'];
/** The settings of these groups that we set; Meilisearch fills in the others. */
const ours: Readonly<Record<string, readonly string[]>> = {
  pagination: ['maxTotalHits'],
  faceting: ['maxValuesPerFacet', 'sortFacetValuesBy'],
};

function comparable(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return unordered.includes(name) ? value.map(String).sort() : value;
  const fields = Object.hasOwn(ours, name) ? ours[name] : undefined;
  if (!fields || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([field]) => fields.includes(field)));
}

/** Search parameters for Meilisearch. The most common words are dropped first when not all match. */
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

/** Meilisearch cannot parse a backslash before a closing quote, so facet values never contain one. */
export const facetText = (value: string): string => value.replaceAll('\\', '＼');
const quoted = (value: string): string => `"${facetText(value).replaceAll('"', '\\"')}"`;
