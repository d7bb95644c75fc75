import type { Body } from '../../api/operations.ts';
import { nobody, type Person } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import type { OrganisationId, UserId } from '../../domain/ids.ts';
import type { Language } from '../../domain/messages.ts';
import type { NewId } from '../../platform/clock.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { AccountsStore } from './accounts.store.ts';
import { sameText } from '../../platform/auth/one-time-secrets.ts';
import { checkPassword } from './password-strength.ts';
import { hashPassword } from './passwords.ts';

export type NewPerson = Readonly<{ email: string; password: string; displayName: string }>;

export type PeoplePorts = Readonly<{
  store: AccountsStore;
  commands: Commands;
  holds: Holds;
  newId: NewId;
  /** The one-time token that makes the first administrator, or null when there is none. */
  setupToken: () => string | null;
}>;

/** Accounts: who a person is as of now, and the first administrator. */
export function peopleService({ store, commands, holds, newId, setupToken }: PeoplePorts) {
  /**
   * A person as of now, acting for the organisation `chosen` or, when the person does not belong there, for the one of
   * its oldest membership; null when there is no such account any more.
   */
  const load = async (userId: string, chosen?: string): Promise<Person | null> => {
    const user = await store.userWithMemberships(userId);
    if (!user) return null;
    const { isAdministrator, memberships, organisations } = user;
    const membership = memberships.find(({ organisationId }) => organisationId === chosen) ?? memberships[0];
    const belongsToSeveral = memberships.length > 1;
    const person = { kind: 'person', userId: userId as UserId, isAdministrator, belongsToSeveral } as const;
    const organisation = membership && organisations.find(({ _id }) => _id === membership.organisationId);
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
  };

  /** `body.consent`: the version of the text that was agreed to, where the person was asked. */
  const makeAdministrator = async (
    body: NewPerson & { id: string; commandId: string; consent?: string },
  ): Promise<Outcome> => {
    const passwordHash = await hashPassword(body.password);
    return commands.execute(
      { operation: 'accounts.setUp', stream: `user:${body.id}`, actor: nobody, body },
      async ({ version, now }) => {
        await holds.alone('firstAdministrator');
        if (await store.hasAdministrator()) throw new DomainError('NOT_ALLOWED', 'accounts.setupGone');
        const { id: _id, email, displayName, consent } = body;
        const trusted = { isAdministrator: true, isConfirmed: true };
        const agreed = consent === undefined ? {} : { consent: { version: consent, at: now } };
        await store.saveUser({ _id, v: 1, version, email, displayName, passwordHash, ...trusted, ...agreed });
        return { type: 'user.administratorMade', data: {}, concerns: concerning({}) };
      },
    );
  };

  return {
    load,

    /** Makes an administrator from the one-time token; there is a token only as long as there is no administrator. */
    setUp: async (body: Body<'accounts.setUp'>): Promise<Outcome> => {
      const token = setupToken();
      if (!token || !sameText(token, body.token)) throw new DomainError('NOT_ALLOWED', 'accounts.setupGone');
      checkPassword(body.password, [body.email, body.displayName], 'password');
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

    /** The person agrees to the present text on what is kept of them. */
    agree: async (actor: Person, body: Body<'accounts.agree'>): Promise<Outcome> => {
      const { userId } = actor;
      const userNow = async () => {
        const user = await store.user(userId);
        if (!user) throw new DomainError('NOT_AUTHENTICATED', 'common.notAuthenticated');
        return user;
      };
      const currentVersion = async () => (await userNow()).version;
      return commands.execute(
        { operation: 'accounts.agree', stream: `user:${userId}`, actor, body, currentVersion },
        async ({ now, version }) => {
          await store.saveUser({ ...(await userNow()), version, consent: { version: body.consent, at: now } });
          return { type: 'user.consented', data: { version: body.consent }, concerns: concerning({}) };
        },
      );
    },

    /** Refuses with NOT_FOUND an organisation that the person does not belong to. */
    mustBelong: async (userId: string, organisationId: string): Promise<void> => {
      if (!(await store.membership(userId, organisationId))) throw new DomainError('NOT_FOUND', 'common.notFound');
    },
  };
}

export type PeopleService = ReturnType<typeof peopleService>;
