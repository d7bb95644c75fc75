import type { JobHandler } from '../../platform/jobs/scheduler.ts';
import type { ListMarks } from './list-marks.store.ts';
import type { MatchingIndex } from './matching-index.ts';
import { type MarkedLists, rematchKind } from './marked-lists.ts';
import type { MatchesStore } from './matches.store.ts';
import { type RematchingPorts, rematching } from './rematching.ts';

const sliceMs = 3_000;
/** Marked lists per round; newer marks wait for the next round. */
const atOnce = 50;

export type RematchJobPorts = Pick<RematchingPorts, 'patents' | 'needs' | 'clock'> &
  Readonly<{ store: MatchesStore; marks: ListMarks; index: MatchingIndex; marked: MarkedLists }>;

/** Remakes marked lists for a few seconds, then lets other jobs run. */
export function rematchJob({ patents, needs, store, marks, clock, index, marked }: RematchJobPorts): JobHandler {
  const { ask, options, refresh, stopping } = index;
  const rematch = rematching({ patents, needs, store, marks, clock, ask, options, refresh, stopping });
  return {
    kind: rematchKind,
    run: async (_job, now) => {
      await index.takeLatest(); // stored lists are made with the latest weights and table, whichever process makes them
      for (const until = performance.now() + sliceMs; performance.now() < until && !stopping.aborted;) {
        const rows = await marks.next(now, atOnce);
        if (rows.length === 0) return;
        await rematch(rows, until);
      }
      await marked.plan();
    },
  };
}
