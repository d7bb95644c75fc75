import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedder, Weights } from '../../../matching/index.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import type { EventOf } from '../../domain/events.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import { compiled, privateFolder } from '../../platform/config.ts';
import { type Reader, reader as readerOf } from '../../platform/events/reader.ts';
import type { Follower } from '../../platform/events/tail.ts';
import { describeError, type Logger } from '../../platform/logger.ts';
import type { JobHandler, Scheduler } from '../../platform/jobs/scheduler.ts';
import type { HealthPart } from '../../platform/doors/system.routes.ts';
import { type MatchingThread, matchingThread, ThreadAway } from './engine/matching-thread.ts';
import { spaceKeeper } from './engine/space-keeper.ts';
import { tableKeeper } from './engine/table-keeper.ts';
import { vectorKeeper } from './engine/vector-keeper.ts';
import type { Workshop } from './engine/workshop.ts';
import type { Questions, Stamped } from './engine/protocol.ts';
import { matchNeed, matchPatent, needStamp, patentStamp } from './match-documents.ts';
import type { MatchableNeed, MatchablePatent, MatchPorts } from './matches.ports.ts';
import type { MatchesStore } from './matches.store.ts';
import { rematching } from './rematching.ts';

export type MatchesConsumerPorts = Pick<MatchPorts, 'patents' | 'needs' | 'places'> &
  Readonly<{
    store: MatchesStore;
    clock: Clock;
    newId: NewId;
    logger: Logger;
    dataFolder: string;
    plan: Scheduler['plan'];
    work: Workshop['work'];
    /** Where a centre has plugged in a model server: asks it who it is. Throws as long as it does not answer. */
    openEmbedder: ((signal: AbortSignal) => Promise<Embedder>) | undefined;
    /** The platform's weights, as learned so far. */
    weights: () => Promise<Weights>;
    /** How often each need and patent stood in lists that were shown this week. */
    shownThisWeek: () => Promise<ReadonlyMap<string, number>>;
  }>;

type Change = Questions['change']['ask'];
/** How many lists that a thing stood in one event marks. */
const mostPartners = 500;
const jobKind = 'rematch';
const sliceMs = 3_000;
/** How many marked lists are taken up together: what is new in between waits for them. */
const atOnce = 50;
const saveEveryMs = 10 * 60_000;
const readyLimitMs = 10_000;

