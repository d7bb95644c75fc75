import type { MatchOptions } from '../../../matching/index.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import type { MatchingThread } from './engine/matching-thread.ts';
import { matchIdOf, mayKnowNeed } from './match-rules.ts';
import type { MatchableNeed, MatchablePatent, MatchSources } from './matches.ports.ts';
import type { MatchesStore, StoredDirty } from './matches.store.ts';

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

/** How many suggestions each need and each patent keeps. */
const listLength = 20;

/** Makes marked lists anew: the suggestions of each side. */
export function rematching({ patents, needs, store, clock, newId, ask, options, refresh, stopping }: RematchingPorts) {
  /** Makes the suggestions to the owner of a need anew; answers the patents in them. */
  const suggestFor = async (need: MatchableNeed): Promise<string[]> => {
    const list = await ask('forNeed', { id: need.id, limit: listLength, ...(await options()) });
    const suggested = list.map(({ patentId, score, versions }) => ({
      matchId: matchIdOf(need.id, patentId),
      organisationId: need.organisationId,
      needId: need.id,
      patentId,
      score,
      versions,
    }));
    await store.setSuggestions('demander', { needId: need.id }, suggested, clock.now());
    return list.map(({ patentId }) => patentId);
  };

  /** The same for the owner of a patent, who only hears of needs that it may know; answers the needs that it serves. */
  const suggestTo = async (patent: MatchablePatent): Promise<string[]> => {
    const list = await ask('forPatent', { id: patent.id, limit: 2 * listLength, ...(await options()) });
    const present = new Map((await needs.present(list.map(({ needId }) => needId))).map((need) => [need.id, need]));
    const known = list.filter(({ needId }) => {
      const need = present.get(needId);
      return need !== undefined && mayKnowNeed(patent.organisationId, need);
    });
    const suggested = known.slice(0, listLength).map(({ needId, score, versions }) => ({
      matchId: matchIdOf(needId, patent.id),
      organisationId: patent.organisationId,
      needId,
      patentId: patent.id,
      score,
      versions,
    }));
    await store.setSuggestions('supplier', { patentId: patent.id }, suggested, clock.now());
    return list.map(({ needId }) => needId);
  };

  /**
   * Makes marked lists anew until the time is over and, of a thing that itself changed, marks the lists it now stands in.
   * What it has come to is done, whatever stops it.
   */
  return async (rows: readonly StoredDirty[], until: number): Promise<void> => {
    const idsOf = (kind: StoredDirty['kind'], of = rows) =>
      of.filter((row) => row.kind === kind).map((row) => row.thingId);
    const changed = rows.filter(({ isChanged }) => isChanged);
    if (changed.length > 0) await refresh(idsOf('patent', changed), idsOf('need', changed));
    const present = {
      patent: new Map((await patents.present(idsOf('patent'))).map((patent) => [patent.id, patent])),
      need: new Map((await needs.present(idsOf('need'))).map((need) => [need.id, need])),
    };
    const done: StoredDirty[] = [];
    try {
      for (const row of rows) {
        if (row !== rows[0] && (performance.now() >= until || stopping.aborted)) return;
        const patent = row.kind === 'patent' ? present.patent.get(row.thingId) : undefined;
        const need = row.kind === 'need' ? present.need.get(row.thingId) : undefined;
        const partners = patent ? await suggestTo(patent) : need ? await suggestFor(need) : [];
        if (!row.isChanged) {
          done.push(row);
          continue;
        }
        await store.markDirty(row.kind === 'patent' ? 'need' : 'patent', partners, false, newId);
        // at once: a partner that changed too marks it again, and would find it still marked as changed, for ever
        await store.cleaned([row]);
      }
    } finally {
      await store.cleaned(done);
    }
  };
}
