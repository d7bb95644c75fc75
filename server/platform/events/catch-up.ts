import type { Database } from '../database/mongo.ts';
import type { EventStore } from './event.store.ts';
import { readersStore } from './readers.store.ts';
import type { Reader } from './reader.ts';

const pageSize = 500;

/**
 * Brings a reader that is new to a database (or reads a type that it did not read before) up to date, if it reads from the
 * start: events that are older than it are marked as waiting for it, page by page, each page with its place in one
 * transaction, so that it goes on after a crash. Until all are marked the reader delivers nothing and what is new waits
 * behind: so within a stream it still reads in order. Processes of an older program, which do not know of the reader, must
 * have ended before.
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
    /** Takes the next step of a reader that is not up to date; answers whether it may deliver now. */
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
    /** Nothing is left that waits for the reader. */
    hasNothingLeft: async ({ name }: Reader): Promise<void> => {
      if (!live.has(name)) await store.caughtUp(name);
    },
    behind: store.behind,
  };
}
