import { dateInShanghai } from '../../domain/calendar.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { nightlyAt } from '../../platform/jobs/scheduler.ts';
import { inboxReader } from './inbox.consumer.ts';
import type { InboxNeeds } from './inbox.ports.ts';
import { taskKeeper } from './keeping.ts';
import { rebuildTasks } from './rebuild.ts';
import { tasksReads } from './tasks.reads.ts';
import { tasksStore } from './tasks.store.ts';

/** What waits for whom. */
export function inboxFeature(
  { database, clock, holds }: Pick<Ground, 'database' | 'clock' | 'holds'>,
  { sources, remindBeforeDays }: InboxNeeds,
) {
  const store = tasksStore(database);
  const keep = taskKeeper({ store, holds, clock });
  const reads = tasksReads({ store, sources, remindBeforeDays, clock });
  return {
    handlers: {
      'inbox.mine': ({ actor, query, language }) => reads.mine(actor, query, language),
    },
    readers: [inboxReader({ sources, keep })],
    jobs: [{ kind: 'inbox.tidy', next: nightlyAt(1), run: (_job, now) => store.tidy(dateInShanghai(now)) }],
    offers: {
      /** Keeps the tasks of one thing anew, in the transaction in which something else than an event changed them. */
      keep: async (kind: string, id: string) => {
        for (const source of sources) if (source.kind === kind) await keep(source, [id]);
      },
      rebuild: () => rebuildTasks({ database, store, sources, keep }),
    },
  } satisfies Feature;
}
