import { dateInShanghai } from '../../domain/calendar.ts';
import { type Actor, actsFor, isAdministrator } from '../../domain/actors.ts';
import { operators } from '../../domain/tasks.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { nightlyAt } from '../../platform/jobs/scheduler.ts';
import type { Waiting } from '../../platform/waiting-things.ts';
import { inboxBell } from './bell.ts';
import { inboxReader, inboxTypes } from './inbox.consumer.ts';
import type { InboxNeeds } from './inbox.ports.ts';
import { inboxesStore } from './inboxes.store.ts';
import { taskKeeper } from './keeping.ts';
import { marksService } from './marks.service.ts';
import { marksStore } from './marks.store.ts';
import { thingOf } from './names.ts';
import { noticesReads } from './notices.reads.ts';
import { noticesStore } from './notices.store.ts';
import { ownInbox } from './own.ts';
import { rebuildTasks } from './rebuild.ts';
import { takingsService } from './takings.service.ts';
import { takingsStore } from './takings.store.ts';
import { tasksReads } from './tasks.reads.ts';
import { tasksStore } from './tasks.store.ts';
import { telling as createTelling } from './telling.ts';

/** What waits for whom, and what is new to whom. */
export function inboxFeature(
  { database, clock, logger, holds, commands, hint }: Ground,
  { sources, notices, people, remindBeforeDays }: InboxNeeds,
) {
  const tasks = tasksStore(database);
  const takings = takingsStore(database);
  const marks = marksStore(database);
  const told = noticesStore(database);
  const keep = taskKeeper({ store: tasks, holds, clock });

  const present = async (streams: readonly string[]): Promise<ReadonlyMap<string, Waiting>> => {
    const things = streams.map(thingOf);
    const found = new Map<string, Waiting>();
    for (const source of sources) {
      const ids = things.flatMap(({ kind, id }) => (kind === source.kind ? [id] : []));
      if (ids.length === 0) continue;
      for (const [id, one] of await source.present(ids, dateInShanghai(clock.now())))
        found.set(`${source.kind}:${id}`, one);
    }
    return found;
  };
  const telling = createTelling({ store: told, notices, present, clock });
  const types = inboxTypes({ sources, telling });
  const bell = inboxBell({ store: inboxesStore(database), database, clock, logger, hint, types });
  const taking = takingsService({ tasks, takings, commands, bell });

  const own = ownInbox({ tasks, takings, marks, remindBeforeDays, clock });
  const waiting = tasksReads({ tasks, marks, sources, people, own });
  const news = noticesReads({ store: told, marks, sources, notices, own });
  const marking = marksService({ marks, tasks, noticesAmong: news.among, own, clock });
  const nothing = () => ({});
  return {
    handlers: {
      'inbox.mine': ({ actor, query, language }) => waiting.mine(actor, query, language),
      'inbox.count': async ({ actor }) => {
        const mine = await own(actor);
        return { waiting: await waiting.count(mine), news: await news.count(mine) };
      },
      'inbox.notices': ({ actor, query, language }) => news.list(actor, query, language),
      'inbox.take': ({ actor, params, body }) => taking.take(actor, params.taskId, body),
      'inbox.handBack': ({ actor, params, body }) => taking.handBack(actor, params.taskId, body),
      'inbox.read': ({ actor, body }) => marking.read(actor, body).then(nothing),
      'inbox.readAll': ({ actor, body }) => marking.readAll(actor, body).then(nothing),
      'inbox.settings': ({ actor, language }) => news.settings(actor, language),
      'inbox.mute': ({ actor, body }) => marking.mute(actor, body).then(nothing),
    },
    streamGuards: {
      inbox: (actor: Actor, id: string) =>
        Promise.resolve(
          actsFor(actor, id) ||
            (actor.kind === 'person' && actor.userId === id) ||
            (id === operators && isAdministrator(actor)),
        ),
    },
    readers: [inboxReader({ sources, keep, telling, takings, marks, release: taking.release, bell })],
    followers: [bell.follower],
    jobs: [
      {
        kind: 'inbox.tidy',
        next: nightlyAt(1),
        run: async (_job, now) => {
          await tasks.tidy(dateInShanghai(now));
          await told.tidy(now);
          await marks.tidy(now);
        },
      },
    ],
    start: bell.start,
    stop: bell.stop,
    offers: {
      /** Keeps the tasks of one thing anew, in the transaction in which something else than an event changed them. */
      keep: async (kind: string, id: string) => {
        for (const source of sources) if (source.kind === kind) await bell.ring((await keep(source, [id])).changed);
      },
      rebuild: () => rebuildTasks({ database, store: tasks, sources, keep, takenBy: takings.of }),
    },
  } satisfies Feature;
}
