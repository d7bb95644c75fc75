import type { Clock, NewId } from '../../platform/clock.ts';
import type { Scheduler } from '../../platform/jobs/scheduler.ts';
import type { MatchSources } from './matches.ports.ts';
import type { MatchesStore, StoredDirty } from './matches.store.ts';

export type MarkedListsPorts = MatchSources &
  Readonly<{ store: MatchesStore; clock: Clock; newId: NewId; plan: Scheduler['plan'] }>;

export const rematchKind = 'rematch';

/** The lists that are to be made anew, and the job that does it. */
export function markedLists({ patents, needs, store, clock, newId, plan }: MarkedListsPorts) {
  const add = (kind: StoredDirty['kind'], ids: readonly string[], isChanged: boolean) =>
    store.markDirty(kind, ids, isChanged, newId);
  /**
   * Plans the work anew even where the same is planned: an update that changes nothing would not collide with the end
   * of a run that has not seen the latest marks, and they would lie.
   */
  const planWork = () => plan(rematchKind, rematchKind, clock.now(), { plan: newId() });
  return {
    /** Marks the lists of these things; `isChanged` when the things themselves are not what they were. */
    add,
    plan: planWork,
    /** Marks every list: other weights hold. */
    addAll: async (): Promise<void> => {
      for await (const page of needs.all()) await add('need', idsOf(page), false);
      for await (const page of patents.all()) await add('patent', idsOf(page), false);
      await planWork();
    },
    /** Whether every list is as fresh as what it was made from. */
    isSettled: async (): Promise<boolean> => !(await store.hasDirty()),
  };
}

const idsOf = (things: readonly Readonly<{ id: string }>[]): string[] => things.map(({ id }) => id);

export type MarkedLists = ReturnType<typeof markedLists>;
