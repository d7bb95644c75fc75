import { setTimeout as sleep } from 'node:timers/promises';
import { type EventOf, type EventType, isOneOf } from '../../domain/events.ts';
import { mergeOnce } from '../../domain/merge-once.ts';
import type { Clock } from '../clock.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Database } from '../database/mongo.ts';
import type { EventStore } from './event.store.ts';

type ReaderOf<Type extends EventType> = Readonly<{
  /** Permanent name: waiting events remember it. */
  name: string;
  types: readonly Type[];
  /**
   * `inside`: writes to the same database; its effect and the tick of the list happen in one transaction.
   * `outside`: search, mail, sockets; at least once, so the effect must be the same however often it happens.
   */
  kind: 'inside' | 'outside';
  apply: (event: EventOf<Type>) => Promise<void>;
}>;
/** Whoever acts on events, whichever they are. */
export type Reader = Omit<ReaderOf<EventType>, 'apply'> & Readonly<{ apply: (event: EventOf) => Promise<void> }>;

/** Declares a reader: its `types` say which events `apply` gets. */
export const reader = <Type extends EventType>({ apply, types, ...others }: ReaderOf<Type>): Reader => ({
  ...others,
  types,
  apply: async (event) => {
    if (isOneOf(event, types)) await apply(event);
  },
});

/** How copies of one kind of thing are kept fresh: which events change such things, and which things an event changed. */
export type Touches = Readonly<{ types: readonly EventType[]; touchedBy: (event: EventOf) => readonly string[] }>;

/** Declares what touches things of a kind; every other event touches none. */
export const touches = <Type extends EventType>(
  types: readonly Type[],
  idsOf: (event: EventOf<Type>) => readonly string[],
): Touches => ({ types, touchedBy: (event) => (isOneOf(event, types) ? idsOf(event) : []) });

const leaseMs = 30_000;
const idlePollMs = 1_000;
const mostTries = 10;
/** How long an event waits that has a waiting one before it in its stream. */
const blockedMs = 1_000;
const backOffMs = (tries: number) => Math.min(200 * 2 ** (tries - 1), 60_000);

export type Relay = Readonly<{
  /** Adds readers; throws when two have one name. */
  add: (readers: readonly Reader[]) => void;
  readersOf: (type: EventType) => readonly string[];
  /** Says that there may be something new; called after each commit. */
  wake: () => void;
  start: () => void;
  stop: () => Promise<void>;
  /** Delivers everything that is due now, for scripts and tests; answers how many events were delivered. */
  drain: () => Promise<number>;
}>;

export type RelayPorts = Readonly<{
  database: Database;
  events: EventStore;
  clock: Clock;
  logger: Logger;
}>;

/**
 * Hands every event to its readers: within one stream strictly in order, each reader by itself. A failing event is tried
 * again with growing pauses and parked after ten tries, which stops only its stream, only for that reader.
 */
export function createRelay({ database, events, clock, logger }: RelayPorts): Relay {
  const readers: Reader[] = [];
  let isRunning = false;
  let loops: Promise<void>[] = [];
  const sleepers = new Set<AbortController>();

  /** Delivers one event to `reader`; false when nothing is due. */
  const deliverOne = async (reader: Reader): Promise<'delivered' | 'waiting' | 'nothing'> => {
    const now = clock.now();
    const lease = new Date(now.getTime() + leaseMs);
    const claimed = await events.claim(reader.name, now, lease);
    if (!claimed) return 'nothing';
    const { event, tries } = claimed;
    const later = (ms: number) => new Date(now.getTime() + ms);

    if (await events.hasEarlier(reader.name, event)) {
      const next = { until: later(blockedMs), tries: tries - 1, parkedAt: null };
      await events.putBack(reader.name, event.id, lease, next);
      return 'waiting';
    }
    const { stream, seq, type } = event;
    try {
      if (reader.kind === 'inside') {
        await database.transaction(async () => {
          await reader.apply(event);
          if (!(await events.done(reader.name, event.id, lease))) throw new LeaseLost();
        });
      } else {
        await reader.apply(event);
        await events.done(reader.name, event.id, lease);
      }
      return 'delivered';
    } catch (error) {
      if (error instanceof LeaseLost) return 'waiting';
      const isPoison = tries >= mostTries;
      const next = { until: later(backOffMs(tries)), tries, parkedAt: isPoison ? now : null };
      await events.putBack(reader.name, event.id, lease, next);
      const fields = { reader: reader.name, stream, seq, type, tries, error: describeError(error) };
      if (isPoison) logger.error(fields, 'event parked: this stream stops for this reader');
      else logger.warn(fields, 'event not delivered, will try again');
      return 'waiting';
    }
  };

  const rest = async (ms: number) => {
    const sleeper = new AbortController();
    sleepers.add(sleeper);
    await sleep(ms, undefined, { signal: sleeper.signal }).catch(() => undefined); // woken
    sleepers.delete(sleeper);
  };

  const loop = async (reader: Reader) => {
    while (isRunning) {
      const result = await database
        .retrying(() => deliverOne(reader), { abandonAfterMs: 60_000 })
        .catch((error: unknown) => {
          if (isRunning) logger.error({ reader: reader.name, error: describeError(error) }, 'relay cannot read');
          return 'nothing' as const;
        });
      if (result === 'nothing' && isRunning) await rest(idlePollMs);
    }
  };

  const wake = () => {
    for (const sleeper of sleepers) sleeper.abort();
  };

  return {
    add: (more) => {
      readers.push(...more);
      mergeOnce('reader', ...readers.map(({ name }) => ({ [name]: name })));
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
    drain: async () => {
      let count = 0;
      for (let moved = true; moved;) {
        moved = false;
        for (const reader of readers) {
          for (let result = await deliverOne(reader); result !== 'nothing'; result = await deliverOne(reader)) {
            if (result !== 'delivered') continue; // it waits for its next try; others may be due
            count++;
            moved = true;
          }
        }
      }
      return count;
    },
  };
}

class LeaseLost extends Error {}
