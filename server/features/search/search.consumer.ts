import { setTimeout as sleep } from 'node:timers/promises';
import type { EventOf } from '../../domain/events.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EventStore } from '../../platform/events/event.store.ts';
import { type Reader, reader, type Touches } from '../../platform/events/reader.ts';
import { type Follower, follower } from '../../platform/events/tail.ts';
import { describeError, type Logger } from '../../platform/logger.ts';
import type {
  IndexDefinition,
  IndexWriter,
  SearchDocument,
  SearchEngine,
} from '../../platform/search/search-engine.ts';
import { indexForm, needDocument, needIndex, patentDocument, patentIndex } from './search.indexes.ts';
import type { SearchableNeed, SearchablePatent, SearchSource } from './search.sources.ts';
import type { SearchStore } from './search.store.ts';

export type SearchConsumerPorts = Readonly<{
  engine: SearchEngine;
  store: SearchStore;
  events: EventStore;
  clock: Clock;
  logger: Logger;
  patents: SearchSource<SearchablePatent>;
  needs: SearchSource<SearchableNeed>;
}>;

/** One index and the source of its documents. */
type Kept = Touches &
  Readonly<{
    index: IndexDefinition;
    present: (ids: readonly string[]) => Promise<readonly Versioned[]>;
    all: () => AsyncIterable<readonly Versioned[]>;
  }>;
type Versioned = Readonly<{ version: number; document: SearchDocument }>;

const readerName = 'search';
/** Events are re-read from this long before: servers' clocks differ, and transactions commit after their `at`. */
const overlapMs = 60_000;
const eventPage = 2_000;

/**
 * Keeps the indexes equal to the database. It always loads the present thing and writes that, so events may come late,
 * twice and in any order.
 */
export function searchConsumer(ports: SearchConsumerPorts) {
  const { engine, store, events, clock, logger } = ports;
  const kept = [
    keptFrom(patentIndex, ports.patents, patentDocument),
    keptFrom(needIndex, ports.needs, needDocument),
  ] as const;
  const types = [...new Set(kept.flatMap((one) => one.types))];
  const built = new Set<string>();
  const stopping = new AbortController();

  /**
   * Writes the present state of `ids`. Two processes may write the same thing in the wrong order, so each reads the
   * versions again after writing and repeats those that changed meanwhile.
   */
  const write = async (one: Kept, ids: readonly string[], into: IndexWriter): Promise<void> => {
    for (let open = [...new Set(ids)]; open.length > 0;) {
      const before = new Map((await one.present(open)).map((thing) => [thing.document.id, thing]));
      if (before.size > 0) await into.put([...before.values()].map(({ document }) => document));
      const gone = open.filter((id) => !before.has(id));
      if (gone.length > 0) await into.remove(gone);
      const after = new Map((await one.present(open)).map(({ document, version }) => [document.id, version]));
      open = open.filter((id) => before.get(id)?.version !== after.get(id));
    }
  };

  const see = async (event: EventOf): Promise<void> => {
    for (const one of kept) {
      // an index in memory that is being built reads the events of that time itself, at the end
      if (engine.isInMemory && !built.has(one.index.name)) continue;
      await write(one, one.touchedBy(event), engine.writer(one.index));
    }
  };

  /** Writes again what events since `from` touched. */
  const catchUp = async (one: Kept, from: Date, into: IndexWriter): Promise<void> => {
    let at = new Date(from.getTime() - overlapMs);
    for (;;) {
      const page: EventOf[] = await events.since(at, one.types, eventPage);
      const ids = page.flatMap((event) => one.touchedBy(event));
      for (let start = 0; start < ids.length; start += 500) await write(one, ids.slice(start, start + 500), into);
      const last = page.at(-1);
      if (!last || page.length < eventPage || last.at.getTime() === at.getTime()) return;
      at = last.at;
    }
  };

  const rebuildOne = async (one: Kept): Promise<number> => {
    const startedAt = clock.now();
    let count = 0;
    await engine.rebuild(one.index, async (into) => {
      for await (const page of one.all()) {
        stopping.signal.throwIfAborted();
        await into.put(page.map(({ document }) => document));
        count += page.length;
      }
      await catchUp(one, startedAt, into);
    });
    built.add(one.index.name);
    await catchUp(one, startedAt, engine.writer(one.index)); // what changed between the last read and the swap
    if (!engine.isInMemory) await store.setBuilt(one.index.name, indexForm);
    return count;
  };

  const isCurrent = async ({ index }: Kept): Promise<boolean> =>
    !engine.isInMemory && (await store.isCurrent(index.name, indexForm)) && (await engine.has(index));

  const prepare = async (): Promise<void> => {
    // while the built-in engine serves, no process writes to Meilisearch
    if (engine.isInMemory) await store.setBehind();
    for (const one of kept) {
      if (!(await isCurrent(one))) {
        const documents = await rebuildOne(one);
        logger.info({ index: one.index.name, documents, engine: engine.name }, 'search index built');
      }
    }
  };
  let ready: Promise<void> = Promise.resolve();

  return {
    isInMemory: engine.isInMemory,
    /** For an engine in another process: through the relay, so that nothing is lost while it is unreachable. */
    readers: (engine.isInMemory
      ? []
      : [reader({ name: readerName, types, kind: 'outside', from: 'now', apply: see })]) satisfies Reader[],
    /** For an engine in this process's memory. */
    followers: (engine.isInMemory ? [follower(types, see)] : []) satisfies Follower[],

    /** Builds, in the background, every index that is missing, has an old form or missed changes. */
    start: (): void => {
      ready = (async () => {
        for (let pause = 500; !stopping.signal.aborted; pause = Math.min(pause * 2, 30_000)) {
          try {
            return await prepare();
          } catch (error) {
            if (stopping.signal.aborted) return;
            logger.warn({ error: describeError(error) }, 'search index not built, will try again');
            await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined); // stopped
          }
        }
      })();
    },
    /** Resolves when all indexes are built. */
    ready: () => ready,
    stop: async () => {
      stopping.abort();
      await ready;
    },

    /** Rebuilds every index and replaces the present one; returns the number of documents by index name. */
    rebuild: async (): Promise<Readonly<Record<string, number>>> => {
      const counts: Record<string, number> = {};
      for (const one of kept) counts[one.index.name] = await rebuildOne(one);
      return counts;
    },

    /** Retries events that were parked while the engine was unreachable. */
    engineReturned: () => events.unpark(readerName, clock.now()),
  };
}

function keptFrom<Thing extends Readonly<{ id: string; version: number }>>(
  index: IndexDefinition,
  source: SearchSource<Thing>,
  documentOf: (thing: Thing) => SearchDocument,
): Kept {
  const versioned = (things: readonly Thing[]) =>
    things.map((thing) => ({ version: thing.version, document: documentOf(thing) }));
  return {
    index,
    types: source.types,
    touchedBy: source.touchedBy,
    present: async (ids) => versioned(await source.present(ids)),
    all: async function* () {
      for await (const page of source.all()) yield versioned(page);
    },
  };
}
