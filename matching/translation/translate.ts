import type { QueryCounts } from '../lexical/query.ts';
import type { Translations } from './table.ts';

/** A term of the asking text with its own text. */
export interface AskedTerm {
  readonly term: number;
  readonly text: string;
  readonly count: number;
  readonly parts: number;
}

/**
 * A query in the other language: each term spreads its count over its translations by their probability; Latin words
 * and numbers also stand for themselves. `numberOf` says the number of a target, −1 when no document ever held it; `known`
 * is what is in the other language already.
 */
export function translateCounts(
  asked: readonly AskedTerm[],
  table: Translations,
  numberOf: (target: string) => number,
  known: QueryCounts = new Map(),
): QueryCounts {
  const counts = new Map(known);
  const add = (term: number, count: number, parts: number) => {
    const before = counts.get(term);
    if (term >= 0) counts.set(term, { count: (before?.count ?? 0) + count, parts: (before?.parts ?? 0) | parts });
  };
  for (const { term, text, count, parts } of asked) {
    const targets = table.get(text) ?? [];
    const total = targets.reduce((sum, [, p]) => sum + p, 0);
    for (const [target, p] of targets) add(numberOf(target), (count * p) / total, parts);
    if (targets.length === 0 && /^[a-z0-9.]+$/.test(text)) add(term, count, parts);
  }
  return counts;
}
