import { setTimeout as sleep } from 'node:timers/promises';
import { type EventOf, type EventType, isOneOf } from '../../domain/events.ts';
import type { Clock } from '../clock.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Database } from '../database/mongo.ts';
import type { EventStore } from './event.store.ts';

/** Something in this process's memory that follows the events of every process. */
export type Follower = Readonly<{
  types: readonly EventType[] | 'all';
  see: (event: EventOf) => void | Promise<void>;
}>;

/** Declares a follower of some events: its `types` say which ones `see` gets. */
export const follower = <Type extends EventType>(
  types: readonly Type[],
  see: (event: EventOf<Type>) => void | Promise<void>,
): Follower => ({ types, see: (event) => (isOneOf(event, types) ? see(event) : undefined) });

export type Tail = Readonly<{
  wake: () => void;
  start: () => void;
  stop: () => Promise<void>;
  /** Reads what is new now; for tests and for whoever cannot wait. */
  catchUp: () => Promise<void>;
}>;

const overlapMs = 60_000;
/** How far a look goes back that is taken because something was just committed; the next whole one finds the rest. */
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
 * Keeps a process's memory (sockets, the matching index) in step with events of all processes. Clocks and commits do not
 * come in one order, so the last minute is read again each second, and what was seen is skipped.
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
  /** Somebody waits for a look at the whole last minute. */
  let isAwaited = false;

  /** Looks at the last minute once a second or when somebody waits for it, and else at the last second. */
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
  /** One round at a time; a caller who comes during one gets the next, which surely sees what it waits for. */
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
