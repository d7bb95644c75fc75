import type { Body } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { signedIn } from '../../domain/permissions.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MarksStore } from './marks.store.ts';
import { type Own, whoseOf } from './own.ts';
import type { TasksStore } from './tasks.store.ts';

export type MarksPorts = Readonly<{
  marks: MarksStore;
  tasks: Pick<TasksStore, 'among'>;
  noticesAmong: (own: Own, ids: readonly string[]) => Promise<readonly string[]>;
  own: (actor: Actor) => Promise<Own>;
  clock: Clock;
}>;

/** Nobody remembers more that he did not want to hear of. */
const mostMuted = 200;

/** What people read and mute: marks of their own, which change nothing for anybody else; no commands and no events. */
export function marksService({ marks, tasks, noticesAmong, own: ownOf, clock }: MarksPorts) {
  return {
    /** Marks what is in the person's inbox; other ids are passed over. */
    read: async (actor: Actor, { items, isRead }: Body<'inbox.read'>): Promise<void> => {
      const own = await ownOf(actor);
      const queues = own.queues.flatMap(({ task }) => (items.includes(task.id) ? [task.id] : []));
      const mine = [...queues, ...(await tasks.among(whoseOf(own), items)), ...(await noticesAmong(own, items))];
      if (mine.length === 0) return;
      if (isRead) await marks.mark(own.userId, mine, clock.now());
      else await marks.unmark(own.userId, mine);
    },

    readAll: async (actor: Actor, { upTo }: Body<'inbox.readAll'>): Promise<void> => {
      const now = clock.now();
      const wanted = new Date(upTo);
      await marks.readTo(signedIn(actor).userId, wanted < now ? wanted : now);
    },

    mute: async (actor: Actor, { what, isMuted }: Body<'inbox.mute'>): Promise<void> => {
      const { userId } = signedIn(actor);
      const [list, name] =
        'kind' in what
          ? (['mutedKinds', what.kind] as const)
          : (['mutedThings', `${what.thing.kind}:${what.thing.id}`] as const);
      if (isMuted && (await marks.settings(userId))[list].length >= mostMuted)
        throw new DomainError('CONFLICT', 'inbox.tooManyMuted', { limit: mostMuted });
      await marks.setMuted(userId, list, name, isMuted);
    },
  };
}
