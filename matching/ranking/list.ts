import { byScoreThenId, Top } from '../lexical/top.ts';
import type { PairScore, WeighedPair } from '../score/pair.ts';
import type { Weights } from '../score/weights.ts';
import type { Compared } from './question.ts';

/** One line of a ranked list. */
export interface Match extends PairScore {
  /** Apart from the score: below 1 for what was shown often this week. The list is ordered by score × exposure. */
  readonly exposure: number;
}

export interface MatchOptions {
  /** `YYYY-MM-DD`: what is in force, in time, expired. */
  readonly today: string;
  /** How often each patent (or need) was shown in the last seven days. */
  readonly shownThisWeek?: ReadonlyMap<string, number>;
  /** How often is often; 50 when left out. */
  readonly exposureCap?: number;
  /** Instead of the matcher's own: a centre's, or ones to try. */
  readonly weights?: Weights;
  /** `twoSided` (the default) asks that both sides gain; `asking` ranks by the asking side's probability alone. */
  readonly order?: 'twoSided' | 'asking';
}

const candidateCount = 300;

/** A pair on its way into a list: ranked by its numbers, explained only if it gets in. */
export interface Candidate {
  readonly id: string;
  readonly exposure: number;
  readonly passes: boolean;
  readonly compared: Compared;
  readonly pair: WeighedPair;
}

/** A candidate as a line of a list, with its reasons. */
export const lineOf = ({ pair, exposure }: Candidate): Match => ({ ...pair.inFull(), exposure });

/** Bounds are raised by this much, far above what rounding could take from them. */
const slack = 1 + 1e-9;

/** Candidates that pass their gates: the best by score, best first, and all of them. */
export interface Ranked {
  readonly best: readonly Candidate[];
  readonly passed: readonly Candidate[];
}

/** The best `k` that pass their gates, widening the candidates until there are enough or no more. */
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
    const bounds = Array.from(passed.values(), ({ id, pair, exposure }) => ({ id, score: pair.most()[by] * exposure }));
    const top = new Top(k);
    for (const { id, score } of bounds.sort(byScoreThenId)) {
      if (score * slack < top.floor) break; // nor can those after it get in
      const { pair, exposure = 0 } = passed.get(id) ?? {};
      if (pair) top.offer({ id, score: pair.quick()[by] * exposure });
    }
    return { best: top.sorted().flatMap(({ id }) => passed.get(id) ?? []), passed: [...passed.values()] };
  }
}
