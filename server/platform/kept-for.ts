import type { Clock } from './clock.ts';

/** Caches an expensive answer for `ms` milliseconds; a failure is not cached. */
export function keptFor<Answer>(clock: Clock, ms: number, make: (now: Date) => Promise<Answer>): () => Promise<Answer> {
  let kept: { at: number; answer: Promise<Answer> } | undefined;
  return () => {
    const now = clock.now();
    if (kept && Math.abs(now.getTime() - kept.at) < ms) return kept.answer;
    const entry = { at: now.getTime(), answer: make(now) };
    kept = entry;
    entry.answer.catch(() => {
      if (kept === entry) kept = undefined; // the next caller tries again
    });
    return entry.answer;
  };
}
