import type { QueryCounts } from '../lexical/query.ts';
import type { Language } from '../text/analyse.ts';
import type { Translations } from './lines.ts';
import type { TranslationTable } from './table.ts';

/** A term of the asking text. */
export interface AskedTerm {
  readonly term: number;
  readonly text: string;
  readonly count: number;
  readonly parts: number;
}

/**
 * Translates a query: each term spreads its count over its translations by probability; an untranslated Latin word or
 * number also stands for itself. `numberOf` gives the term number of a target, −1 if no document ever held it; `known`
 * is what has been translated already.
 */
export function translateCounts(
  asked: readonly AskedTerm[],
  table: Translations,
  numberOf: (target: string) => number,
  known: QueryCounts = new Map(),
): QueryCounts {
  const counts = new Map(known);
  for (const { term, text, count, parts } of asked) {
    const targets = shares(table.get(text));
    for (const [target, share] of targets) add(counts, numberOf(target), count * share, parts);
    if (targets.length === 0 && /^[a-z0-9.]+$/.test(text)) add(counts, term, count, parts);
  }
  return counts;
}

function add(counts: Map<number, { count: number; parts: number }>, term: number, count: number, parts: number): void {
  const before = counts.get(term);
  if (term >= 0) counts.set(term, { count: (before?.count ?? 0) + count, parts: (before?.parts ?? 0) | parts });
}

/** Translations with probabilities scaled to sum to 1. */
export function shares(
  targets: readonly (readonly [target: string, probability: number])[] = [],
): (readonly [target: string, share: number])[] {
  const total = targets.reduce((sum, [, p]) => sum + p, 0);
  return targets.map(([target, p]) => [target, p / total]);
}

/** Rewordings per term; from 5 to 40 the results are the same. */
const mostWordings = 5;
const other = { en: 'zh', zh: 'en' } as const;

/**
 * Rewords a query in its own language: each term spreads its count over what it translates to and back, including
 * itself (照明 is light or illumination, which is 光, 照 or 照明). Terms that the table does not know stay.
 */
export function rephraseCounts(
  asked: readonly AskedTerm[],
  language: Language,
  table: TranslationTable,
  numberOf: (target: string) => number,
): QueryCounts {
  const counts = new Map<number, { count: number; parts: number }>();
  for (const { term, text, count, parts } of asked) {
    const meanings = new Map<string, number>();
    for (const [there, p] of shares(table.from[language].get(text)))
      for (const [back, q] of shares(table.from[other[language]].get(there)))
        if (numberOf(back) >= 0) meanings.set(back, (meanings.get(back) ?? 0) + p * q);
    const likeliest = [...meanings].sort(([a, p], [b, q]) => q - p || (a < b ? -1 : 1)).slice(0, mostWordings);
    if (likeliest.length === 0) add(counts, term, count, parts);
    for (const [meaning, share] of likeliest) add(counts, numberOf(meaning), count * share, parts);
  }
  return counts;
}
