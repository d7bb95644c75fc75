import type { HealthPart } from '../doors/system.routes.ts';

/**
 * What can be found of one kind of thing, and by what. The same definition makes an index of Meilisearch and of the
 * built-in engine.
 */
export type IndexDefinition = Readonly<{
  name: string;
  /** Fields whose words are searched, the weightiest first. */
  text: readonly string[];
  /** Fields with one or several codes, to filter by and to count. */
  facets: readonly string[];
  /** Fields with a number, to filter by range and to sort by. */
  numbers: readonly string[];
  /** The number that decides between equals, the largest first. */
  newest: string;
}>;

/** One thing as it is searched, keyed by its id; an absent field is unknown and matches no filter. */
export type SearchDocument = Readonly<{ id: string } & Record<string, string | readonly string[] | number | undefined>>;

/** All filters of a query must hold. A range includes both ends. */
export type SearchFilter =
  | Readonly<{ field: string; anyOf: readonly string[] }>
  | Readonly<{ field: string; from?: number | undefined; to?: number | undefined }>;

export type SearchQuery = Readonly<{
  text: string;
  filters: readonly SearchFilter[];
  /** Facets to count the values of, among everything that was found. */
  facets: readonly string[];
  /** The most relevant first when absent; what lacks the field comes last. */
  sort?: Readonly<{ field: string; descending: boolean }> | undefined;
  offset: number;
  limit: number;
  /** Text fields to show a piece of, with the words that were found marked. */
  snippets: readonly string[];
}>;

/** A piece of a field as runs of text, some of which were found: never markup. */
export type Snippet = Readonly<{ field: string; parts: readonly Readonly<{ text: string; isMatch: boolean }>[] }>;

export type SearchResult = Readonly<{
  hits: readonly Readonly<{ id: string; snippets: readonly Snippet[] }>[];
  /** How many were found; Meilisearch estimates it and counts to `mostHits`. */
  total: number;
  /** The commonest values first, at most `mostFacetValues`. */
  facets: Readonly<Record<string, readonly Readonly<{ value: string; count: number }>[]>>;
}>;

/** How deep anybody may page into a result. */
export const mostHits = 10_000;
/** Enough for the sections, classes and subclasses of the IPC. */
export const mostFacetValues = 1_000;

export type IndexWriter = Readonly<{
  /** Adds or replaces, keyed by id. */
  put: (documents: readonly SearchDocument[]) => Promise<void>;
  remove: (ids: readonly string[]) => Promise<void>;
}>;

/**
 * What finds things: Meilisearch, or the built-in engine where there is none. What is written is kept once the promise
 * resolves and found a moment later. Throws `SearchAway` while the engine cannot be asked.
 */
export type SearchEngine = Readonly<{
  name: 'meilisearch' | 'builtin';
  /** Whether the index of this definition is lost with the process and fed by it alone. */
  isInMemory: boolean;
  /** Whether the index is there at all; one that is not has to be rebuilt. */
  has: (index: IndexDefinition) => Promise<boolean>;
  writer: (index: IndexDefinition) => IndexWriter;
  search: (index: IndexDefinition, query: SearchQuery) => Promise<SearchResult>;
  /** Builds the index anew beside the present one and puts it in its place in one step. */
  rebuild: (index: IndexDefinition, fill: (into: IndexWriter) => Promise<void>) => Promise<void>;
  /** Resolves when everything written so far is found. */
  settle: () => Promise<void>;
  health: () => Promise<HealthPart>;
  stop: () => Promise<void>;
}>;

/** The engine is not there at the moment; it is being started again, or has to be looked after. */
export class SearchAway extends Error {
  override readonly name = 'SearchAway';
}
