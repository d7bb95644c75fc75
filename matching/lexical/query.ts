import { singles, type TokenKind } from '../text/analyse.ts';
import type { IndexConfig } from './config.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A piece of the asking text and how much each of its words counts. */
export interface QueryPart {
  readonly text: string;
  readonly weight: number;
}

/** A term of the query: its number, its weight (saturated count × idf × kind), and which parts it stands in (bit by index). */
export interface QueryTerm {
  readonly term: number;
  readonly kind: TokenKind;
  readonly weight: number;
  /** How much it was asked for, before saturation. */
  readonly count: number;
  readonly idf: number;
  readonly parts: number;
}

/** How much each term is asked for and in which parts, in order of first meeting. */
export type QueryCounts = ReadonlyMap<number, { readonly count: number; readonly parts: number }>;

/** Counts how often each known term occurs in the parts, each occurrence weighed by its part. */
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

/** `ln(1 + (N − df + 0.5) / (df + 0.5))`: rare terms say more; never negative. */
export function idf(documents: number, holding: number): number {
  return Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));
}

/** What a term of this kind counts beside a single term. */
export function kindWorth(kind: TokenKind, config: IndexConfig): number {
  return kind === 'word-pair' ? config.pairWeight.en : kind === 'char-pair' ? config.pairWeight.zh : 1;
}

/** What a term of the query weighs: `(k3 + 1) q / (k3 + q) × idf × the worth of its kind`. */
export function termWeight(count: number, termIdf: number, kind: TokenKind, config: IndexConfig): number {
  const saturated = config.k3 === Infinity ? count : ((config.k3 + 1) * count) / (config.k3 + count);
  return saturated * termIdf * kindWorth(kind, config);
}
