import { setTimeout as sleep } from 'node:timers/promises';
import type { EventOf } from '../../domain/events.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EventStore } from '../../platform/events/event.store.ts';
import { type Reader, reader, type Touches } from '../../platform/events/reader.ts';
import { type Follower, follower } from '../../platform/events/tail.ts';
import type { JobHandler } from '../../platform/jobs/scheduler.ts';
import { describeError, type Logger } from '../../platform/logger.ts';
import {
  type IndexDefinition,
  type IndexWriter,
  SearchAway,
  type SearchDocument,
  type SearchEngine,
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
  wakeRelay: () => void;
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
const longestPauseMs = 3_600_000;
const notBuilt = 'search index not built, will try again';

/**
 * Keeps the indexes equal to the database. It always loads the present thing and writes that, so events may come late,
 * twice and in any order.
 */
export function searchConsumer(ports: SearchConsumerPorts) {
  const { engine, store, events, clock, logger, wakeRelay } = ports;
  const kept = [
    keptFrom(patentIndex, ports.patents, patentDocument),
    keptFrom(needIndex, ports.needs, needDocument),
  ] as const;
  const types = [...new Set(kept.flatMap((one) => one.types))];
  const built = new Set<string>();
  /** Indexes that are not sound and are being built anew. */
  const building = new Set<string>();
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
      const ids = one.touchedBy(event);
      if (ids.length > 0 && (await takesWrites(one))) await write(one, ids, engine.writer(one.index));
    }
  };

  /**
   * Whether to write to an index. One that is being built reads the events of that time itself, at the end. One that is
   * missing must not be written to: Meilisearch would make an index without settings, which answers no search.
   */
  const takesWrites = async ({ index }: Kept): Promise<boolean> => {
    if (engine.isInMemory) return built.has(index.name);
    if (building.has(index.name)) return false;
    if ((await engine.standing(index)) === 'sound') return true;
    await store.setBehind(index.name); // first: a crash during the build must not let this event be forgotten
    void check();
    return false;
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
    !engine.isInMemory && (await store.isCurrent(index.name, indexForm)) && (await isWhole(index));
  const isWhole = async (index: IndexDefinition): Promise<boolean> =>
    (await engine.standing(index)) === 'sound' && (await engine.lostWrites(index)) === 0;

  /** Builds every index that is missing, has other settings or an old form, or lost or missed changes. */
  const prepare = async (): Promise<void> => {
    // while the built-in engine serves, no process writes to Meilisearch
    if (engine.isInMemory) await store.setBehind();
    for (const one of kept) {
      const { name } = one.index;
      if (engine.isInMemory ? built.has(name) : await isCurrent(one)) continue;
      const standing = await engine.standing(one.index);
      if (!engine.isInMemory) await store.setBehind(name); // until it is built, so that a crash begins anew
      if (standing !== 'sound') building.add(name);
      try {
        const documents = await rebuildOne(one);
        logger.info({ index: name, standing, documents, engine: engine.name }, 'search index built');
      } finally {
        building.delete(name);
      }
    }
  };
  let preparing: Promise<void> | undefined;
  /** `prepare`, one at a time: who calls meanwhile waits for the one under way. */
  const prepareOnce = (): Promise<void> => (preparing ??= prepare().finally(() => (preparing = undefined)));

  let wasAway = false;
  /** A build that fails again and again (a document that Meilisearch refuses) is tried less and less often. */
  let failures = 0;
  let notBefore = 0;
  /** Looks whether the indexes are sound and builds what is not; lets events go on that were parked while the engine was away. */
  const check = async (): Promise<void> => {
    if (performance.now() < notBefore) return;
    try {
      await prepareOnce();
      if (wasAway) await goOn();
      wasAway = false;
      failures = 0;
    } catch (error) {
      wasAway = true;
      if (!(error instanceof SearchAway))
        notBefore = performance.now() + Math.min(1_000 * 2 ** failures++, longestPauseMs);
      if (!stopping.signal.aborted) logger.warn({ error: describeError(error) }, notBuilt);
    }
  };
  const goOn = async (): Promise<void> => {
    await events.unpark(readerName, clock.now());
    wakeRelay();
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

    /** Checks the indexes in the background, until they are there. */
    start: (): void => {
      ready = (async () => {
        for (let pause = 500; !stopping.signal.aborted; pause = Math.min(pause * 2, 30_000)) {
          try {
            return await prepareOnce();
          } catch (error) {
            if (stopping.signal.aborted) return;
            logger.warn({ error: describeError(error) }, notBuilt);
            await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined); // stopped
          }
        }
      })();
    },
    check,
    /** An index may be lost while nobody writes to it, or be the business of a server that somebody else runs. */
    jobs: (engine.isInMemory
      ? []
      : [{ kind: 'search.check', next: (now) => new Date(now.getTime() + 60_000), run: check }]) satisfies JobHandler[],
    /** The names of the indexes that answer no search, or not every one. */
    unsound: async (): Promise<string[]> => {
      const names: string[] = [];
      for (const { index } of kept) if (!(await isWhole(index))) names.push(index.name);
      return names;
    },
    /** Resolves when all indexes are built. */
    ready: () => ready,
    stop: async () => {
      stopping.abort();
      await ready;
      await preparing?.catch(() => undefined); // ended by us
    },

    /** Rebuilds every index and replaces the present one; returns the number of documents by index name. */
    rebuild: async (): Promise<Readonly<Record<string, number>>> => {
      const counts: Record<string, number> = {};
      for (const one of kept) counts[one.index.name] = await rebuildOne(one);
      return counts;
    },

    /** The engine can be asked again: events that were parked meanwhile are retried, and the indexes looked at. */
    engineReturned: async (): Promise<void> => {
      notBefore = 0;
      await goOn();
      await check();
    },
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
