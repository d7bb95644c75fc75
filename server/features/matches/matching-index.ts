import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedder, Weights } from '../../../matching/index.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import type { Clock } from '../../platform/clock.ts';
import { compiled, privateFolder } from '../../platform/config.ts';
import { translationTables } from '../../platform/translation-tables.ts';
import type { Follower } from '../../platform/events/tail.ts';
import { describeError, type Logger } from '../../platform/logger.ts';
import { oneAtATime } from '../../platform/one-at-a-time.ts';
import type { HealthPart } from '../../platform/health.ts';
import { type MatchingThread, matchingThread, ThreadAway } from './engine/matching-thread.ts';
import type { Question, Questions } from './engine/protocol.ts';
import { spaceKeeper } from './engine/space-keeper.ts';
import { tableKeeper } from './engine/table-keeper.ts';
import { vectorKeeper } from './engine/vector-keeper.ts';
import type { Workshop } from './engine/workshop.ts';
import { indexChanges } from './index-changes.ts';
import type { MarkedLists } from './marked-lists.ts';
import type { MatchPorts } from './matches.ports.ts';
import type { MatchesStore } from './matches.store.ts';
import { touchedThings } from './touched-things.ts';

export type MatchingIndexPorts = Pick<MatchPorts, 'patents' | 'needs' | 'places'> &
  Readonly<{
    store: MatchesStore;
    clock: Clock;
    logger: Logger;
    dataFolder: string;
    marked: MarkedLists;
    work: Workshop['work'];
    /** Connects to a centre's model server, where there is one. Throws until it answers. */
    openEmbedder: ((signal: AbortSignal) => Promise<Embedder>) | undefined;
    /** The platform's weights, as learned so far. */
    weights: () => Promise<Weights>;
    /** How often each need and patent stood in lists shown this week. */
    shownThisWeek: () => Promise<ReadonlyMap<string, number>>;
  }>;

const saveEveryMs = 10 * 60_000;
const readyLimitMs = 10_000;

