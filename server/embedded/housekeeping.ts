/** What the store does by itself: it deletes documents whose time is over. */
import type { Doc, Value } from './bson.ts';
import type { Index } from './catalog.ts';
import { Blocked } from './locks.ts';
import type { Store } from './store.ts';
import { remove } from './writes.ts';

const MOST_AT_ONCE = 1000;

/** Deletes what TTL indexes say is over, as MongoDB does about once a minute. */
export const expire = (store: Store, now: number): void => {
  for (const c of store.catalog.values())
    for (const index of c.indexes) {
      if (index.expireAfter === undefined) continue;
      const filter = expired(index, new Date(now - index.expireAfter * 1000));
      try {
        for (let n = MOST_AT_ONCE; n === MOST_AT_ONCE;)
          n = store.atomically(() => remove(store, c, { filter, limit: MOST_AT_ONCE })).length;
      } catch (error) {
        // A transaction has it: the next round takes it.
        if (!(error instanceof Blocked)) throw error;
      }
    }
};

const expired = (index: Index, before: Date): Doc => {
  const over: Doc = new Map([[index.fields[0]?.path ?? '', new Map([['$lt', before]])]]);
  return index.partial ? new Map<string, Value>([['$and', [over, index.partial.query]]]) : over;
};
