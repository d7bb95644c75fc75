import { setTimeout as sleep } from 'node:timers/promises';
import { type EventOf, type EventType, isOneOf } from '../../domain/events.ts';
import type { Clock } from '../clock.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Database } from '../database/mongo.ts';
import type { EventStore } from './event.store.ts';

/** Keeps something in this process's memory in step with the events of all processes. */
export type Follower = Readonly<{
  types: readonly EventType[] | 'all';
  see: (event: EventOf) => void | Promise<void>;
}>;

/** Declares a follower; `see` gets events of `types`. */
export const follower = <Type extends EventType>(
  types: readonly Type[],
  see: (event: EventOf<Type>) => void | Promise<void>,
): Follower => ({ types, see: (event) => (isOneOf(event, types) ? see(event) : undefined) });

export type Tail = Readonly<{
  wake: () => void;
  start: () => void;
  stop: () => Promise<void>;
  /** Reads what is new now; resolves when everything committed before the call was seen. */
  catchUp: () => Promise<void>;
}>;

const overlapMs = 60_000;
/** How far back a reading goes right after a commit; the next one that covers `overlapMs` finds the rest. */
const glanceMs = 1_000;
const pollMs = 1_000;
const pageSize = 2_000;

export type TailPorts = Readonly<{
  database: Database;
  events: EventStore;
  clock: Clock;
  logger: Logger;
  followers: readonly Follower[];
}>;

/**
 * Shows the events of all processes to followers (sockets, the matching index), once each. Commits do not become
 * visible in the order of their `at`, and clocks differ, so the last minute is read again every second, skipping what
 * was seen.
 */
export function createTail({ database, events, clock, logger, followers }: TailPorts): Tail {
  const named = followers.flatMap(({ types }) => (types === 'all' ? [] : types));
  const types = followers.some((follower) => follower.types === 'all') ? 'all' : [...new Set(named)];
  let seen = new Map<string, number>();
  let newest = clock.now().getTime();
  let isRunning = false;
  let loop: Promise<void> = Promise.resolve();
  let sleeper = new AbortController();
  let round: Promise<void> | undefined;

  let wholeAt = Number.NEGATIVE_INFINITY;
  /** `catchUp` was called: the next reading covers the whole last minute. */
  let isAwaited = false;

  /** Reads the last minute once a second or for `catchUp`, else only the last second. */
  const readOnce = async () => {
    const startedAt = performance.now();
    const isDue = isAwaited || startedAt - wholeAt >= pollMs;
    isAwaited = false;
    for (let from = newest - (isDue ? overlapMs : glanceMs); ;) {
      const page = await events.since(new Date(from), types, pageSize);
      for (const event of page) {
        const at = event.at.getTime();
        newest = Math.max(newest, at);
        if (seen.has(event.id)) continue;
        for (const follower of followers) {
          if (follower.types === 'all' || follower.types.includes(event.type)) await follower.see(event);
        }
        seen.set(event.id, at);
      }
      const last = page.at(-1);
      if (!last || page.length < pageSize || last.at.getTime() === from) break;
      from = last.at.getTime();
    }
    if (isDue) wholeAt = startedAt;
    if (seen.size > 4 * pageSize) seen = new Map([...seen].filter(([, at]) => at >= newest - 2 * overlapMs));
  };
  /** One reading at a time; a call during one waits for the next, which sees everything committed before the call. */
  const look = async (): Promise<void> => {
    await round;
    round ??= readOnce().finally(() => (round = undefined));
    await round;
  };

  return {
    wake: () => sleeper.abort(),
    catchUp: () => {
      isAwaited = true;
      return look();
    },
    start: () => {
      isRunning = true;
      loop = (async () => {
        while (isRunning) {
          await database.retrying(look, { abandonAfterMs: 60_000 }).catch((error: unknown) => {
            if (isRunning) logger.error({ error: describeError(error) }, 'events cannot be followed');
          });
          sleeper = new AbortController();
          if (isRunning) await sleep(pollMs, undefined, { signal: sleeper.signal }).catch(() => undefined); // woken
        }
      })();
    },
    stop: async () => {
      isRunning = false;
      sleeper.abort();
      await loop;
    },
  };
}