/** Keeps this process's matching index equal to what is on offer. */
export function matchingIndex(ports: MatchingIndexPorts) {
  const { patents, needs, places, store, clock, logger } = ports;
  const changeOf = indexChanges({ places, store });
  const folder = privateFolder(ports.dataFolder, 'matching');
  const file = join(folder, 'index.bin');
  const tables = translationTables(ports.dataFolder);
  const table = tableKeeper(tables.own, logger);
  const space = spaceKeeper({ folder, index: file, work: ports.work, logger });
  const stopping = new AbortController();
  const vectors = vectorKeeper({
    open: ports.openEmbedder,
    logger,
    signal: stopping.signal,
    /** Remakes lists that were made before the meaning of these things was known. */
    changed: async (kind, ids) => {
      await ports.marked.add(kind, ids, true);
      await ports.marked.plan();
    },
  });
  let ready: Promise<void> = Promise.resolve();
  let isReady = false;
  /** Ids touched by events while the index is being filled. */
  let meanwhile = { patents: new Set<string>(), needs: new Set<string>() };
  let thread: MatchingThread | undefined;

  /** Runs changes one at a time; each loads its data when its turn comes, so the last one is the latest. */
  const inTurn = oneAtATime();

  const refresh = (patentIds: readonly string[], needIds: readonly string[]): Promise<void> =>
    inTurn(async () => {
      const presentPatents = patentIds.length > 0 ? await patents.present(patentIds) : [];
      const presentNeeds = needIds.length > 0 ? await needs.present(needIds) : [];
      const change = await changeOf(presentPatents, presentNeeds, { patents: patentIds, needs: needIds });
      await running().ask('change', change);
      if (isReady) void vectors.keep(ask);
    });

  const running = (): MatchingThread => {
    if (!thread) throw new ThreadAway('matching has not begun');
    return thread;
  };

  /** Loads and sets the weights in one turn, so that older weights never replace newer ones. */
  const takeWeights = (): Promise<void> =>
    inTurn(async () => void (await running().ask('useWeights', await ports.weights())));

  /** Reads the saved index, then everything on offer except what the index holds already. */
  const fill = async (into: MatchingThread): Promise<void> => {
    const ipcTitles = compiled('matching/data/ipc-titles.tsv');
    await into.ask('open', { file, table: tables.shipped, ipcTitles });
    await table.keep(into.ask, true);
    const stamps = await into.ask('stamps', null);
    const kept = { patents: new Map(stamps.patents), needs: new Map(stamps.needs) };
    for await (const page of patents.all()) {
      stopping.signal.throwIfAborted();
      await inTurn(async () => {
        const change = await changeOf(page, [], { patents: [], needs: [] });
        const fresh = change.patents.filter(({ thing, stamp }) => kept.patents.get(thing.id) !== stamp);
        for (const { thing } of change.patents) kept.patents.delete(thing.id);
        if (fresh.length > 0) await into.ask('change', { ...change, patents: fresh });
      });
    }
    for await (const page of needs.all()) {
      stopping.signal.throwIfAborted();
      await inTurn(async () => {
        const change = await changeOf([], page, { patents: [], needs: [] });
        const fresh = change.needs.filter(({ thing, stamp }) => kept.needs.get(thing.id) !== stamp);
        for (const { thing } of change.needs) kept.needs.delete(thing.id);
        if (fresh.length > 0) await into.ask('change', { ...change, needs: fresh });
      });
    }
    // saved things that are no longer on offer, and what changed after its page was read
    await refresh([...kept.patents.keys(), ...meanwhile.patents], [...kept.needs.keys(), ...meanwhile.needs]);
    await takeWeights();
    await into.ask('save', null);
  };

  const begin = (into: MatchingThread): void => {
    isReady = false;
    ready = (async () => {
      for (let pause = 200; !stopping.signal.aborted; pause = Math.min(pause * 2, 10_000)) {
        try {
          meanwhile = { patents: new Set(), needs: new Set() };
          await fill(into);
          isReady = true;
          await takeWeights(); // what was learned while it was filled; from now on the follower is told
          await refresh([...meanwhile.patents], [...meanwhile.needs]);
          void space.keep(ask);
          void vectors.keep(ask);
          return;
        } catch (error) {
          if (stopping.signal.aborted) return;
          logger.warn({ error: describeError(error) }, 'the matching index is not filled, will try again');
          await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined); // stopped
        }
      }
    })();
  };

  /** Asks the thread once the index is filled. Throws `ThreadAway` when that takes too long. */
  const ask: MatchingThread['ask'] = async (name, question) => {
    if (!isReady) await Promise.race([ready, sleep(readyLimitMs, undefined, { ref: false })]);
    if (!isReady) throw new ThreadAway('the matching index is being filled');
    return running().ask(name, question);
  };

  /** As `ask`, but null instead of an error or a wait while the thread is away or being filled. */
  const askNow = async <Name extends Question>(
    name: Name,
    question: Questions[Name]['ask'],
  ): Promise<Questions[Name]['answer'] | null> => {
    if (!isReady) return null;
    return running()
      .ask(name, question)
      .catch((error: unknown) => {
        if (error instanceof ThreadAway) return null;
        throw error;
      });
  };

  /** Options of every list. */
  const options = async () => ({ today: dateInShanghai(clock.now()), shownThisWeek: await ports.shownThisWeek() });

  const { types, touchedBy } = touchedThings({ patents, needs });
  const follower: Follower = {
    types: [...types, 'weights.learned', 'table.learned'],
    see: async (event) => {
      if (event.type === 'weights.learned') return isReady ? takeWeights() : undefined;
      if (event.type === 'table.learned') return void (isReady && (await table.keep(running().ask)));
      const { patentIds, needIds } = touchedBy(event);
      if (isReady) return refresh(patentIds, needIds);
      for (const id of patentIds) meanwhile.patents.add(id);
      for (const id of needIds) meanwhile.needs.add(id);
    },
  };

  let saving: NodeJS.Timeout | undefined;
  const save = () =>
    ask('save', null).catch((error: unknown) => {
      logger.warn({ error: describeError(error) }, 'the matching index was not saved');
    });

  return {
    follower,
    ask,
    askNow,
    options,
    tables,
    refresh,
    stopping: stopping.signal,
    /** Loads the latest table and weights. */
    takeLatest: async (): Promise<void> => {
      await table.keep(ask);
      await takeWeights();
    },
    /** Fills the index in the background. */
    start: (): void => {
      thread = matchingThread(logger, begin);
      begin(thread);
      // a file of this process, no data of the exchange
      saving = setInterval(() => void save().then(() => space.keep(ask)), saveEveryMs).unref();
    },
    health: async (): Promise<HealthPart> => {
      if (!isReady) return { ok: true, key: 'health.matching.filling' };
      const { patents, needs } = await running().ask('size', null);
      const fault = vectors.fault();
      if (fault === undefined) return { ok: true, key: 'health.matching.ok', details: { patents, needs } };
      return { ok: true, key: 'health.matching.unread', details: { patents, needs, fault } };
    },
    stop: async (): Promise<void> => {
      clearInterval(saving);
      stopping.abort();
      await ready;
      if (isReady) await save();
      await thread?.stop();
    },
  };
}

export type MatchingIndex = ReturnType<typeof matchingIndex>;
