import { Top } from '../lexical/top.ts';
import type { Candidate } from './list.ts';
import type { Compared } from './question.ts';

/** So many of each list are ranked by score whatever the question: as many as a screen shows. */
export const leading = 20;

/**
 * A short question's list for who reads on: the leading ones by score, then by turns the next by score and the next of each
 * other reading that is not listed yet. What a few words leave open, no single opinion settles. A shorter list is the
 * beginning of a longer one.
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

/** What else a short question may be read by, each in [0, 1]; 0 is not found that way. */
const measures: readonly ((compared: Compared) => number)[] = [
  ({ language, related }) => (language === 'en' ? related : 0),
  ({ asked }) => asked,
];

/** The best `k` by words of like meaning (English only, see `Question.compare`), and by how much of each is asked for; ties by id. */
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
