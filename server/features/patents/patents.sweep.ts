import { system } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { concerning } from '../../domain/event.ts';
import { listingProcess, type ListingState } from '../../domain/patents/listing-process.ts';
import type { Commands } from '../../platform/events/commands.ts';
import { type JobHandler, nightlyAt } from '../../platform/jobs/scheduler.ts';
import type { PatentsStore, StoredPatent } from './patents.store.ts';

const batchSize = 500;
const lapsing = listingProcess.table.lapse.from;

/**
 * Each night: listings that nobody confirmed in time leave the public store, and those whose term is over lapse. One
 * command and one event for at most 500 of them; run again, it finds nothing left to do.
 */
export function patentsSweep(store: PatentsStore, commands: Commands): JobHandler {
  const sweep = async (
    now: Date,
    name: 'confirmations' | 'terms',
    find: (limit: number) => Promise<StoredPatent[]>,
    state: ListingState,
  ): Promise<void> => {
    const day = dateInShanghai(now);
    for (let n = 1; (await find(1)).length > 0; n++) {
      await commands.execute(
        {
          operation: 'patents.sweep',
          stream: `patentSweep:${name}-${day}`,
          actor: system,
          body: { commandId: `${now.toISOString()}-${n}` },
        },
        async () => {
          const found = await find(batchSize);
          const moved = found.map((patent) => ({ ...patent, version: patent.version + 1, state, confirmBy: null }));
          await store.replaceAll(moved); // if one changed meanwhile, the job runs again
          const concerns = concerning({ organisations: moved.map(({ organisationId }) => organisationId) });
          return { type: 'patents.becameDue', data: { state, changed: moved.map(({ _id }) => _id) }, concerns };
        },
      );
    }
  };

  return {
    kind: 'patents.sweep',
    next: nightlyAt(1),
    run: async (_job, now) => {
      const today = dateInShanghai(now);
      await sweep(now, 'terms', (limit) => store.expired(today, lapsing, limit), 'lapsed');
      await sweep(now, 'confirmations', (limit) => store.overdue(today, limit), 'dueForReview');
    },
  };
}
