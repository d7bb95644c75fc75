import type { Meilisearch, MultiSearchQuery } from 'meilisearch';
import { conditionsOf, piecesField, queryOf } from './meili-query.ts';
import {
  type NearQuery,
  type NearResult,
  type NearWord,
  rarity,
  type SearchHit,
  type SearchWord,
} from './search-engine.ts';

/** Of a longer query the rarest words decide what comes near. */
const mostTelling = 4;
/** Best documents taken of each question, and from how early a place on they count half. */
const perQuestion = 50;
const halfAt = 20;
/** How long a count of documents is taken for current: it only weighs. */
const countsKeptMs = 300_000;
const mostCounts = 20_000;
/** A single character in more than this share of all titles finds nothing. */
const commonShare = 0.03;

type Question = Readonly<{ words: readonly SearchWord[]; anyPieceOf: readonly NearWord[]; worth: number }>;

/**
 * What comes near to some words, of one index. Meilisearch finds by all words or by none, so it is asked several questions
 * at once: each two words, one of them or both in other words; names with something between their parts; single words. The
 * documents that stand high in telling answers are returned.
 */
export function meiliNear(uid: string, read: (hit: Record<string, unknown>, fields: readonly string[]) => SearchHit) {
  const known = new Map<string, number>();
  let size = 0;
  let countedAt = -Infinity;

  const many = async (client: Meilisearch, queries: readonly Omit<MultiSearchQuery, 'indexUid'>[]) =>
    queries.length === 0
      ? []
      : (
          await client.multiSearch<Readonly<{ queries: MultiSearchQuery[] }>, { id: string }>({
            queries: queries.map((query) => ({ indexUid: uid, matchingStrategy: 'all' as const, ...query })),
          })
        ).results;

  const count = async (client: Meilisearch, pieces: readonly string[]): Promise<void> => {
    if (performance.now() - countedAt > countsKeptMs || known.size > mostCounts) {
      known.clear();
      size = (await client.index(uid).getStats()).numberOfDocuments;
      countedAt = performance.now();
    }
    const unknown = [...new Set(pieces)].filter((piece) => !known.has(piece));
    const counted = await many(
      client,
      unknown.map((piece) => ({ filter: anyOfPieces([piece]), limit: 0 })),
    );
    unknown.forEach((piece, at) => known.set(piece, totalOf(counted[at])));
  };
  const idf = (piece: string): number => rarity(size, known.get(piece) ?? 0);
  /** Whether to ask by a piece. Those of other words are not counted: they are many. */
  const finds = ({ text, isOwn }: NearWord['pieces'][number]): boolean => {
    const holding = known.get(text) ?? 0;
    return isOwn ? holding > 0 && (text.length > 1 || holding <= size * commonShare) : text.length > 1;
  };

  return async (client: Meilisearch, query: NearQuery): Promise<NearResult> => {
    await count(
      client,
      query.words.flatMap(({ pieces }) => pieces.filter(({ isOwn }) => isOwn).map(({ text }) => text)),
    );
    const tellingOf = ({ pieces }: NearWord) =>
      pieces.filter(({ isOwn }) => isOwn).reduce((sum, { text }) => sum + (known.get(text) ? idf(text) : 0), 0);
    const telling = query.words
      .map((word) => ({ word, worth: tellingOf(word) }))
      .sort((a, b) => b.worth - a.worth)
      .slice(0, mostTelling)
      .map(({ word }) => ({ ...word, pieces: word.pieces.filter(finds) }));
    const filter = query.filters.flatMap(conditionsOf);
    const questions = questionsOf(telling, tellingOf);
    const found = await many(
      client,
      questions.map(({ words, anyPieceOf }) => ({
        q: queryOf(words),
        filter: [...filter, ...anyPieceOf.flatMap(({ pieces }) => anyOfPieces(pieces.map(({ text }) => text)))],
        limit: perQuestion,
        attributesToRetrieve: ['id'],
      })),
    );
    const worths = new Map<string, number>();
    questions.forEach(({ worth }, at) =>
      found[at]?.hits.forEach(({ id }, place) => {
        worths.set(id, (worths.get(id) ?? 0) + (worth * halfAt) / (halfAt + place));
      }),
    );
    const best = [...worths].sort(([, a], [, b]) => b - a).slice(0, query.limit);
    if (best.length === 0) return { hits: [], idf };
    const { hits } = await client.index(uid).search('', {
      filter: [...filter, ...conditionsOf({ field: 'id', anyOf: best.map(([id]) => id) })],
      limit: query.limit,
      attributesToRetrieve: ['id', ...query.fields],
    });
    return { hits: hits.map((hit) => read(hit, query.fields)), idf };
  };
}

function questionsOf(telling: readonly NearWord[], worthOf: (word: NearWord) => number): Question[] {
  const questions: Question[] = [];
  const ask = (words: readonly SearchWord[], anyPieceOf: readonly NearWord[], worth: number): void => {
    if (anyPieceOf.every(({ pieces }) => pieces.length > 0)) questions.push({ words, anyPieceOf, worth });
  };
  telling.forEach((one, at) => {
    const worth = worthOf(one);
    ask([one.word], [], worth);
    if (one.parts)
      ask(
        one.parts.map((text) => ({ text, isOpen: false })),
        [],
        worth,
      );
    const pairs = { ...one, pieces: one.pieces.filter(({ text }) => text.length > 1) };
    if (telling.length === 1) ask([], [pairs], worth / 2);
    telling.forEach((other, place) => {
      if (place === at) return;
      ask([one.word], [other], worth + worthOf(other) / 2);
      if (place > at) ask([one.word, other.word], [], worth + worthOf(other));
      if (place > at) ask([], [one, other], (worth + worthOf(other)) / 2);
      for (const third of telling.slice(place + 1))
        if (place > at) ask([], [one, other, third], (worth + worthOf(other) + worthOf(third)) / 2);
    });
  });
  return questions;
}

const anyOfPieces = (pieces: readonly string[]): string[] => conditionsOf({ field: piecesField, anyOf: pieces });

const totalOf = (result: object | undefined): number =>
  result && 'estimatedTotalHits' in result ? Number(result.estimatedTotalHits) : 0;
