import type { Body } from '../../api/operations.ts';
import { type Actor, nobody, type Person, roleFor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FactOf } from '../../domain/events.ts';
import { mayInvite, mayRevokeInvitations } from '../../domain/members.ts';
import { restOnStanding, standingChanged } from '../../platform/auth/standing.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { AccountsStore } from './accounts.store.ts';
import type { Joining } from './joining.ts';
import type { LinksStore, StoredInvitation } from './links.store.ts';
import type { OneTimeSecrets } from '../../platform/auth/one-time-secrets.ts';
import { aboutOrganisation, organisationCommands } from './organisation-commands.ts';
import { checkPassword } from './password-strength.ts';
import { hashPassword } from './passwords.ts';

const dayMs = 86_400_000;

export type MembersPorts = Readonly<{
  store: AccountsStore;
  links: LinksStore;
  commands: Commands;
  holds: Holds;
  joining: Joining;
  /** The secrets in invitations. */
  secrets: OneTimeSecrets;
  /** A person as of now, acting for an organisation if the person belongs there; null when there is no such account. */
  personOf: (userId: string, chosen?: string) => Promise<Person | null>;
  /** For how many days an invitation holds that is made at `now` in a place. */
  invitationDays: (place: string, now: Date) => Promise<number>;
}>;

