import { singles, type TokenKind } from '../text/analyse.ts';
import type { IndexConfig } from './config.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Part of the asking text; `weight` is the weight of each of its words. */
export interface QueryPart {
  readonly text: string;
  readonly weight: number;
}

/** A query term. `weight`: saturated count × idf × weight of its kind; `parts`: one bit per part it occurs in. */
export interface QueryTerm {
  readonly term: number;
  readonly kind: TokenKind;
  readonly weight: number;
  /** Weighted count, before saturation. */
  readonly count: number;
  readonly idf: number;
  readonly parts: number;
}

/** Weighted count and parts of each term, in order of first occurrence. */
export type QueryCounts = ReadonlyMap<number, { readonly count: number; readonly parts: number }>;

/** Counts the known terms of the parts, each occurrence with the weight of its part. */
export function countQuery(parts: readonly QueryPart[], vocabulary: Vocabulary): QueryCounts {
  const counts = new Map<number, { count: number; parts: number }>();
  parts.forEach(({ text, weight }, part) => {
    const count = (term: number) => {
      if (term < 0) return;
      const known = counts.get(term) ?? { count: 0, parts: 0 };
      counts.set(term, { count: known.count + weight, parts: known.parts | (1 << part) });
    };
    let before = -1;
    let beforeKind = '';
    singles(text, (kind, value, _start, _end, joined) => {
      const term = vocabulary.find(value);
      count(term);
      if (joined && beforeKind === kind) count(vocabulary.findPair(before, term));
      before = term;
      beforeKind = kind;
    });
  });
  return counts;
}

/** `ln(1 + (N − df + 0.5) / (df + 0.5))`: rare terms tell more; never negative. */
export function idf(documents: number, holding: number): number {
  return Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));
}

/** Weight of a kind of term, relative to a single term. */
export function kindWorth(kind: TokenKind, config: IndexConfig): number {
  return kind === 'word-pair' ? config.pairWeight.en : kind === 'char-pair' ? config.pairWeight.zh : 1;
}

/** Weight of a query term: `(k3 + 1) q / (k3 + q) × idf × weight of its kind`. */
export function termWeight(count: number, termIdf: number, kind: TokenKind, config: IndexConfig): number {
  const saturated = config.k3 === Infinity ? count : ((config.k3 + 1) * count) / (config.k3 + count);
  return saturated * termIdf * kindWorth(kind, config);
}
