import type { MatchOptions } from '../../../matching/index.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import type { MatchingThread } from './engine/matching-thread.ts';
import { matchIdOf, mayKnowNeed } from './match-rules.ts';
import type { MatchSources } from './matches.ports.ts';
import type { MatchesStore, StoredDirty, Suggested } from './matches.store.ts';

export type RematchingPorts = MatchSources &
  Readonly<{
    store: MatchesStore;
    clock: Clock;
    newId: NewId;
    ask: MatchingThread['ask'];
    options: () => Promise<MatchOptions>;
    /** Tells the index of this process of things as they are now. */
    refresh: (patentIds: readonly string[], needIds: readonly string[]) => Promise<void>;
    stopping: AbortSignal;
  }>;

type Kind = StoredDirty['kind'];
/** The suggestions about each thing, and whose lists it now stands in. */
type Made = Readonly<{ lists: ReadonlyMap<string, readonly Suggested[]>; partnersOf: ReadonlyMap<string, string[]> }>;

/** How many suggestions each need and each patent keeps. */
const listLength = 20;
/** How many lists are read and written together. */
const together = 10;
const idsOf = (kind: Kind, rows: readonly StoredDirty[]): string[] =>
  rows.filter((row) => row.kind === kind).map((row) => row.thingId);

/** Makes marked lists anew: the suggestions of each side. */
export function rematching({ patents, needs, store, clock, newId, ask, options, refresh, stopping }: RematchingPorts) {
  /** The suggestions to the owners of needs. */
  const forNeeds = async (ids: readonly string[], how: MatchOptions): Promise<Made> => {
    const present = new Map((await needs.present(ids)).map((need) => [need.id, need]));
    const lists = new Map<string, Suggested[]>();
    const partnersOf = new Map<string, string[]>();
    for (const [id, { organisationId }] of present) {
      const list = await ask('forNeed', { id, limit: listLength, ...how });
      partnersOf.set(
        id,
        list.map(({ patentId }) => patentId),
      );
      lists.set(
        id,
        list.map(({ patentId, score, versions }) => ({
          ...{ matchId: matchIdOf(id, patentId), organisationId, needId: id, patentId, score, versions },
        })),
      );
    }
    return { lists, partnersOf };
  };

  /** The same for the owners of patents, who only hear of needs that they may know. */
  const forPatents = async (ids: readonly string[], how: MatchOptions): Promise<Made> => {
    const present = new Map((await patents.present(ids)).map((patent) => [patent.id, patent]));
    const ranked = new Map<string, Awaited<ReturnType<typeof ask<'forPatent'>>>>();
    for (const id of present.keys()) ranked.set(id, await ask('forPatent', { id, limit: 2 * listLength, ...how }));
    const found = [...new Set([...ranked.values()].flatMap((list) => list.map(({ needId }) => needId)))];
    const known = new Map((await needs.present(found)).map((need) => [need.id, need]));
    const lists = new Map<string, Suggested[]>();
    const partnersOf = new Map<string, string[]>();
    for (const [id, { organisationId }] of present) {
      const list = ranked.get(id) ?? [];
      partnersOf.set(
        id,
        list.map(({ needId }) => needId),
      );
      const told = list.filter(({ needId }) => {
        const need = known.get(needId);
        return need !== undefined && mayKnowNeed(organisationId, need);
      });
      lists.set(
        id,
        told.slice(0, listLength).map(({ needId, score, versions }) => ({
          ...{ matchId: matchIdOf(needId, id), organisationId, needId, patentId: id, score, versions },
        })),
      );
    }
    return { lists, partnersOf };
  };

  /** Makes and keeps the lists of some of the `marked`, which are all made anew now. */
  const remake = async (rows: readonly StoredDirty[], marked: ReadonlySet<string>, how: MatchOptions) => {
    const needLists = await forNeeds(idsOf('need', rows), how);
    const patentLists = await forPatents(idsOf('patent', rows), how);
    const now = clock.now();
    await store.setSuggestions('demander', 'needId', needLists.lists, now);
    await store.setSuggestions('supplier', 'patentId', patentLists.lists, now);
    const changed = rows.filter(({ isChanged }) => isChanged);
    const touched = (kind: Kind, { partnersOf }: Made, other: Kind): string[] =>
      [...new Set(idsOf(kind, changed).flatMap((id) => partnersOf.get(id) ?? []))].filter(
        // it is made anew already with what changed; marking it would keep two that changed busy with each other for ever
        (id) => !marked.has(`${other}:${id}`),
      );
    await store.markDirty('need', touched('patent', patentLists, 'need'), false, newId);
    await store.markDirty('patent', touched('need', needLists, 'patent'), false, newId);
    await store.cleaned(rows);
  };

  /**
   * Makes marked lists anew until the time is over and, of a thing that itself changed, marks the lists it now stands in.
   * What it has come to is done, whatever stops it.
   */
  return async (rows: readonly StoredDirty[], until: number): Promise<void> => {
    const changed = rows.filter(({ isChanged }) => isChanged);
    if (changed.length > 0) await refresh(idsOf('patent', changed), idsOf('need', changed));
    const marked = new Set(rows.map(({ kind, thingId }) => `${kind}:${thingId}`));
    const how = await options();
    for (let from = 0; from < rows.length; from += together) {
      if (from > 0 && (performance.now() >= until || stopping.aborted)) return;
      await remake(rows.slice(from, from + together), marked, how);
    }
  };
}
