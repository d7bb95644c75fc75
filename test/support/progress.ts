import { setTimeout as sleep } from 'node:timers/promises';

/** Work that has not moved for this long hangs; a busy machine is slow, but it moves. */
const stillMs = 180_000;
/** What has taken long is looked at more rarely: looking costs, and is paid by the work that is waited for. */
const restsFor = (waitedMs: number, leastMs: number): number => Math.min(Math.max(leastMs, waitedMs / 6), 250);

/**
 * Waits until `isSo` holds. Fails when for three minutes it did not and `moves` (what changes meanwhile, such as how
 * much is left) gave nothing new: limits go by progress, not by the clock, so that no machine is too slow.
 */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  moves: () => unknown = () => undefined,
  pauseMs = 30,
): Promise<void> {
  let last: string | undefined;
  const begun = performance.now();
  for (let since = begun; !(await isSo()); await sleep(restsFor(performance.now() - begun, pauseMs))) {
    const now = JSON.stringify(await moves());
    if (now !== last) since = performance.now();
    else if (performance.now() - since > stillMs) throw new Error(`nothing moves until ${isSo.toString()}: ${now}`);
    last = now;
  }
}

/** Runs work of any length that reports its progress; fails after three minutes without any. */
export async function asLongAsItMoves<Outcome>(work: (moved: () => void) => Promise<Outcome>): Promise<Outcome> {
  let since = performance.now();
  const over = new AbortController();
  const stood = (async () => {
    while (performance.now() - since <= stillMs) await sleep(1_000, undefined, { signal: over.signal });
    throw new Error('nothing has moved for three minutes');
  })();
  try {
    return await Promise.race([work(() => (since = performance.now())), stood]);
  } finally {
    over.abort();
    stood.catch(() => undefined); // ended by us
  }
}
