/** What the store does once a minute: deletes expired documents, forgets idle cursors and sessions. */
import type { Doc, Value } from '../values/bson.ts';
import type { Index } from '../storage/catalog.ts';
import type { Clock } from './clock.ts';
import type { Cursors } from './cursors.ts';
import { Blocked } from '../storage/locks.ts';
import type { Sessions } from './sessions.ts';
import type { Store } from '../storage/store.ts';
import { remove } from '../storage/writes.ts';

const MOST_AT_ONCE = 1000;

/** A wall clock that jumps ahead by more is taken for a mistake: nothing expires until this much time has passed. */
const LEAP_MS = 60 * 60_000;

export class Housekeeping {
  private readonly store: Store;
  private readonly cursors: Cursors;
  private readonly sessions: Sessions;
  private readonly clock: Clock;
  /** Wall-clock time minus monotonic time, in milliseconds. */
  private ahead: number;
  private waitsUntil = -Infinity;

  constructor(store: Store, cursors: Cursors, sessions: Sessions, clock: Clock) {
    this.store = store;
    this.cursors = cursors;
    this.sessions = sessions;
    this.clock = clock;
    this.ahead = clock.now() - clock.elapsed();
  }

  round(): void {
    this.cursors.forgetIdle();
    this.sessions.forgetIdle();
    this.store.atomically(() => this.store.forgetRemembered());
    const ahead = this.clock.now() - this.clock.elapsed();
    if (ahead - this.ahead > LEAP_MS) this.waitsUntil = this.clock.elapsed() + LEAP_MS;
    if (this.ahead - ahead > LEAP_MS) this.waitsUntil = -Infinity;
    this.ahead = ahead;
    if (this.clock.elapsed() >= this.waitsUntil) this.expire();
  }

  /** Deletes documents that have expired by a TTL index, as MongoDB does about once a minute. */
  private expire(): void {
    const { store } = this;
    for (const c of store.catalog.values())
      for (const index of c.indexes) {
        if (index.expireAfter === undefined) continue;
        const filter = expired(index, new Date(this.clock.now() - index.expireAfter * 1000));
        try {
          for (let n = MOST_AT_ONCE; n === MOST_AT_ONCE;)
            n = store.atomically(() => remove(store, c, { filter, limit: MOST_AT_ONCE })).length;
        } catch (error) {
          // a transaction holds one of the documents: the next round deletes it
          if (!(error instanceof Blocked)) throw error;
        }
      }
  }
}

const expired = (index: Index, before: Date): Doc => {
  const over: Doc = new Map([[index.fields[0]?.path ?? '', new Map([['$lt', before]])]]);
  return index.partial ? new Map<string, Value>([['$and', [over, index.partial.query]]]) : over;
};
