/** Where time comes from; tests hand in one that they set. */
export interface Clock {
  /** Milliseconds since 1970: what documents say. May jump either way when somebody sets the clock. */
  readonly now: () => number;
  /** Milliseconds that only go forward: what everything that runs out is measured by. */
  readonly elapsed: () => number;
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
