import { numberKeys } from '../../domain/patents/number-keys.ts';
import {
  type IndexDefinition,
  mostWords,
  type SearchEngine,
  type SearchHit,
  type SearchQuery,
  type SearchResult,
  type SearchWord,
  type Snippet,
} from '../../platform/search/search-engine.ts';
import { excerptOf } from './reading/excerpt.ts';
import { type Fit, fitOf, shortFormOf, type Sought } from './reading/fit.ts';
import { soughtPieces } from './reading/other-words.ts';
import { type QueryWord, readQuery } from './reading/read-query.ts';
import type { TranslationTable } from '../../../matching/translation/table.ts';

/** With fewer documents than this in which each word stands, the words are also looked for in other words. */
const few = 30;
/** With fewer than this that have every word in whatever words, such as lack some follow. */
const enough = 10;
/** So many candidates are looked at, and so many listed. */
const mostCandidates = 120;
const mostNear = 100;
/** How much better a document is in which every word stands as it was typed. */
const literally = 1.3;
/** A word of which less than this is there, in whatever words, is missing. */
const leastPresence = 0.3;
/** What follows the documents with every word has at least this share of the words, the rarer counting more. */
const leastShare = 0.3;

/** The facet with the numbers of a thing, see `numberKeys`. */
export const numbersFacet = 'numberKeys';

export type Asked = Omit<SearchQuery, 'words'> & Readonly<{ text: string }>;
export type Answered = Omit<SearchResult, 'hits'> &
  Readonly<{
    hits: readonly Readonly<{ id: string; snippets: readonly Snippet[] }>[];
    /** So many of the first have every word, as it was typed or in other words. */
    complete: number;
    /** Words, as typed, that some or all of the others do not have. */
    dropped: readonly string[];
  }>;

/**
 * Answers what people type: the documents with every word; where these are few, after them those that have the words in
 * other words, then those that lack some, and which words that are.
 */
export const asker =
  (engine: Pick<SearchEngine, 'search' | 'near'>, table: () => TranslationTable | undefined) =>
  async (index: IndexDefinition, { text, ...asked }: Asked): Promise<Answered> => {
    const keys = index.facets.includes(numbersFacet) ? numberKeys(text) : [];
    if (keys.length > 0) {
      const filters = [...asked.filters, { field: numbersFacet, anyOf: keys }];
      const found = await engine.search(index, { ...asked, filters, words: [] });
      return { ...found, hits: shown(found.hits, [], []), complete: found.total, dropped: [] };
    }
    const words = readQuery(text);
    if (words.length === 0 && text.trim() !== '') return nothing;
    const literal = words.length > mostWords ? noResult : await engine.search(index, { ...asked, words });
    const complete = literal.total;
    if (words.length === 0 || complete >= few)
      return { ...literal, hits: shown(literal.hits, words, asked.fields), complete, dropped: [] };
    const isWhole = !asked.sort && asked.offset === 0 && literal.hits.length === complete;
    const all = { words, filters: asked.filters, facets: [], offset: 0, limit: few, fields: index.text };
    const { hits } = isWhole || complete === 0 ? literal : await engine.search(index, all);
    return nearAnswer(engine, table(), index, asked, words, hits);
  };

const noResult: SearchResult = { hits: [], total: 0, facets: {} };
const nothing: Answered = { hits: [], total: 0, facets: {}, complete: 0, dropped: [] };

async function nearAnswer(
  engine: Pick<SearchEngine, 'search' | 'near'>,
  table: TranslationTable | undefined,
  index: IndexDefinition,
  asked: Omit<Asked, 'text'>,
  words: readonly QueryWord[],
  /** The documents in which every word stands. */
  literal: readonly SearchHit[],
): Promise<Answered> {
  const { filters } = asked;
  const sought = words.map((word): Sought => ({ word, pieces: soughtPieces(word.text, table) }));
  const nearWords = sought.map(({ word, pieces }) => ({
    word,
    pieces: pieces.map(({ text, worth }) => ({ text, isOwn: worth === 1 })),
    parts: shortFormOf(word.text),
  }));
  const near = { words: nearWords, filters, fields: index.text, limit: mostCandidates };
  const { hits, idf } = await engine.near(index, near);
  const isLiteral = new Set(literal.map(({ id }) => id));
  const candidates = [...literal, ...hits.filter(({ id }) => !isLiteral.has(id))];
  const weightOf = sought.map(({ pieces }) =>
    pieces.reduce((sum, { text, worth }) => sum + (worth === 1 ? idf(text) : 0), 0),
  );
  const fits = candidates.map((hit) => {
    const fields = index.text.map((name) => ({ text: hit.texts[name] ?? '', isTitle: index.titles.includes(name) }));
    return { hit, fit: fitOf(sought, fields, idf) };
  });
  // a word that is nowhere is told of, and asks for nothing
  const isAnywhere = words.map((_, at) => fits.some(({ fit }) => has(fit, at)));
  const sum = (part: (at: number) => number): number =>
    words.reduce((total, _, at) => total + (isAnywhere[at] ? (weightOf[at] ?? 0) * part(at) : 0), 0);
  const least = leastShare * sum(() => 1);
  /** Whether enough of the words is there to list it without the others. */
  const isAkin = (fit: Fit): boolean =>
    words.some((_, at) => has(fit, at)) && sum((at) => fit.presence[at] ?? 0) >= least;
  const rated = fits
    .map(({ hit, fit }) => {
      const isComplete = isLiteral.has(hit.id) || words.every((_, at) => has(fit, at));
      return { hit, fit, isComplete, score: fit.score * (isLiteral.has(hit.id) ? literally : 1) };
    })
    .filter(({ fit, isComplete }) => isComplete || isAkin(fit))
    .sort((a, b) => Number(b.isComplete) - Number(a.isComplete) || b.score - a.score || (a.hit.id < b.hit.id ? -1 : 1));
  const complete = rated.filter(({ isComplete }) => isComplete).length;
  const listed = complete >= enough ? rated.slice(0, complete) : rated.slice(0, mostNear);
  if (listed.length === 0) return nothing;
  const lacking = listed.slice(complete);
  const dropped = words.filter((_, at) => lacking.some(({ fit }) => !has(fit, at)));
  const ids = listed.map(({ hit }) => hit.id);
  const counted = await engine.search(index, {
    ...asked,
    words: [],
    filters: [...filters, { field: 'id', anyOf: ids }],
  });
  const byId = new Map(listed.map(({ hit }) => [hit.id, hit]));
  const page = asked.sort
    ? counted.hits.flatMap(({ id }) => byId.get(id) ?? [])
    : listed.slice(asked.offset, asked.offset + asked.limit).map(({ hit }) => hit);
  return {
    total: listed.length,
    facets: counted.facets,
    hits: shown(page, marked(sought), asked.fields),
    complete,
    dropped: dropped.map(({ typed }) => typed),
  };
}

const has = ({ presence }: Fit, at: number): boolean => (presence[at] ?? 0) >= leastPresence;

/** What is marked in an excerpt: the words, and what stands in their place. */
const marked = (sought: readonly Sought[]): SearchWord[] => [
  ...sought.map(({ word }) => word),
  ...sought.flatMap(({ pieces }) =>
    pieces.filter(({ text }) => text.length > 1).map(({ text }) => ({ text, isOpen: false })),
  ),
];

const shown = (hits: readonly SearchHit[], words: readonly SearchWord[], fields: readonly string[]) =>
  hits.map(({ id, texts }) => ({
    id,
    snippets: fields.flatMap((field) => excerptOf(field, texts[field] ?? '', words) ?? []),
  }));
