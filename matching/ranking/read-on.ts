import { Top } from '../lexical/top.ts';
import type { Candidate } from './list.ts';
import type { Compared } from './question.ts';

/** This many matches of each list are ranked by score only: as many as a screen shows. */
export const leading = 20;

/**
 * A longer list for a short, ambiguous question: the leading matches by score, then in turn the next by score and the
 * next unlisted one of each other reading. A shorter list is always the beginning of a longer one.
 */
export function readOn(
  k: number,
  best: readonly Candidate[],
  readings: readonly (readonly Candidate[])[],
): Candidate[] {
  const listed = new Map(best.slice(0, leading).map((candidate) => [candidate.id, candidate]));
  for (let before = -1; before < listed.size && listed.size < k;) {
    before = listed.size;
    for (const reading of [best, ...readings]) {
      const next = reading.find(({ id }) => !listed.has(id));
      if (next) listed.set(next.id, next);
    }
  }
  return [...listed.values()].slice(0, k);
}

/** Other readings of a short question, each in [0, 1]; 0 means not found that way. */
const measures: readonly ((compared: Compared) => number)[] = [
  ({ language, related }) => (language === 'en' ? related : 0),
  ({ asked }) => asked,
];

/** The best `k` by similar words (English only, see `Question.compare`), and by how much of each is asked for. */
export function readingsOf(candidates: readonly Candidate[], k: number): Candidate[][] {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  return measures.map((measure) => {
    const top = new Top(k);
    for (const { id, compared, exposure } of candidates) {
      const score = measure(compared) * exposure;
      if (score > 0) top.offer({ id, score });
    }
    return top.sorted().flatMap(({ id }) => byId.get(id) ?? []);
  });
}
