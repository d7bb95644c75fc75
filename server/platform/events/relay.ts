import type { EventType } from '../../domain/events.ts';
import type { Reader } from './reader.ts';
import { mergeOnce } from '../../domain/merge-once.ts';
import { type Alarm, createAlarm } from '../alarm.ts';
import type { Clock } from '../clock.ts';
import { describeError, type Logger } from '../logger.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Database } from '../database/mongo.ts';
import { createCatchUp } from './catch-up.ts';
import { createDelivery } from './delivery.ts';
import type { EventStore } from './event.store.ts';

const idlePollMs = 1_000;

export type Relay = Readonly<{
  /** Adds readers; throws when two have one name. */
  add: (readers: readonly Reader[]) => void;
  readersOf: (type: EventType) => readonly string[];
  /** Lets readers look for new events now, after a commit those of its type only. */
  wake: (committed?: Readonly<{ type: string }>) => void;
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
  const alarms = new Map<Reader, Alarm>();

  const catchUp = createCatchUp(database, events, readers);
  const deliverNext = createDelivery({ database, events, clock, logger });

  /** Delivers the next batch, or marks a page of past events first. `isMore`: there may be more to do at once. */
  const deliver = async (reader: Reader): Promise<{ isMore: boolean; delivered: number }> => {
    if (!(await catchUp.mayDeliver(reader))) return { isMore: true, delivered: 0 };
    const result = await deliverNext(reader);
    if (result.taken === 0) await catchUp.hasNothingLeft(reader);
    // one that catches up looks once more, to know that nothing is left
    return { ...result, isMore: result.isMore || (result.taken > 0 && !catchUp.isLive(reader)) };
  };

  /**
   * Readers of one event mark the same document in their transactions: side by side, each cut off the others' work, which
   * they began anew (two of five deliveries of a deal's events).
   */
  const inside = oneAtATime();
  const loop = async (reader: Reader, alarm: Alarm) => {
    const look = () => database.retrying(() => deliver(reader), { abandonAfterMs: 60_000 });
    while (isRunning) {
      const { isMore } = await (reader.kind === 'inside' ? inside(look) : look()).catch((error: unknown) => {
        if (isRunning) logger.error({ reader: reader.name, error: describeError(error) }, 'relay cannot read');
        return { isMore: false };
      });
      if (!isMore && isRunning) await alarm.rest(idlePollMs);
    }
  };

  const wake: Relay['wake'] = (committed) => {
    for (const [reader, alarm] of alarms) {
      const types: readonly string[] = reader.types;
      if (!committed || types.includes(committed.type)) alarm.ring();
    }
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
      loops = readers.map((reader) => {
        const alarm = createAlarm();
        alarms.set(reader, alarm);
        return loop(reader, alarm);
      });
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
          for (let next = await deliver(reader); next.isMore; next = await deliver(reader)) count += next.delivered;
        }
      }
      return count;
    },
  };
}
