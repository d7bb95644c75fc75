import { setTimeout as sleep } from 'node:timers/promises';

/** Lets a loop rest until there is something to do. */
export type Alarm = Readonly<{
  /** Ends the rest; rung while the loop works, it ends the next one at once, so that no ring is lost. */
  ring: () => void;
  /** Resolves after `ms`, or when the alarm rings. */
  rest: (ms: number) => Promise<void>;
}>;

export function createAlarm(): Alarm {
  let hasRung = false;
  let sleeper: AbortController | undefined;
  return {
    ring: () => {
      hasRung = true;
      sleeper?.abort();
    },
    rest: async (ms) => {
      if (!hasRung) {
        sleeper = new AbortController();
        await sleep(ms, undefined, { signal: sleeper.signal }).catch(() => undefined); // rung
        sleeper = undefined;
      }
      hasRung = false;
    },
  };
}
