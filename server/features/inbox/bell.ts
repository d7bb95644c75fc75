import type { HintMessage } from '../../api/socket.ts';
import type { EventType } from '../../domain/events.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/mongo.ts';
import { type Follower, follower } from '../../platform/events/tail.ts';
import { describeError, type Logger } from '../../platform/logger.ts';
import type { InboxesStore } from './inboxes.store.ts';

export type BellPorts = Readonly<{
  store: InboxesStore;
  database: Pick<Database, 'afterCommit'>;
  clock: Clock;
  logger: Logger;
  /** Sends a hint to the sockets of this process that follow its stream. */
  hint: (message: HintMessage) => void;
  /** The events after which inboxes change soon. */
  types: readonly EventType[];
}>;

/** An inbox is told of at most this often: whoever looks again then sees everything. */
const leastPauseMs = 300;
const pollMs = 1_000;
/** So long after an event inboxes may change by it: an own process tells at once, others are looked for. */
const awakeMs = 30_000;
/** Clocks of processes differ, and commits come late. */
const overlapMs = 5_000;
const mostAtOnce = 1_000;

/** Tells the sockets of all server processes whose inbox has changed; that they look again is left to them. */
export function inboxBell({ store, database, clock, logger, hint, types }: BellPorts) {
  let lastSeq = 0;
  const told = new Map<string, number>();
  const resting = new Map<string, NodeJS.Timeout>();
  const waiting = new Map<string, number>();

  const send = (id: string, seq: number): void => {
    hint({ stream: `inbox:${id}`, seq, type: 'inbox.changed' });
    const rested = () => {
      resting.delete(id);
      const next = waiting.get(id);
      waiting.delete(id);
      if (next !== undefined) send(id, next);
    };
    resting.set(id, setTimeout(rested, leastPauseMs).unref());
  };
  const tell = (id: string, seq: number): void => {
    if (told.get(id) === seq) return;
    if (told.size > 10_000) told.clear();
    told.set(id, seq);
    if (resting.has(id)) waiting.set(id, seq);
    else send(id, seq);
  };

  let seenAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const since = new Date(clock.now().getTime() - overlapMs);
    for (const { _id, seq } of await store.since(since, mostAtOnce)) tell(_id, seq);
  };
  const poll = (): void => {
    if (looking || performance.now() - seenAt > awakeMs) return;
    looking = look()
      .catch((error: unknown) =>
        logger.warn({ error: describeError(error) }, 'inboxes of other servers not looked for'),
      )
      .finally(() => (looking = undefined));
  };
  let timer: NodeJS.Timeout | undefined;

  return {
    /** Says, in a transaction, that inboxes change with it. */
    ring: async (ids: Iterable<string>): Promise<void> => {
      const list = [...new Set(ids)];
      if (list.length === 0) return;
      const now = clock.now();
      lastSeq = Math.max(lastSeq + 1, now.getTime());
      const seq = lastSeq;
      await store.changed(list, seq, now);
      database.afterCommit(() => list.forEach((id) => tell(id, seq)));
    },
    /** Looks for what other processes changed as long as there are events. */
    follower: follower(types, () => void (seenAt = performance.now())) satisfies Follower,
    start: () => void (timer = setInterval(poll, pollMs).unref()),
    stop: async () => {
      clearInterval(timer);
      for (const one of resting.values()) clearTimeout(one);
      await looking;
    },
  };
}

export type Bell = ReturnType<typeof inboxBell>;
