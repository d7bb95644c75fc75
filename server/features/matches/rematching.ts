import type { MatchOptions } from '../../../matching/index.ts';
import { isFor } from '../../domain/audience.ts';
import { needAudience } from '../../domain/needs/need-visibility.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import type { MatchingThread } from './engine/matching-thread.ts';
import { matchIdOf } from './match-rules.ts';
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
/** One pair of a ranked list, whichever side it was made for. */
type Line = Pick<Suggested, 'needId' | 'patentId' | 'score' | 'versions'>;
/** By need, or by patent: all that stands in its list, and what of it its owner is told. */
type Made = ReadonlyMap<string, Readonly<{ organisationId: string; ranked: readonly Line[]; told: readonly Line[] }>>;

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
    const made: [string, { organisationId: string; ranked: Line[]; told: Line[] }][] = [];
    for (const { id, organisationId } of await needs.present(ids)) {
      const list = await ask('forNeed', { id, limit: listLength, ...how });
      const ranked = list.map(({ patentId, score, versions }) => ({ needId: id, patentId, score, versions }));
      made.push([id, { organisationId, ranked, told: ranked }]);
    }
    return new Map(made);
  };

  /** The same for the owners of patents, who only hear of needs that they may know. */
  const forPatents = async (ids: readonly string[], how: MatchOptions): Promise<Made> => {
    const made: [string, { organisationId: string; ranked: Line[] }][] = [];
    for (const { id, organisationId } of await patents.present(ids)) {
      const list = await ask('forPatent', { id, limit: 2 * listLength, ...how });
      const ranked = list.map(({ needId, score, versions }) => ({ needId, patentId: id, score, versions }));
      made.push([id, { organisationId, ranked }]);
    }
    const found = new Set(made.flatMap(([, { ranked }]) => ranked.map(({ needId }) => needId)));
    const known = new Map((await needs.present([...found])).map((need) => [need.id, need]));
    return new Map(
      made.map(([id, { organisationId, ranked }]) => {
        const told = ranked.filter(({ needId }) => {
          const need = known.get(needId);
          return need !== undefined && isFor(needAudience(need), organisationId);
        });
        return [id, { organisationId, ranked, told: told.slice(0, listLength) }];
      }),
    );
  };

  /** Makes and keeps the lists of some of the `marked`, which are all made anew now. */
  const remake = async (rows: readonly StoredDirty[], marked: ReadonlySet<string>, how: MatchOptions) => {
    const ofNeeds = await forNeeds(idsOf('need', rows), how);
    const ofPatents = await forPatents(idsOf('patent', rows), how);
    const now = clock.now();
    await store.setSuggestions('demander', 'needId', suggestionsIn(ofNeeds), now);
    await store.setSuggestions('supplier', 'patentId', suggestionsIn(ofPatents), now);
    const changed = rows.filter(({ isChanged }) => isChanged);
    const partners = (of: Kind, made: Made, kind: Kind): string[] => {
      const lines = idsOf(of, changed).flatMap((id) => made.get(id)?.ranked ?? []);
      const ids = new Set(lines.map((line) => (kind === 'need' ? line.needId : line.patentId)));
      // one that is marked is made anew already with what changed; marking it would keep two that changed busy for ever
      return [...ids].filter((id) => !marked.has(`${kind}:${id}`));
    };
    await store.markDirty('need', partners('patent', ofPatents, 'need'), false, newId);
    await store.markDirty('patent', partners('need', ofNeeds, 'patent'), false, newId);
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

const suggestionsIn = (made: Made): ReadonlyMap<string, readonly Suggested[]> =>
  new Map(
    [...made].map(([id, { organisationId, told }]) => [
      id,
      told.map((line) => ({ ...line, matchId: matchIdOf(line.needId, line.patentId), organisationId })),
    ]),
  );
