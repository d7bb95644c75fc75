import type { Body, Output } from '../../api/operations.ts';
import type { Person } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { organisationProcess } from '../../domain/organisations.ts';
import { step } from '../../domain/process.ts';
import { standingChanged } from '../../platform/auth/standing.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { SessionControl } from '../../platform/doors/pipeline.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { AccountsStore, StoredMembership } from './accounts.store.ts';
import type { Joining } from './joining.ts';
import type { Licences } from './licences.ts';
import { organisationCommands } from './organisation-commands.ts';

export type ClaimsPorts = Readonly<{
  store: AccountsStore;
  commands: Commands;
  holds: Holds;
  joining: Joining;
  licences: Pick<Licences, 'release'>;
}>;

/**
 * A claim: somebody who was not signed in registered an organisation with an address that belongs to an account. The
 * registration has an account of its own, which may follow it and do nothing else; the owner of the address says whether
 * the registration is theirs, and nothing is joined before.
 */
export function claimsService({ store, commands, holds, joining, licences }: ClaimsPorts) {
  const give = organisationCommands(commands, store);

  /** The memberships of accounts that share the caller's address and that nobody vouched for; none for such an account. */
  const membershipsClaimed = async ({ userId }: Person): Promise<StoredMembership[]> => {
    const user = await store.user(userId);
    if (!user?.isConfirmed) return [];
    const others = await store.unconfirmedUsers(user.email);
    return store.membershipsOf(others.map(({ _id }) => _id));
  };

  return {
    of: async (person: Person): Promise<Output<'accounts.claims'>> => {
      const ids = (await membershipsClaimed(person)).map(({ organisationId }) => organisationId);
      const found = [...(await store.organisations(ids)).values()].filter(({ state }) => state === 'pending');
      return {
        items: found.map(({ _id, name, kind, place, registeredAt }) => ({
          ...{ organisationId: _id, name, kind, place, registeredAt: registeredAt.toISOString() },
        })),
      };
    },

    answer: async (
      person: Person,
      organisationId: string,
      body: Body<'accounts.answerClaim'>,
      sessions: Pick<SessionControl, 'end'>,
    ): Promise<Outcome> => {
      const { userId } = person;
      let registrant: string | undefined;
      const outcome = await give(
        { operation: 'accounts.answerClaim', actor: person, organisationId, body },
        async (found, now) => {
          const claims = await membershipsClaimed(person);
          const claim = claims.find((membership) => membership.organisationId === organisationId);
          if (!claim) throw new DomainError('NOT_FOUND', 'common.notFound');
          const refused = step(organisationProcess, found.state, 'disown', ['addressOwner'], undefined);
          if (!body.isMine) {
            const released = await licences.release(found);
            return {
              event: { type: 'organisation.claimRefused', data: {} },
              organisation: { state: refused, ...released },
            };
          }
          registrant = claim.userId;
          await store.changeMembership(claim, null, now);
          await joining.join({ userId, organisationId, role: 'admin', since: now });
          await sessions.end(registrant, 'all');
          return { event: { type: 'organisation.claimConfirmed', data: { userId, insteadOf: registrant } } };
        },
      );
      await standingChanged(holds, registrant ? [userId, registrant] : [userId]);
      return outcome;
    },
  };
}