/** The members of an organisation: invited, joined, given another role, removed. */
export function membersService(ports: MembersPorts) {
  const { store, links, commands, holds, joining, secrets, personOf, invitationDays } = ports;
  const give = organisationCommands(commands, store);

  /** Whoever may not do it does not learn whether there is such an organisation. */
  const must = (may: boolean) => {
    if (!may) throw new DomainError('NOT_FOUND', 'common.notFound');
  };
  const gone = () => new DomainError('NOT_FOUND', 'accounts.invitationGone');

  /** An invitation is worth what its inviter may do now: a removed, demoted or suspended inviter lets nobody in. */
  const mayStillInvite = async ({ _id, organisationId, invitedBy }: StoredInvitation): Promise<boolean> => {
    if (!invitedBy) return false;
    const inviter = await personOf(invitedBy, organisationId);
    await restOnStanding(holds, invitedBy, _id);
    return inviter !== null && mayInvite(inviter, organisationId);
  };

  /** Carries out a command on an open invitation; NOT_FOUND for any other, without a word why. */
  const onInvitation = (
    operation: 'invitations.accept' | 'invitations.join',
    actor: Actor,
    invitationId: string,
    body: Readonly<{ commandId: string }>,
    work: (invitation: StoredInvitation, now: Date) => Promise<FactOf<'invitation.accepted' | 'invitation.answered'>>,
  ): Promise<Outcome> =>
    commands.execute({ operation, stream: `invitation:${invitationId}`, actor, body }, async ({ now }) => {
      const invitation = await links.invitation(invitationId);
      const organisation = invitation && (await store.organisation(invitation.organisationId));
      if (!organisation || !(await mayStillInvite(invitation))) throw gone();
      return { ...(await work(invitation, now)), concerns: aboutOrganisation(organisation) };
    });

  /** A person joins by an invitation, which is used up by it. */
  const use = async (
    { _id, organisationId, role }: StoredInvitation,
    userId: string,
    now: Date,
  ): Promise<FactOf<'invitation.accepted'>> => {
    if (!(await links.useInvitation(_id, now))) throw gone();
    await joining.join({ userId, organisationId, role, since: now });
    return { type: 'invitation.accepted', data: { organisationId, userId, role } };
  };

  return {
    /** A repeated command answers the same secret. */
    invite: async (actor: Person, organisationId: string, body: Body<'organisations.invite'>) => {
      const { invitationId, email, role } = body;
      const outcome = await give(
        { operation: 'organisations.invite', actor, organisationId, body },
        async ({ place }, now) => {
          must(mayInvite(actor, organisationId));
          const expiresAt = new Date(now.getTime() + (await invitationDays(place, now)) * dayMs);
          const invitedBy = actor.userId;
          const invitation = { organisationId, email, role, invitedBy, expiresAt, usedAt: null };
          await links.addInvitation({ _id: invitationId, v: 1, ...invitation });
          const data = { invitationId, role, expiresAt: expiresAt.toISOString() };
          return { event: { type: 'organisation.memberInvited', data } };
        },
      );
      return { ...outcome, secret: secrets.of(invitationId) };
    },

    /** Revokes an open invitation; NOT_FOUND for one of another organisation or one that is not open any more. */
    revokeInvitation: (
      actor: Actor,
      { organisationId, invitationId }: Readonly<{ organisationId: string; invitationId: string }>,
      body: Body<'invitations.revoke'>,
    ): Promise<Outcome> =>
      give(
        { operation: 'invitations.revoke', actor, organisationId, body: { invitationId, ...body } },
        async (_, now) => {
          must(mayRevokeInvitations(actor, organisationId));
          if (!(await links.revokeInvitation(invitationId, organisationId, now))) throw gone();
          return { event: { type: 'organisation.invitationRevoked', data: { invitationId } } };
        },
      ),

    /**
     * Accepts an invitation with a new account. Where the address belongs to an account already, the answer is the same
     * and nothing is joined: its owner signs in and joins by `joinByInvitation`. No password of an account is compared.
     */
    acceptInvitation: async (invitationId: string, body: Body<'invitations.accept'>): Promise<Outcome> => {
      if (!secrets.fits(invitationId, body.secret)) throw gone();
      const invited = await links.invitation(invitationId);
      checkPassword(body.password, [invited?.email ?? '', body.displayName], 'password');
      const passwordHash = await hashPassword(body.password);
      return onInvitation('invitations.accept', nobody, invitationId, body, async (invitation, now) => {
        const { email, organisationId } = invitation;
        if (!(await links.answerInvitation(invitationId, now))) throw gone();
        if (await joining.holderOf(email)) return { type: 'invitation.answered', data: { organisationId } };
        const { displayName, consent } = body;
        const userId = await joining.newAccount({ email, displayName, consent }, passwordHash, true, now);
        return use(invitation, userId, now);
      });
    },

    /** Joins by an invitation to one's own address, signed in. */
    joinByInvitation: async (actor: Person, invitationId: string, body: Body<'invitations.join'>): Promise<Outcome> => {
      if (!secrets.fits(invitationId, body.secret)) throw gone();
      const outcome = await onInvitation('invitations.join', actor, invitationId, body, async (invitation, now) => {
        const user = await store.user(actor.userId);
        if (user?.email !== invitation.email || !(await joining.confirm(user)))
          throw new DomainError('NOT_ALLOWED', 'accounts.invitationForAnother');
        return use(invitation, user._id, now);
      });
      await standingChanged(holds, [actor.userId]);
      return outcome;
    },

    /**
     * Gives a member another role, or ends the membership (`role: null`). Who is no longer an admin leaves no open link
     * behind, and no other admin's invitation to the address of a removed member stays open either.
     */
    changeMember: async (
      actor: Actor,
      organisationId: string,
      userId: string,
      body: Body<'members.change'>,
    ): Promise<Outcome> => {
      const { role } = body;
      const outcome = await give(
        { operation: 'members.change', actor, organisationId, body: { userId, ...body } },
        async (_, now) => {
          must(roleFor(actor, organisationId) === 'admin');
          const membership = await store.membership(userId, organisationId);
          const user = membership && (await store.user(userId));
          if (!user) throw new DomainError('NOT_FOUND', 'common.notFound');
          if (membership.role === 'admin' && role !== 'admin' && (await store.countAdmins(organisationId)) === 1) {
            throw new DomainError('WRONG_STATE', 'accounts.lastAdmin');
          }
          await store.changeMembership(membership, role, now);
          if (role !== 'admin') await links.endLinksBy(userId, organisationId, now);
          if (role === null) await links.endLinksFor(user, organisationId, now);
          return { event: { type: 'organisation.memberChanged', data: { userId, role } } };
        },
      );
      await standingChanged(holds, [userId]);
      return outcome;
    },
  };
}
