import { actingFor, type Actor, isAdministrator } from '../../domain/actors.ts';
import { addDays, type CalendarDate, dateInShanghai } from '../../domain/calendar.ts';
import { signedIn } from '../../domain/permissions.ts';
import { wholeCountry } from '../../domain/place.ts';
import { isMatterOf, operators, type Task } from '../../domain/tasks.ts';
import type { Clock } from '../../platform/clock.ts';
import type { InboxNeeds } from './inbox.ports.ts';
import type { InboxSettings, MarksStore } from './marks.store.ts';
import type { TakingsStore } from './takings.store.ts';
import type { TasksStore } from './tasks.store.ts';

/** Whose inbox an actor looks into, and how. */
export type Own = Readonly<{
  userId: string;
  /** For whom single tasks wait: the organisation, or those who operate the installation. */
  whom: string;
  /** Null: operates the installation. */
  role: NonNullable<ReturnType<typeof actingFor>>['memberRole'] | null;
  today: CalendarDate;
  settings: InboxSettings;
  /** The queues, of what is due soon, with who took them. */
  queues: readonly Readonly<{ task: Task; takenBy: string | null }>[];
}>;

export type OwnPorts = Pick<InboxNeeds, 'remindBeforeDays'> &
  Readonly<{ tasks: TasksStore; takings: TakingsStore; marks: MarksStore; clock: Clock }>;

/** What every look into an inbox begins with. */
export function ownInbox({ tasks, takings, marks, remindBeforeDays, clock }: OwnPorts) {
  return async (actor: Actor): Promise<Own> => {
    const now = clock.now();
    const { userId } = signedIn(actor);
    const acting = actingFor(actor);
    const today = dateInShanghai(now);
    const remindUntil = addDays(today, await remindBeforeDays(acting?.place ?? wholeCountry, now));
    const operates = isAdministrator(actor);
    const whose = [...(acting ? [acting.id] : []), ...(operates ? [operators] : [])];
    const found = await tasks.queues(whose, remindUntil);
    // who decides on everything anyway is not told twice of what waits in the place of an authority
    const queues = found.filter(
      ({ what, whom }) => !operates || what !== 'organisation.decide' || whom.organisationId === operators,
    );
    const holders = await takings.of(queues.map(({ id }) => id));
    return {
      ...{ userId, today, whom: acting?.id ?? operators, role: acting?.memberRole ?? null },
      settings: await marks.settings(userId),
      queues: queues.map((task) => ({ task, takenBy: holders.get(task.id) ?? null })),
    };
  };
}

/** For whom everything waits that the actor sees: for whom it acts, and for itself. */
export const whoseOf = ({ whom, userId }: Pick<Own, 'whom' | 'userId'>): string[] => [whom, userId];

/** The role in which a task is looked at: that of the organisation, or of who operates the installation. */
export const roleIn = ({ role }: Own, { whom }: Task) => (whom.organisationId === operators ? null : role);

/** Whether something is the person's own to do: of its role, not taken by a colleague, not muted. */
export const isOwn = (own: Own, { task, takenBy }: Own['queues'][number]): boolean =>
  isMatterOf(roleIn(own, task), task.what) && (takenBy === null || takenBy === own.userId) && !isMuted(own, task);

export const isMuted = ({ settings }: Own, { what, thing }: Pick<Task, 'what' | 'thing'>): boolean =>
  settings.mutedKinds.includes(what) || (thing !== null && settings.mutedThings.includes(thing));
