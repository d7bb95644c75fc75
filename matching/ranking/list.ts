import { byScoreThenId, Top } from '../lexical/top.ts';
import type { PairScore, WeighedPair } from '../score/pair.ts';
import type { Weights } from '../score/weights.ts';
import type { Compared } from './question.ts';

/** A line of a ranked list. */
export interface Match extends PairScore {
  /** Below 1 for what was shown often this week. Not part of the score; the list is ordered by score × exposure. */
  readonly exposure: number;
}

export interface MatchOptions {
  /** `YYYY-MM-DD`, for terms, deadlines and restrictions. */
  readonly today: string;
  /** How often each patent (or need) was shown in the last seven days. */
  readonly shownThisWeek?: ReadonlyMap<string, number>;
  /** The cap of `exposureFactor`; 50 by default. */
  readonly exposureCap?: number;
  /** Used instead of the matcher's own weights: a centre's, or ones under test. */
  readonly weights?: Weights;
  /** `twoSided` (default) ranks by the benefit of both sides, `asking` by the asking side's probability alone. */
  readonly order?: 'twoSided' | 'asking';
}

const candidateCount = 300;

/** A pair considered for a list; it is explained only if it gets in. */
export interface Candidate {
  readonly id: string;
  readonly exposure: number;
  readonly passes: boolean;
  readonly compared: Compared;
  readonly pair: WeighedPair;
}

/** A candidate as a line of a list, with its reasons. */
export const lineOf = ({ pair, exposure }: Candidate): Match => ({ ...pair.explained(), exposure });

/** Factor on bounds, far above any rounding error. */
const slack = 1 + 1e-9;

/** Candidates that pass their gates: the best, best first, and all of them. */
export interface Ranked {
  readonly best: readonly Candidate[];
  readonly passed: readonly Candidate[];
}

/** The best `k` candidates that pass their gates; considers more candidates until there are enough or no more. */
export function ranked(
  k: number,
  { order = 'twoSided' }: MatchOptions,
  asking: 'needSide' | 'patentSide',
  candidates: (count: number) => Candidate[],
): Ranked {
  const by = order === 'asking' ? asking : 'score';
  for (let count = Math.max(candidateCount, 2 * k); ; count *= 4) {
    const all = candidates(count);
    const passed = new Map(all.filter(({ passes }) => passes).map((candidate) => [candidate.id, candidate]));
    if (passed.size < k && all.length >= count) continue;
    const bounds = Array.from(passed.values(), ({ id, pair, exposure }) => ({
      id,
      score: pair.upperBound()[by] * exposure,
    }));
    const top = new Top(k);
    for (const { id, score } of bounds.sort(byScoreThenId)) {
      if (score * slack < top.floor) break; // nor can those after it
      const { pair, exposure = 0 } = passed.get(id) ?? {};
      if (pair) top.offer({ id, score: pair.probabilities()[by] * exposure });
    }
    return { best: top.sorted().flatMap(({ id }) => passed.get(id) ?? []), passed: [...passed.values()] };
  }
}
