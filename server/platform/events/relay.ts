import { setTimeout as sleep } from 'node:timers/promises';
import type { EventType } from '../../domain/events.ts';
import type { Reader } from './reader.ts';
import { mergeOnce } from '../../domain/merge-once.ts';
import type { Clock } from '../clock.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Database } from '../database/mongo.ts';
import { createCatchUp } from './catch-up.ts';
import { createDelivery } from './delivery.ts';
import type { EventStore } from './event.store.ts';

const idlePollMs = 1_000;

export type Relay = Readonly<{
  /** Adds readers; throws when two have one name. */
  add: (readers: readonly Reader[]) => void;
  readersOf: (type: EventType) => readonly string[];
  /** Looks for new events now; called after each commit. */
  wake: () => void;
  start: () => void;
  stop: () => Promise<void>;
  /** Delivers everything that is due, for scripts and tests; returns how many deliveries were made. */
  drain: () => Promise<number>;
  /** Names of the readers that have not caught up with past events. */
  behind: () => Promise<string[]>;
}>;

export type RelayPorts = Readonly<{
  database: Database;
  events: EventStore;
  clock: Clock;
  logger: Logger;
}>;

/**
 * Delivers every event to its readers: independently of each other, and within a stream strictly in order. A failing
 * event is tried again with growing pauses and parked after ten tries, which stops only its stream for only that
 * reader.
 */
export function createRelay({ database, events, clock, logger }: RelayPorts): Relay {
  const readers: Reader[] = [];
  let isRunning = false;
  let loops: Promise<void>[] = [];
  const sleepers = new Set<AbortController>();

  const catchUp = createCatchUp(database, events, readers);
  const deliverNext = createDelivery({ database, events, clock, logger });

  /** Delivers the next batch, or marks a page of past events first (`taken: 1`). `taken: 0`: nothing to do. */
  const deliver = async (reader: Reader): Promise<{ taken: number; delivered: number }> => {
    if (!(await catchUp.mayDeliver(reader))) return { taken: 1, delivered: 0 };
    const result = await deliverNext(reader);
    if (result.taken === 0) await catchUp.hasNothingLeft(reader);
    return result;
  };

  const rest = async (ms: number) => {
    const sleeper = new AbortController();
    sleepers.add(sleeper);
    await sleep(ms, undefined, { signal: sleeper.signal }).catch(() => undefined); // woken
    sleepers.delete(sleeper);
  };

  const loop = async (reader: Reader) => {
    while (isRunning) {
      const { taken } = await database
        .retrying(() => deliver(reader), { abandonAfterMs: 60_000 })
        .catch((error: unknown) => {
          if (isRunning) logger.error({ reader: reader.name, error: describeError(error) }, 'relay cannot read');
          return { taken: 0 };
        });
      if (taken === 0 && isRunning) await rest(idlePollMs);
    }
  };

  const wake = () => {
    for (const sleeper of sleepers) sleeper.abort();
  };

  return {
    add: (more) => {
      mergeOnce('reader', ...[...readers, ...more].map(({ name }) => ({ [name]: name })));
      readers.push(...more);
    },
    readersOf: (type) => readers.filter(({ types }) => types.includes(type)).map(({ name }) => name),
    wake,
    start: () => {
      if (isRunning) return;
      isRunning = true;
      loops = readers.map(loop);
    },
    stop: async () => {
      isRunning = false;
      wake();
      await Promise.all(loops);
      loops = [];
    },
    behind: catchUp.behind,
    drain: async () => {
      let count = 0;
      for (let before = -1; before < count;) {
        before = count;
        for (const reader of readers) {
          for (let next = await deliver(reader); next.taken > 0; next = await deliver(reader)) count += next.delivered;
        }
      }
      return count;
    },
  };
}
