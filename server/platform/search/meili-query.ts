import { mostHits } from '../../domain/search-limits.ts';
import { isDeepStrictEqual } from 'node:util';
import type { SearchParams, Settings } from 'meilisearch';
import { indexable } from './indexable.ts';
import {
  type IndexDefinition,
  mostFacetValues,
  type Reading,
  type SearchDocument,
  type SearchFilter,
  type SearchQuery,
  type SearchWord,
} from './search-engine.ts';

/** Chinese and English. Without this hint a short Chinese title is easily taken for Japanese. */
const locales = ['cmn', 'eng'];
/** Where a document keeps its text fields as they are searched, and the pieces of its titles. */
export const wordsOf = (field: string): string => `words.${field}`;
export const piecesField = 'pieces';

/** Index settings for Meilisearch. A requested sort goes before relevance. */
export const settingsOf = ({ text, facets, numbers, newest, exact }: IndexDefinition): Settings => ({
  searchableAttributes: text.map(wordsOf),
  filterableAttributes: ['id', ...facets, ...numbers, piecesField],
  sortableAttributes: [...numbers],
  rankingRules: ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness', `${newest}:desc`, 'id:asc'],
  localizedAttributes: [{ attributePatterns: ['*'], locales }],
  typoTolerance: { disableOnNumbers: true, disableOnAttributes: exact.map(wordsOf) },
  pagination: { maxTotalHits: mostHits },
  faceting: { maxValuesPerFacet: mostFacetValues, sortFacetValuesBy: { '*': 'count' } },
});

const han = /\p{Script=Han}/gu;

/**
 * A text as Meilisearch gets it: folded, each Chinese character a word of its own. Its dictionary would cut the same name
 * in different ways (大灯 is one word, and 灯 not in it); a row of characters is asked for as a phrase instead.
 */
export const spaced = (text: string, { fold }: Reading): string => fold(indexable(text)).replace(han, ' $& ');

/** A document as Meilisearch keeps it: as it is shown and filtered, as it is searched, and the pieces of its titles. */
export function kept(document: SearchDocument, { text, facets, titles }: IndexDefinition, reading: Reading): object {
  const list = (value: SearchDocument[string]): readonly string[] =>
    typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];
  const shown = Object.entries(document).map(([name, value]): [string, SearchDocument[string]] => {
    const clean = (item: string) => (facets.includes(name) ? facetText(indexable(item)) : indexable(item));
    if (typeof value === 'string') return [name, clean(value)];
    return typeof value === 'number' || value === undefined ? [name, value] : [name, list(value).map(clean)];
  });
  const words = text.map((field): [string, string[]] => [
    field,
    list(document[field]).map((item) => spaced(item, reading)),
  ]);
  const pieces = new Set(titles.flatMap((field) => list(document[field])).flatMap((item) => reading.piecesOf(item)));
  return { ...Object.fromEntries(shown), words: Object.fromEntries(words), [piecesField]: [...pieces] };
}

/** Words for the query of Meilisearch: what may be a phrase is one; what is being typed comes last, as a beginning. */
export const queryOf = (words: readonly SearchWord[]): string =>
  [...words]
    .sort((a, b) => Number(a.isOpen) - Number(b.isOpen))
    .map(({ text, isOpen }) => (isOpen || /^[a-z]+$/.test(text) ? text : `"${text.replace(han, ' $& ').trim()}"`))
    .join(' ');

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
  typoTolerance: ['disableOnNumbers', 'disableOnAttributes'],
};

function comparable(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return unordered.includes(name) ? value.map(String).sort() : value;
  const fields = Object.hasOwn(ours, name) ? ours[name] : undefined;
  if (!fields || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([field]) => fields.includes(field)));
}

/** Search parameters for Meilisearch, beside the query. */
export const paramsOf = (query: SearchQuery): SearchParams => ({
  filter: query.filters.flatMap(conditionsOf),
  facets: [...query.facets],
  ...(query.sort ? { sort: [`${query.sort.field}:${query.sort.descending ? 'desc' : 'asc'}`] } : {}),
  offset: query.offset,
  limit: query.limit,
  locales,
  matchingStrategy: 'all',
  attributesToRetrieve: ['id', ...query.fields],
});

export function conditionsOf(filter: SearchFilter): string[] {
  if ('anyOf' in filter) return [`${filter.field} IN [${filter.anyOf.map(quoted).join(', ')}]`];
  const { field, from, to } = filter;
  return [...(from === undefined ? [] : [`${field} >= ${from}`]), ...(to === undefined ? [] : [`${field} <= ${to}`])];
}

/** Meilisearch cannot parse a backslash before a closing quote, so facet values never contain one. */
const facetText = (value: string): string => value.replaceAll('\\', '＼');
const quoted = (value: string): string => `"${facetText(value).replaceAll('"', '\\"')}"`;
