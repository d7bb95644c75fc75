import type { Input, Output } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { sayCounted } from '../../domain/counted.ts';
import { takingProcess, takingRoles } from '../../domain/inbox/taking.ts';
import type { Language } from '../../domain/messages.ts';
import { allowedCommands } from '../../domain/process.ts';
import { taskTexts } from '../../domain/task-texts.ts';
import { allTaskKinds, isMatterOf } from '../../domain/tasks.ts';
import type { Named } from '../../platform/waiting-things.ts';
import type { InboxNeeds } from './inbox.ports.ts';
import { namesOf, nameless, thingOf } from './names.ts';
import { isMuted, isOwn, type Own, type OwnPorts, roleIn, whoseOf } from './own.ts';

export type TasksReadsPorts = Pick<InboxNeeds, 'sources' | 'people'> &
  Pick<OwnPorts, 'tasks' | 'marks'> &
  Readonly<{ own: (actor: Actor) => Promise<Own> }>;

/** More is not counted. */
const mostCounted = 100;

/** What people see of tasks. */
export function tasksReads({ tasks, marks, sources, people, own: ownOf }: TasksReadsPorts) {
  /** The single tasks of the organisation; `isMine`: only the person's own. */
  const filterOf = ({ userId, whom, role, today, settings }: Own, isMine: boolean) => ({
    ...{ whose: whoseOf({ userId, whom }), today },
    ...(isMine && {
      only: {
        takenBy: userId,
        kinds: allTaskKinds.filter((what) => isMatterOf(role, what) && !settings.mutedKinds.includes(what)),
        notOf: settings.mutedThings,
      },
    }),
  });

  return {
    mine: async (
      actor: Actor,
      { whose, ...page }: Input<'inbox.mine'>['query'],
      language: Language,
    ): Promise<Output<'inbox.mine'>> => {
      const own = await ownOf(actor);
      const isMine = whose === 'mine';
      const queues = isMine ? own.queues.filter((one) => isOwn(own, one)) : own.queues;
      const { rows, nextCursor } = await tasks.page(filterOf(own, isMine), page, queues);
      const things = rows.flatMap(({ task }) => task.thing ?? []);
      const titles = new Map<string, Named>();
      for (const whose of whoseOf(own))
        for (const [thing, title] of await namesOf(sources, whose, things)) titles.set(thing, title);
      const names = await people([...new Set(rows.flatMap(({ takenBy }) => takenBy ?? []))]);
      const read = await marks.of(
        own.userId,
        rows.map(({ task }) => task.id),
      );
      const items = rows.map(({ task, takenBy }) => {
        const { id, what, thing, due, count } = task;
        const { title, others } = (thing && titles.get(thing)) || nameless;
        const state = takenBy === null ? 'free' : 'taken';
        return {
          ...{ id, what, text: sayCounted(taskTexts[what], language, count), due, count },
          ...{ thing: thing === null ? null : thingOf(thing), title, others: [...others] },
          mayDo: isMatterOf(roleIn(own, task), what),
          takenBy: takenBy === null ? null : { name: names.get(takenBy) ?? '', isMe: takenBy === own.userId },
          ...{ isRead: read.has(id), isMuted: isMuted(own, task) },
          allowed: allowedCommands(takingProcess, state, takingRoles(actor, task, takenBy), undefined),
        };
      });
      return { items, nextCursor };
    },

    /** How much is the person's own to do, a queue once; at most 100. */
    count: async (own: Own): Promise<number> => {
      const queues = own.queues.filter((one) => isOwn(own, one)).length;
      return Math.min(mostCounted, queues + (await tasks.total(filterOf(own, true), mostCounted)));
    },
  };
}
