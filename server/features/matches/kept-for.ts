import type { Clock } from '../../platform/clock.ts';

/** The same answer for a while, so that what is dear is not worked out for everybody who asks; a failure is not kept. */
export function keptFor<Answer>(clock: Clock, ms: number, make: (now: Date) => Promise<Answer>): () => Promise<Answer> {
  let kept: { at: number; answer: Promise<Answer> } | undefined;
  return () => {
    const now = clock.now();
    if (kept && Math.abs(now.getTime() - kept.at) < ms) return kept.answer;
    const entry = { at: now.getTime(), answer: make(now) };
    kept = entry;
    entry.answer.catch(() => {
      if (kept === entry) kept = undefined; // the next one tries again
    });
    return entry.answer;
  };
}
