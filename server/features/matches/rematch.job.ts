import type { JobHandler } from '../../platform/jobs/scheduler.ts';
import type { MatchingIndex } from './matching-index.ts';
import { type MarkedLists, rematchKind } from './marked-lists.ts';
import type { MatchesStore } from './matches.store.ts';
import { type RematchingPorts, rematching } from './rematching.ts';

const sliceMs = 3_000;
/** How many marked lists are taken up together: what is new in between waits for them. */
const atOnce = 50;

export type RematchJobPorts = Pick<RematchingPorts, 'patents' | 'needs' | 'clock' | 'newId'> &
  Readonly<{ store: MatchesStore; index: MatchingIndex; marked: MarkedLists }>;

/** Works through the marks for a few seconds, then lets other jobs come first. */
export function rematchJob({ patents, needs, store, clock, newId, index, marked }: RematchJobPorts): JobHandler {
  const { ask, options, refresh, stopping } = index;
  const rematch = rematching({ patents, needs, store, clock, newId, ask, options, refresh, stopping });
  return {
    kind: rematchKind,
    run: async (_job, now) => {
      await index.takeLatest(); // lists that are kept are made with the latest, whoever makes them
      for (const until = performance.now() + sliceMs; performance.now() < until && !stopping.aborted;) {
        const rows = await store.nextDirty(now, atOnce);
        if (rows.length === 0) return;
        await rematch(rows, until);
      }
      await marked.plan();
    },
  };
}
