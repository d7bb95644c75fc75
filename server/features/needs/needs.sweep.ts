import { system } from '../../domain/actors.ts';
import { dateInShanghai } from '../../domain/calendar.ts';
import { concerning } from '../../domain/event.ts';
import type { Commands } from '../../platform/events/commands.ts';
import { type JobHandler, nightlyAt } from '../../platform/jobs/scheduler.ts';
import type { NeedsStore } from './needs.store.ts';

const batchSize = 500;

/** Each night: needs that nobody confirmed in time, or that were wanted by a day now past, expire. */
export function needsSweep(store: NeedsStore, commands: Commands): JobHandler {
  return {
    kind: 'needs.sweep',
    next: nightlyAt(1),
    run: async (_job, now) => {
      const today = dateInShanghai(now);
      for (let n = 1; (await store.overdue(today, 1)).length > 0; n++) {
        const body = { commandId: `${now.toISOString()}-${n}` };
        await commands.execute(
          { operation: 'needs.sweep', stream: `needSweep:${today}`, actor: system, body },
          async () => {
            const found = await store.overdue(today, batchSize);
            const moved = found.map((need) => {
              const version = need.version + 1;
              return { ...need, version, state: 'expired' as const, confirmBy: null };
            });
            await store.replaceAll(moved); // if one changed meanwhile, the job runs again
            const concerns = concerning({ organisations: moved.map(({ organisationId }) => organisationId) });
            return { type: 'needs.expired', data: { changed: moved.map(({ _id }) => _id) }, concerns };
          },
        );
      }
    },
  };
}
