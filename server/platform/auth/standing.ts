import { type Actor, nobody, type Person } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Holds } from '../database/holds.store.ts';
import { canonical } from '../events/chain.ts';

/** Somebody is not any more who he was when his request came in; whoever passes requests on asks anew what he may. */
export class StandingChanged extends Error {
  override readonly name = 'StandingChanged';
}

const nameOf = (userId: string) => `person:${userId}`;

/**
 * What somebody may do is loaded before the transaction of the command; inside it this looks again. Once a removal, another
 * role or a suspension has been answered, nothing that rests on the standing before is committed any more.
 */
export function standing(
  holds: Holds,
  /** Who that person is now, if possible still acting for the same organisation. */
  load: (person: Person) => Promise<Person | null>,
) {
  return {
    /** Throws StandingChanged unless the author of a command is who he was; part of the command's transaction. */
    confirm: async (actor: Actor, commandId: string): Promise<void> => {
      if (actor.kind !== 'person') return;
      if (canonical(await load(actor)) !== canonical(actor)) throw new StandingChanged();
      await restOnStanding(holds, actor.userId, commandId);
    },

    /** Who somebody is now; CONFLICT for whoever would now act for another organisation than when the request came in. */
    reload: async (actor: Actor): Promise<Actor> => {
      const now = actor.kind === 'person' ? ((await load(actor)) ?? nobody) : actor;
      const [was, is] = [actor, now].map((one) => (one.kind === 'person' ? one.organisation?.id : undefined));
      if (was && is && was !== is)
        throw new DomainError('CONFLICT', 'accounts.otherOrganisation', { field: 'actingFor' });
      return now;
    },
  };
}

/** For a decision by what somebody else is: part of its transaction, after that person was loaded. */
export const restOnStanding = (holds: Holds, userId: string, key: string): Promise<void> =>
  holds.share(nameOf(userId), key);

/** For whoever has changed who people are: after the commit, before the answer. */
export const standingChanged = (holds: Holds, userIds: readonly string[]): Promise<void> =>
  holds.drain(userIds.map(nameOf));
