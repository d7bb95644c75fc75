import type { GateCode } from '../structured/gates.ts';
import type { PairScore } from '../score/pair.ts';
import type { Compared } from './question.ts';
import { leading } from './read-on.ts';

/** Why a pair is where it is in a list, or is not in it. */
export type Placement =
  | { readonly kind: 'listed'; readonly rank: number }
  | { readonly kind: 'gate'; readonly gates: readonly GateCode[] }
  /** Outscored. `needed`: the score of the last match listed by score; `rank`, if it is among the candidates. */
  | { readonly kind: 'score'; readonly score: number; readonly needed: number; readonly rank?: number }
  | { readonly kind: 'noSharedWords' };

/** The placement of `match`; `list` is the need's list, longer than the `k` that are shown. */
export function placementOf(match: PairScore, compared: Compared, list: readonly PairScore[], k: number): Placement {
  if (match.gates.length > 0) return { kind: 'gate', gates: match.gates };
  const at = list.findIndex((other) => other.patentId === match.patentId);
  if (at >= 0 && at < k) return { kind: 'listed', rank: at + 1 };
  if (compared.words === 0 && compared.pairs === 0) return { kind: 'noSharedWords' };
  const needed = list[Math.min(k, leading, list.length) - 1]?.score ?? 0;
  return { kind: 'score', score: match.score, needed, ...(at >= 0 && { rank: at + 1 }) };
}
