import type { Clock, NewId } from '../../platform/clock.ts';
import type { Scheduler } from '../../platform/jobs/scheduler.ts';
import type { ListMarks } from './list-marks.store.ts';
import type { MatchSources } from './matches.ports.ts';

export type MarkedListsPorts = MatchSources &
  Readonly<{ marks: ListMarks; clock: Clock; newId: NewId; plan: Scheduler['plan'] }>;

export const rematchKind = 'rematch';

/** Marks lists that have to be remade, and plans the job that does it. */
export function markedLists({ patents, needs, marks, clock, newId, plan }: MarkedListsPorts) {
  const { add } = marks;
  /**
   * Plans the job even if it is planned already: an update that changes nothing would not conflict with the end of a
   * run that has not seen the latest marks, which would then stay.
   */
  const planWork = () => plan(rematchKind, rematchKind, clock.now(), { plan: newId() });
  return {
    /** Marks the lists of these things; `isChanged` if the things themselves changed. */
    add,
    plan: planWork,
    /** Marks every list, because other weights apply. */
    addAll: async (): Promise<void> => {
      for await (const page of needs.all()) await add('need', idsOf(page), false);
      for await (const page of patents.all()) await add('patent', idsOf(page), false);
      await planWork();
    },
    /** Whether no list waits to be remade. */
    isSettled: marks.isEmpty,
  };
}

const idsOf = (things: readonly Readonly<{ id: string }>[]): string[] => things.map(({ id }) => id);

export type MarkedLists = ReturnType<typeof markedLists>;
