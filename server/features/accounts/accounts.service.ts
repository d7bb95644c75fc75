import type { Body } from '../../api/operations.ts';
import { type Actor, actsFor, nobody, type Person } from '../../domain/actors.ts';
import { creditCode } from '../../domain/credit-code.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import type { EventType } from '../../domain/events.ts';
import type { OrganisationId, UserId } from '../../domain/ids.ts';
import type { Language } from '../../domain/messages.ts';
import { mayDecideOn, organisationProcess } from '../../domain/organisations.ts';
import { step } from '../../domain/process.ts';
import type { NewId } from '../../platform/clock.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import { standingChanged } from '../../platform/auth/standing.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { AccountsStore, StoredUser } from './accounts.store.ts';
import { type OneTimeSecrets, sameText } from './one-time-secrets.ts';
import { hashPassword, passwordMatches } from './passwords.ts';

/** What an event of an organisation concerns: itself, and its authority by its place. */
const about = ({ _id, place }: Readonly<{ _id: string; place: string }>) =>
  concerning({ organisations: [_id], things: [`organisation:${_id}`], place });

type NewPerson = { email: string; password: string; displayName: string };

/** What decisions that rest on the approval of an organisation write. */
export const approvalOf = (organisationId: string) => `organisation:${organisationId}`;
const dayMs = 86_400_000;
const past = {
  approve: 'organisation.approved',
  refuse: 'organisation.refused',
  suspend: 'organisation.suspended',
} as const satisfies Record<Body<'organisations.decide'>['decision'], EventType>;

export type AccountsPorts = Readonly<{
  store: AccountsStore;
  commands: Commands;
  holds: Holds;
  newId: NewId;
  /** The secrets in invitations. */
  secrets: OneTimeSecrets;
  /** For how many days an invitation holds that is made at `now` in a place. */
  invitationDays: (place: string, now: Date) => Promise<number>;
  /** Proof of a text for an event, which never holds the text itself. */
  proofOf: (text: string) => string;
  /** The one-time token that makes the first administrator, or null when there is none. */
  setupToken: () => string | null;
}>;