/** Keeps the matching index of this process equal to what is on offer, and each side's suggestions fresh. */
export function matchesConsumer(ports: MatchesConsumerPorts) {
  const { patents, needs, store, clock, newId, logger } = ports;
  const folder = privateFolder(ports.dataFolder, 'matching');
  const file = join(folder, 'index.bin');
  const tables = { shipped: compiled('matching/data/translation.tsv'), own: join(folder, 'translation.tsv') };
  const table = tableKeeper(tables.own, logger);
  const space = spaceKeeper({ folder, index: file, work: ports.work, logger });
  const stopping = new AbortController();
  const vectors = vectorKeeper({
    open: ports.openEmbedder,
    logger,
    signal: stopping.signal,
    /** Lists that were made before their meaning was known. */
    changed: async (kind, ids) => {
      await store.markDirty(kind, ids, true, newId);
      await planWork(clock.now());
    },
  });
  let ready: Promise<void> = Promise.resolve();
  let isReady = false;
  /** What events touched while the index is being filled. */
  let meanwhile = { patents: new Set<string>(), needs: new Set<string>() };
  let thread: MatchingThread | undefined;

  /** What to tell the thread of these things: those on offer, and those that no longer are. */
  const changeOf = async (
    presentPatents: readonly MatchablePatent[],
    presentNeeds: readonly MatchableNeed[],
    ids: Readonly<{ patents: readonly string[]; needs: readonly string[] }>,
  ): Promise<Change> => {
    const offered = presentPatents.filter(({ isOnOffer }) => isOnOffer);
    const wanted = presentNeeds.filter(({ isOnOffer }) => isOnOffer);
    const owners = [...offered, ...wanted].map(({ organisationId }) => organisationId);
    const places = await ports.places([...new Set(owners)]);
    const declined = await store.declinedPatents(wanted.map(({ id }) => id));
    return {
      patents: offered.map((patent): Stamped<ReturnType<typeof matchPatent>> => {
        const place = places.get(patent.organisationId);
        return { thing: matchPatent(patent, place), stamp: patentStamp(patent, place) };
      }),
      needs: wanted.map((need): Stamped<ReturnType<typeof matchNeed>> => {
        const place = places.get(need.organisationId);
        const no = declined.get(need.id) ?? [];
        return { thing: matchNeed(need, no, place), stamp: needStamp(need, no, place) };
      }),
      gonePatents: without(ids.patents, offered),
      goneNeeds: without(ids.needs, wanted),
    };
  };

  /** One change after the other, each loading when its turn has come: the last one knows the latest. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined); // its caller hears of it
    return turn;
  };

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

  /** Read and given in one turn, so that weights read earlier never replace later ones. */
  const takeWeights = (): Promise<void> =>
    inTurn(async () => void (await running().ask('useWeights', await ports.weights())));

  /** Reads the saved index and then everything that is on offer, skipping what the index already holds. */
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
    // what was saved once and not met now, and what changed after its page was read
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
          await takeWeights(); // what was learned since it was filled; from now on the follower hears of it
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

  /** Asks the thread once the index is filled; throws `ThreadAway` when that takes too long. */
  const ask: MatchingThread['ask'] = async (name, question) => {
    if (!isReady) await Promise.race([ready, sleep(readyLimitMs, undefined, { ref: false })]);
    if (!isReady) throw new ThreadAway('the matching index is being filled');
    return running().ask(name, question);
  };

  /** What every list is made with. */
  const options = async () => ({ today: dateInShanghai(clock.now()), shownThisWeek: await ports.shownThisWeek() });

  const rematch = rematching({ patents, needs, store, clock, newId, ask, options, refresh, stopping: stopping.signal });

  /**
   * Plans the work anew even where the same is planned: an update that changes nothing would not collide with the end
   * of a run that has not seen the latest marks, and they would lie.
   */
  const planWork = (now: Date) => ports.plan(jobKind, jobKind, now, { plan: newId() });

  /** Works through the marks for a few seconds, then lets other jobs come first. */
  const job: JobHandler = {
    kind: jobKind,
    run: async (_job, now) => {
      await table.keep(ask);
      await takeWeights(); // those of lists that are kept are the latest, whoever makes them
      for (const until = performance.now() + sliceMs; performance.now() < until && !stopping.signal.aborted;) {
        const rows = await store.nextDirty(now, atOnce);
        if (rows.length === 0) return;
        await rematch(rows, until);
      }
      await planWork(now);
    },
  };

  const touched = (event: EventOf): readonly [patentIds: readonly string[], needIds: readonly string[]] =>
    event.type === 'match.declined' ? [[], [event.data.needId]] : [patents.touchedBy(event), needs.touchedBy(event)];
  const types = [...patents.types, ...needs.types, 'match.declined'] as const;

  const reader: Reader = readerOf({
    name: 'matches',
    types,
    kind: 'inside',
    from: 'now',
    /** Only marks: one event may concern 500 patents, and ranking them all takes longer than a reader may. */
    apply: async (event) => {
      const [patentIds, needIds] = touched(event);
      await store.markDirty('patent', patentIds, true, newId);
      await store.markDirty('need', needIds, true, newId);
      // where it stood before, it may not stand any more
      await store.markDirty('need', await store.partnersOf('patentId', patentIds, mostPartners), false, newId);
      await store.markDirty('patent', await store.partnersOf('needId', needIds, mostPartners), false, newId);
      await planWork(clock.now());
    },
  });
  const follower: Follower = {
    types: [...types, 'weights.learned', 'table.learned'],
    see: async (event) => {
      if (event.type === 'weights.learned') return isReady ? takeWeights() : undefined;
      if (event.type === 'table.learned') return void (isReady && (await table.keep(running().ask)));
      const [patentIds, needIds] = touched(event);
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
    reader,
    follower,
    job,
    ask,
    options,
    tables,
    /** Marks every list to be made anew: other weights hold. */
    remakeAll: async (): Promise<void> => {
      for await (const page of needs.all()) {
        const ids = page.map(({ id }) => id);
        await store.markDirty('need', ids, false, newId);
      }
      for await (const page of patents.all()) {
        const ids = page.map(({ id }) => id);
        await store.markDirty('patent', ids, false, newId);
      }
      await planWork(clock.now());
    },
    /** Whether every list is as fresh as what it was made from. */
    isSettled: async (): Promise<boolean> => !(await store.hasDirty()),
    /** Fills the index in the background. */
    start: (): void => {
      thread = matchingThread(logger, begin);
      begin(thread);
      saving = setInterval(() => void save().then(() => space.keep(ask)), saveEveryMs).unref(); // a file of this process, no data of the exchange
    },
    ready: () => ready,
    health: async (): Promise<HealthPart> => {
      if (!isReady) return { ok: true, detail: 'the index is being filled' };
      const size = await running().ask('size', null);
      const fault = vectors.fault();
      const unread = fault === undefined ? '' : `; texts are not read: ${fault}`;
      return { ok: true, detail: `${size.patents} patents and ${size.needs} needs on offer${unread}` };
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

function without(ids: readonly string[], present: readonly { id: string }[]): string[] {
  const there = new Set(present.map(({ id }) => id));
  return ids.filter((id) => !there.has(id));
}
