/** Source of time, replaced in tests. */
export interface Clock {
  /** Wall-clock time in milliseconds since 1970, as stored in documents. Jumps when the clock is set. */
  readonly now: () => number;
  /** Monotonic time in milliseconds, for timeouts and lifetimes. */
  readonly elapsed: () => number;
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
