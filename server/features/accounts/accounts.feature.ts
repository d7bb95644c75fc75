import { type Actor, actsFor, system } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { signedIn } from '../../domain/permissions.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { readSetupToken } from '../../platform/auth/setup-token.ts';
import { accountsReads } from './accounts.reads.ts';
import { accountsService, approvalOf } from './accounts.service.ts';
import { accountsStore } from './accounts.store.ts';
import { oneTimeSecrets } from './one-time-secrets.ts';
import { passwordsService } from './passwords.service.ts';

type NumberNow = (place: string, now: Date) => Promise<number>;

export function accountsFeature(
  { config, secret, database, commands, holds, newId, proofOf }: Ground,
  { invitationDays, linkHours }: Readonly<{ invitationDays: NumberNow; linkHours: NumberNow }>,
) {
  const store = accountsStore(database);
  const people = accountsService({
    store,
    commands,
    holds,
    newId,
    proofOf,
    invitationDays,
    secrets: oneTimeSecrets(secret('invitations')),
    setupToken: () => readSetupToken(config.dataFolder),
  });
  const secrets = oneTimeSecrets(secret('password-links'));
  const passwords = passwordsService({ store, commands, holds, secrets, personOf: people.load, linkHours });
  const reads = accountsReads(store);
  return {
    handlers: {
      'accounts.signIn': async ({ body, session, language }) => {
        const passwordNow = async () => (await store.userByEmail(body.email))?.passwordHash;
        const before = await passwordNow();
        const actor = await session.signIn(body.email, body.password);
        const me = actor && (await reads.me(actor, language));
        // who changed it meanwhile ended the sessions there were; this one must not outlive them
        const isStale = actor !== null && (await passwordNow()) !== before;
        if (isStale) await session.signOut();
        if (!me || isStale) throw new DomainError('NOT_AUTHENTICATED', 'accounts.badCredentials');
        return me;
      },
      'accounts.signOut': async ({ session }) => {
        await session.signOut();
        return {};
      },
      'accounts.me': ({ actor, language }) => reads.me(actor, language),
      'accounts.actFor': async ({ actor, body, session, language }) => {
        await people.mustBelong(signedIn(actor).userId, body.organisationId);
        const me = await reads.me(await session.actFor(body.organisationId), language);
        if (!me) throw new DomainError('NOT_AUTHENTICATED', 'common.notAuthenticated');
        return me;
      },
      'accounts.setUp': ({ body }) => people.setUp(body),
      'organisations.register': ({ body }) => people.register(body),
      'centres.list': ({ query }) => reads.centres(query),
      'organisations.list': ({ actor, query }) => reads.organisations(actor, query),
      'organisations.get': ({ actor, params }) => reads.organisation(actor, params.organisationId),
      'organisations.decide': ({ actor, params, body }) => people.decide(actor, params.organisationId, body),
      'organisations.invite': ({ actor, params, body }) => people.invite(actor, params.organisationId, body),
      'invitations.accept': ({ params, body }) => people.acceptInvitation(params.invitationId, body),
      'members.list': ({ actor, params, query }) => reads.members(actor, params.organisationId, query),
      'members.change': ({ actor, params, body }) =>
        people.changeMember(actor, params.organisationId, params.userId, body),
      'members.issuePasswordLink': ({ actor, params, body }) => passwords.issueLink(actor, params, body),
      'passwordLinks.use': ({ params, body, session }) => passwords.renew(params.linkId, body, session),
      'accounts.changePassword': async ({ actor, body, session }) => {
        await passwords.change(actor, signedIn(actor).userId, body, session);
        return {};
      },
      'accounts.changeLanguage': async ({ actor, body }) => {
        await people.changeLanguage(signedIn(actor).userId, body.language);
        return {};
      },
    },
    streamGuards: {
      organisation: (actor: Actor, id: string) => Promise.resolve(actsFor(actor, id)),
    },
    offers: {
      people,
      hasAdministrator: store.hasAdministrator,
      /** Issues a one-time link for whoever signs in with this name; null when nobody does. */
      passwordLinkFor: async (email: string) => {
        const user = await store.userByEmail(email.trim().toLowerCase());
        if (!user) return null;
        const [linkId, whom] = [newId(), { organisationId: null, userId: user._id }];
        const issued = await passwords.issueLink(system, whom, { commandId: newId(), linkId });
        return { linkId, secret: issued.secret };
      },
      organisations: store.organisations,
      organisationNames: store.organisationNames,
      peopleNames: store.peopleNames,
      organisation: async (id: string) => {
        const found = await store.organisation(id);
        return found && { ...found, id };
      },
      isApprovedCentre: async (id: string) => {
        const found = await store.organisation(id);
        return found?.kind === 'centre' && found.state === 'approved';
      },
      /** For a decision by the approval of an organisation: part of its transaction, after that was read. */
      restOnApproval: (id: string, key: string) => holds.share(approvalOf(id), key),
      places: async (ids: readonly string[]) =>
        new Map([...(await store.organisations(ids))].map(([id, { place }]) => [id, place])),
    },
  } satisfies Feature;
}