/** What people and organisations do: register, be decided on, invite, join, change roles. */
export function accountsService(ports: AccountsPorts) {
  const { store, commands, holds, newId, secrets, invitationDays, proofOf, setupToken } = ports;

  /** The person with this e-mail: made now, or an existing one that knows its password. */
  const personFor = async ({ email, password, displayName }: NewPerson, passwordHash: string): Promise<string> => {
    const existing = await store.userByEmail(email);
    if (existing) {
      if (!(await passwordMatches(existing.passwordHash, password))) {
        throw new DomainError('CONFLICT', 'accounts.badCredentials', { field: 'email' });
      }
      return existing._id;
    }
    const user = newUser(newId(), { email, displayName }, passwordHash);
    await store.saveUser(user);
    return user._id;
  };

  const join = async (membership: Parameters<AccountsStore['beginMembership']>[0]): Promise<void> => {
    if (!(await store.beginMembership(membership))) throw new DomainError('CONFLICT', 'accounts.alreadyMember');
  };

  const organisationOr404 = async (id: string) => {
    const found = await store.organisation(id);
    if (!found) throw new DomainError('NOT_FOUND', 'common.notFound');
    return found;
  };
  const mustBeOf = (actor: Actor, organisationId: string) => {
    if (!actsFor(actor, organisationId)) throw new DomainError('NOT_FOUND', 'common.notFound');
  };

  return {
    /** Founds an organisation that waits for approval, with the caller as its first admin. */
    register: async (body: Body<'organisations.register'>): Promise<Outcome> => {
      if ((body.kind === 'authority') !== (body.level !== undefined)) {
        throw new DomainError('INVALID_INPUT', 'accounts.levelNeeded', { field: 'level' });
      }
      const code = creditCode(body.creditCode);
      const passwordHash = await hashPassword(body.admin.password);
      const { id, name, kind, place, isSme, level = null } = body;
      return commands.execute(
        { operation: 'organisations.register', stream: `organisation:${id}`, actor: nobody, body },
        async ({ now, version }) => {
          const state = organisationProcess.initial;
          const registered = { name, kind, creditCode: code, place, level, isSme, state, registeredAt: now };
          await store.saveOrganisation({ _id: id, v: 1, version, ...registered });
          const userId = await personFor(body.admin, passwordHash);
          await join({ userId, organisationId: id, role: 'admin', since: now });
          return {
            type: 'organisation.registered',
            data: { nameDigest: proofOf(name), codeDigest: proofOf(code), kind, place, level, isSme, adminId: userId },
            concerns: about({ _id: id, place }),
          };
        },
      );
    },

    decide: async (actor: Actor, organisationId: string, body: Body<'organisations.decide'>): Promise<Outcome> => {
      const outcome = await commands.execute(
        { operation: 'organisations.decide', stream: `organisation:${organisationId}`, actor, body },
        async ({ version }) => {
          const found = await organisationOr404(organisationId);
          const { kind, place, level } = found;
          const isDecider = mayDecideOn(actor, { id: organisationId, kind, place, level });
          const state = step(organisationProcess, found.state, body.decision, isDecider ? ['decider'] : [], undefined);
          await store.saveOrganisation({ ...found, state, version, decisionReason: body.reason });
          return {
            type: past[body.decision],
            data: { reasonDigest: proofOf(body.reason) },
            concerns: about(found),
          };
        },
      );
      await standingChanged(holds, await store.memberIds(organisationId));
      await holds.drain([approvalOf(organisationId)]);
      return outcome;
    },

    /** A repeated command answers the same secret. */
    invite: async (actor: Actor, organisationId: string, body: Body<'organisations.invite'>) => {
      const outcome = await commands.execute(
        { operation: 'organisations.invite', stream: `organisation:${organisationId}`, actor, body },
        async ({ now, version }) => {
          mustBeOf(actor, organisationId);
          const found = await organisationOr404(organisationId);
          const { invitationId, email, role } = body;
          const expiresAt = new Date(now.getTime() + (await invitationDays(found.place, now)) * dayMs);
          await store.addInvitation({ _id: invitationId, v: 1, organisationId, email, role, expiresAt, usedAt: null });
          await store.saveOrganisation({ ...found, version });
          return {
            type: 'organisation.memberInvited',
            data: { invitationId, role, expiresAt: expiresAt.toISOString() },
            concerns: about(found),
          };
        },
      );
      return { ...outcome, secret: secrets.of(body.invitationId) };
    },

    acceptInvitation: async (invitationId: string, body: Body<'invitations.accept'>): Promise<Outcome> => {
      const gone = () => new DomainError('NOT_FOUND', 'accounts.invitationGone');
      if (!secrets.fits(invitationId, body.secret)) throw gone();
      const passwordHash = await hashPassword(body.password);
      return commands.execute(
        { operation: 'invitations.accept', stream: `invitation:${invitationId}`, actor: nobody, body },
        async ({ now }) => {
          const invitation = await store.invitation(invitationId);
          if (!invitation || !(await store.useInvitation(invitationId, now))) throw gone();
          const { organisationId, email, role } = invitation;
          const userId = await personFor({ ...body, email }, passwordHash);
          await join({ userId, organisationId, role, since: now });
          const concerns = about(await organisationOr404(organisationId));
          return { type: 'invitation.accepted', data: { organisationId, userId, role }, concerns };
        },
      );
    },

    changeMember: async (
      actor: Actor,
      organisationId: string,
      userId: string,
      body: Body<'members.change'>,
    ): Promise<Outcome> => {
      const outcome = await commands.execute(
        {
          operation: 'members.change',
          stream: `organisation:${organisationId}`,
          actor,
          body: { userId, ...body },
        },
        async ({ now, version }) => {
          mustBeOf(actor, organisationId);
          const found = await organisationOr404(organisationId);
          const membership = await store.membership(userId, organisationId);
          if (!membership) throw new DomainError('NOT_FOUND', 'common.notFound');
          if (membership.role === 'admin' && body.role !== 'admin' && (await store.countAdmins(organisationId)) === 1) {
            throw new DomainError('WRONG_STATE', 'accounts.lastAdmin');
          }
          await store.changeMembership(membership, body.role, now);
          await store.saveOrganisation({ ...found, version });
          return {
            type: 'organisation.memberChanged',
            data: { userId, role: body.role },
            concerns: about(found),
          };
        },
      );
      await standingChanged(holds, [userId]);
      return outcome;
    },

    /** Makes an administrator from the one-time token; there is a token only as long as there is no administrator. */
    setUp: async (body: Body<'accounts.setUp'>): Promise<Outcome> => {
      const token = setupToken();
      if (!token || !sameText(token, body.token)) throw new DomainError('NOT_ALLOWED', 'accounts.setupGone');
      return makeAdministrator(body);
    },

    /** The first administrator, from the settings at start; does nothing when there is one. */
    ensureAdministrator: async (person: { email: string; password: string }): Promise<void> => {
      if (await store.hasAdministrator()) return;
      const body = { ...person, id: newId(), commandId: newId(), displayName: 'Administrator' };
      await makeAdministrator(body).catch(async (error: unknown) => {
        if (!(await store.hasAdministrator())) throw error; // another server that starts now was first
      });
    },

    changeLanguage: (userId: string, language: Language) => store.setLanguage(userId, language),

    /** Whether a person may act for an organisation from now on; NOT_FOUND where it does not belong. */
    mustBelong: async (userId: string, organisationId: string): Promise<void> => {
      if (!(await store.membership(userId, organisationId))) throw new DomainError('NOT_FOUND', 'common.notFound');
    },

    verify: async (email: string, password: string): Promise<Person | null> => {
      const user = await store.userByEmail(email);
      return (await passwordMatches(user?.passwordHash, password)) && user ? personOf(user._id) : null;
    },
    load: personOf,
  };

  async function makeAdministrator(body: NewPerson & { id: string; commandId: string }): Promise<Outcome> {
    const passwordHash = await hashPassword(body.password);
    return commands.execute(
      { operation: 'accounts.setUp', stream: `user:${body.id}`, actor: nobody, body },
      async ({ version }) => {
        await holds.alone('firstAdministrator');
        if (await store.hasAdministrator()) throw new DomainError('NOT_ALLOWED', 'accounts.setupGone');
        await store.saveUser({ ...newUser(body.id, body, passwordHash), version, isAdministrator: true });
        return { type: 'user.administratorMade', data: {}, concerns: concerning({}) };
      },
    );
  }

  /**
   * A person as of now, acting for the organisation that it chose or, when it does not belong there, for the one that it
   * has belonged to longest; null when there is no such account any more.
   */
  async function personOf(userId: string, chosen?: string): Promise<Person | null> {
    const user = await store.user(userId);
    if (!user) return null;
    const memberships = await store.memberships(userId);
    const membership = memberships.find(({ organisationId }) => organisationId === chosen) ?? memberships[0];
    const organisation = membership && (await store.organisation(membership.organisationId));
    const { isAdministrator } = user;
    const belongsToSeveral = memberships.length > 1;
    const person = { kind: 'person', userId: userId as UserId, isAdministrator, belongsToSeveral } as const;
    if (!organisation) return person;
    const { _id, kind, place, level, state } = organisation;
    const acting = {
      id: _id as OrganisationId,
      kind,
      place,
      isApproved: state === 'approved',
      memberRole: membership.role,
    };
    return { ...person, organisation: { ...acting, ...(level ? { level } : {}) } };
  }

  function newUser(id: string, { email, displayName }: Omit<NewPerson, 'password'>, passwordHash: string): StoredUser {
    return { _id: id, v: 1, version: 1, email, passwordHash, displayName, isAdministrator: false };
  }
}
