import { Away } from '../away.ts';
import type { HealthPart } from '../health.ts';

/**
 * What can be searched of one kind of thing. The same definition makes an index of Meilisearch and of the built-in
 * engine.
 */
export type IndexDefinition = Readonly<{
  name: string;
  /** Fields whose words are searched, the most important first. */
  text: readonly string[];
  /** Those of them that name the thing: by pieces of these it is found in other words. */
  titles: readonly string[];
  /** Those of them in which nothing is guessed, as one digit makes another thing. */
  exact: readonly string[];
  /** Fields with one or several codes, to filter by and to count. */
  facets: readonly string[];
  /** Fields with a number, to filter by range and to sort by. */
  numbers: readonly string[];
  /** The number field that ranks equally relevant documents, the largest first. */
  newest: string;
}>;

/** One searchable thing, keyed by its id. An absent field is unknown and matches no filter. */
export type SearchDocument = Readonly<{ id: string } & Record<string, string | readonly string[] | number | undefined>>;

/** A document must pass all filters of a query. A range includes both ends. */
export type SearchFilter =
  | Readonly<{ field: string; anyOf: readonly string[] }>
  | Readonly<{ field: string; from?: number | undefined; to?: number | undefined }>;

/** A word as folded texts have it (half width, lower case, simplified). `isOpen`: longer words that begin so are as good. */
export type SearchWord = Readonly<{ text: string; isOpen: boolean }>;

export type SearchQuery = Readonly<{
  /** Each of them has to stand in the document, in any of its text fields. None: all documents, the newest first. */
  words: readonly SearchWord[];
  filters: readonly SearchFilter[];
  /** Facets whose values are counted among all found documents. */
  facets: readonly string[];
  /** By relevance when absent. Documents without the field come last. */
  sort?: Readonly<{ field: string; descending: boolean }> | undefined;
  offset: number;
  limit: number;
  /** Text fields to return with each document. */
  fields: readonly string[];
}>;

/** What documents may have in place of a word: the word itself, pieces of it or of other words, its two parts apart. */
export type NearWord = Readonly<{
  word: SearchWord;
  /** Stems, single Chinese characters and pairs of them. */
  pieces: readonly Readonly<{ text: string; isOwn: boolean }>[];
  parts: readonly [string, string] | undefined;
}>;

export type NearQuery = Readonly<{
  words: readonly NearWord[];
  filters: readonly SearchFilter[];
  fields: readonly string[];
  limit: number;
}>;

export type NearResult = Readonly<{
  hits: readonly SearchHit[];
  /** How much a piece tells, by how few documents have it. Only for the words' own pieces. */
  idf: (piece: string) => number;
}>;

/** How text is read; the engines index and ask with the same. */
export type Reading = Readonly<{
  /** One form of everything that people take for the same: width, case, traditional characters, µ and μ. */
  fold: (text: string) => string;
  /** Stems, single Chinese characters and pairs of them. */
  piecesOf: (text: string) => readonly string[];
}>;

/** `ln(1 + (N − n + 0.5) / (n + 0.5))` for a piece that `holding` of `documents` have. */
export const rarity = (documents: number, holding: number): number =>
  Math.log(1 + (Math.max(documents, holding) - holding + 0.5) / (holding + 0.5));

/** A piece of a field as runs of text, matched or not; never markup. */
export type Snippet = Readonly<{ field: string; parts: readonly Readonly<{ text: string; isMatch: boolean }>[] }>;

/** A found document with the text fields that were asked for, lists joined by `；`. */
export type SearchHit = Readonly<{ id: string; texts: Readonly<Record<string, string>> }>;

export type SearchResult = Readonly<{
  hits: readonly SearchHit[];
  /** How many documents were found; Meilisearch counts to `mostHits`. */
  total: number;
  /** The most common values first, at most `mostFacetValues`. */
  facets: Readonly<Record<string, readonly Readonly<{ value: string; count: number }>[]>>;
}>;

/** Meilisearch reads no more of a query; its phrases count as one. */
export const mostWords = 10;
/** Enough for the sections, classes and subclasses of the IPC. */
export const mostFacetValues = 1_000;

export type IndexWriter = Readonly<{
  /** Adds or replaces, keyed by id. */
  put: (documents: readonly SearchDocument[]) => Promise<void>;
  remove: (ids: readonly string[]) => Promise<void>;
}>;

/** An index with other settings was made by a write that found none: it answers no filter, and lacks older documents. */
export type IndexStanding = 'sound' | 'missing' | 'otherSettings';

/**
 * The search engine: Meilisearch, or the built-in one. When the promise of a write resolves, the write is durable and
 * will be found a moment later. Calls throw `SearchAway` while the engine is unreachable.
 */
export type SearchEngine = Readonly<{
  name: 'meilisearch' | 'builtin';
  /** Whether indexes live in this process's memory: they are lost with it, and only this process writes to them. */
  isInMemory: boolean;
  /** Whether the index is there with the settings of its definition; one that is not `sound` has to be rebuilt. */
  standing: (index: IndexDefinition) => Promise<IndexStanding>;
  /** How many writes the index accepted and then failed to carry out (a full disk): their documents are missing in it. */
  lostWrites: (index: IndexDefinition) => Promise<number>;
  writer: (index: IndexDefinition) => IndexWriter;
  search: (index: IndexDefinition, query: SearchQuery) => Promise<SearchResult>;
  /** Documents that come near: candidates, in no order that counts. */
  near: (index: IndexDefinition, query: NearQuery) => Promise<NearResult>;
  /** Builds a new index beside the present one, then replaces it in one step. */
  rebuild: (index: IndexDefinition, fill: (into: IndexWriter) => Promise<void>) => Promise<void>;
  /** Resolves when everything written so far can be found. */
  settle: () => Promise<void>;
  health: () => Promise<HealthPart>;
  stop: () => Promise<void>;
}>;

/** The engine is unreachable: it is being restarted, or an operator has to look at it. */
export class SearchAway extends Away {
  override readonly name = 'SearchAway';
}
