import type { Database } from '../database/mongo.ts';
import type { EventStore } from './event.store.ts';
import { readersStore } from './readers.store.ts';
import type { Reader } from './reader.ts';

const pageSize = 500;

/**
 * Brings readers with `from: 'start'` up to date that are new to a database, or read a type that they did not before:
 * past events are marked as waiting for them, page by page, each page and its position in one transaction, so that a
 * crash loses nothing. Until all are marked nothing is delivered to the reader, so that it reads every stream in order.
 * Processes of an older program, which do not know the reader, must have stopped first.
 */
export function createCatchUp(database: Database, events: EventStore, readers: readonly Reader[]) {
  const store = readersStore(database);
  const live = new Set<string>();
  let registered: Promise<void> | undefined;

  const markNext = (name: string) =>
    database.transaction(async () => {
      const known = await store.known(name);
      if (known?.state !== 'marking') return;
      await store.marked(name, await events.markFor(name, known.missed, known.after, pageSize));
    });

  return {
    /** Marks the next page for a reader that needs it; true when events may be delivered to the reader. */
    mayDeliver: async ({ name }: Reader): Promise<boolean> => {
      registered ??= store.register(readers).catch((error: unknown) => {
        registered = undefined;
        throw error;
      });
      await registered;
      if (live.has(name)) return true;
      const state = (await store.known(name))?.state;
      if (state === 'marking') await markNext(name);
      if (state === 'live') live.add(name);
      return state !== 'marking';
    },
    /** Whether the reader is known to have caught up. */
    isLive: ({ name }: Reader): boolean => live.has(name),
    /** To be called when no event waits for the reader any more. */
    hasNothingLeft: async ({ name }: Reader): Promise<void> => {
      if (!live.has(name)) await store.caughtUp(name);
    },
    behind: store.behind,
  };
}
