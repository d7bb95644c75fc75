import type { Body } from '../../api/operations.ts';
import type { Actor, MemberRole } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import { takingProcess, takingRoles, waitsForActor } from '../../domain/inbox/taking.ts';
import { signedIn } from '../../domain/permissions.ts';
import { type CommandOf, step } from '../../domain/process.ts';
import { isMatterOf, operators, type TaskKind } from '../../domain/tasks.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { Bell } from './bell.ts';
import type { TakingsStore } from './takings.store.ts';
import type { TasksStore } from './tasks.store.ts';

export type TakingsPorts = Readonly<{
  tasks: Pick<TasksStore, 'task' | 'setTaken'>;
  takings: TakingsStore;
  commands: Commands;
  bell: Pick<Bell, 'ring'>;
}>;

/** Members take what waits for their organisation, so that no two do the same, and hand it back. */
export function takingsService({ tasks, takings, commands, bell }: TakingsPorts) {
  const give = (
    command: CommandOf<typeof takingProcess>,
    actor: Actor,
    taskId: string,
    body: Body<'inbox.take'>,
  ): Promise<Outcome> =>
    commands.execute({ operation: `inbox.${command}`, stream: `task:${taskId}`, actor, body }, async ({ now }) => {
      const { userId } = signedIn(actor);
      const task = await tasks.task(taskId);
      // the same answer for what waits for others as for what waits no longer
      if (!task || !waitsForActor(actor, task.whom.organisationId))
        throw new DomainError('NOT_FOUND', 'inbox.waitsNoLonger');
      const holder = (await takings.of([taskId])).get(taskId) ?? null;
      step(takingProcess, holder === null ? 'free' : 'taken', command, takingRoles(actor, task, holder), undefined);
      const { organisationId } = task.whom;
      if (command === 'take') await takings.take(taskId, organisationId, userId, now);
      else await takings.giveBack([taskId]);
      await tasks.setTaken([taskId], command === 'take' ? userId : null);
      await bell.ring([organisationId]);
      return {
        type: command === 'take' ? 'task.taken' : 'task.handedBack',
        data: { task: taskId },
        concerns: concerning({
          organisations: organisationId === operators ? [] : [organisationId],
          things: task.thing === null ? [] : [task.thing],
        }),
      };
    });

  return {
    take: (actor: Actor, taskId: string, body: Body<'inbox.take'>) => give('take', actor, taskId, body),
    handBack: (actor: Actor, taskId: string, body: Body<'inbox.handBack'>) => give('handBack', actor, taskId, body),

    /**
     * Hands back, inside a transaction, what a member took and has no longer the role to do; everything when the member has
     * left (`role` null). Answers whether there was any.
     */
    release: async (organisationId: string, userId: string, role: MemberRole | null): Promise<boolean> => {
      const taken = await takings.takenBy(organisationId, userId);
      const back = taken.filter((id) => role === null || !isMatterOf(role, kindOf(id)));
      await takings.giveBack(back);
      await tasks.setTaken(back, null);
      return back.length > 0;
    },
  };
}

export type TakingsService = ReturnType<typeof takingsService>;

/** The kind of a task, with which its id begins. */
const kindOf = (taskId: string) => taskId.slice(0, taskId.indexOf('@')) as TaskKind; // as `taskOf` wrote it
