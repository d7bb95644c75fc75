import { type Actor, nobody, type Person } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Holds } from '../database/holds.store.ts';
import { canonical } from '../events/chain.ts';

/** The author's roles or organisation changed during the request. The pipeline reloads the actor and tries again. */
export class StandingChanged extends Error {
  override readonly name = 'StandingChanged';
}

const nameOf = (userId: string) => `person:${userId}`;

/**
 * The actor is loaded before the transaction of a command; this checks inside it that nothing changed. Once a removal,
 * a change of role or a suspension has been answered, no command that relies on the old roles can commit.
 */
export function standing(
  holds: Holds,
  /** The person as of now, still acting for the same organisation if possible. */
  load: (person: Person) => Promise<Person | null>,
) {
  return {
    /** Throws `StandingChanged` unless the author's roles are unchanged. Part of the command's transaction. */
    confirm: async (actor: Actor, commandId: string): Promise<void> => {
      if (actor.kind !== 'person') return;
      if (canonical(await load(actor)) !== canonical(actor)) throw new StandingChanged();
      await restOnStanding(holds, actor.userId, commandId);
    },

    /** The actor as of now. Throws CONFLICT when that would act for another organisation than before. */
    reload: async (actor: Actor): Promise<Actor> => {
      const now = actor.kind === 'person' ? ((await load(actor)) ?? nobody) : actor;
      const [was, is] = [actor, now].map((one) => (one.kind === 'person' ? one.organisation?.id : undefined));
      if (was && is && was !== is)
        throw new DomainError('CONFLICT', 'accounts.otherOrganisation', { field: 'actingFor' });
      return now;
    },
  };
}

/** For a decision that relies on another person's roles: in its transaction, after that person was loaded. */
export const restOnStanding = (holds: Holds, userId: string, key: string): Promise<void> =>
  holds.share(nameOf(userId), key);

/** For a command that changed roles, after its commit: waits for decisions that still rely on the old ones. */
export const standingChanged = (holds: Holds, userIds: readonly string[]): Promise<void> =>
  holds.drain(userIds.map(nameOf));
