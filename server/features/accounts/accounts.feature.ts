import { type Actor, actsFor, type Person, system } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { signedIn } from '../../domain/permissions.ts';
import { accountNotices } from '../../domain/accounts/account-notices.ts';
import type { Feature, Ground } from '../../platform/feature.ts';
import { readSetupToken } from '../../platform/auth/setup-token.ts';
import { addressesService } from './addresses.service.ts';
import { addressLinksStore } from './address-links.store.ts';
import { accountsReads } from './accounts.reads.ts';
import { accountsStore } from './accounts.store.ts';
import { organisationsWaiting } from './accounts.waiting.ts';
import { claimsService } from './claims.service.ts';
import { forgottenPasswords } from './forgotten.ts';
import { joiningPeople } from './joining.ts';
import { accountLetters, type Outbox } from './letters.ts';
import { licences } from './licences.ts';
import { linksStore } from './links.store.ts';
import { membersService } from './members.service.ts';
import { oneTimeSecrets } from '../../platform/auth/one-time-secrets.ts';
import { approvalOf, organisationsService } from './organisations.service.ts';
import { passwordsService } from './passwords.service.ts';
import { peopleService } from './people.service.ts';
import { securityLog } from './security-log.ts';
import { signInService } from './sign-in.service.ts';
import { signInsStore } from './sign-ins.store.ts';
import { userCommands } from './user-commands.ts';

type NumberNow = (place: string, now: Date) => Promise<number>;

export type AccountsNeeds = Readonly<
  Record<'invitationDays' | 'licenceMegabytes' | 'isLicenceNeeded', NumberNow> & {
    outbox: Outbox;
    /** How many hours links hold: those that admins make, those that are mailed, and those that confirm an address. */
    linkHours: NumberNow;
    mailedLinkHours: NumberNow;
    addressLinkHours: NumberNow;
  }
>;

export function accountsFeature(
  { config, clock, logger, secret, database, files, commands, holds, guesses, devices, newId, proofOf, plan }: Ground,
  { outbox, licenceMegabytes, isLicenceNeeded, ...limits }: AccountsNeeds,
) {
  const { invitationDays } = limits;
  const store = accountsStore(database);
  const links = linksStore(database);
  const setupToken = () => readSetupToken(config.dataFolder);
  const people = peopleService({ store, commands, holds, newId, setupToken });
  const common = { store, commands, holds };
  const joining = joiningPeople(store, holds, newId);
  const ofLicences = licences({ store, files, clock, megabytes: licenceMegabytes, isNeeded: isLicenceNeeded });
  const withLicences = { ...common, joining, licences: ofLicences };
  const organisations = organisationsService({ ...withLicences, proofOf });
  const claims = claimsService(withLicences);
  const signIns = signInsStore(database);
  const door = signInService({ store, signIns, guesses, devices, clock, newId, logger, personOf: people.load });
  const ofLinks = { ...common, links, personOf: people.load };
  const invitationSecrets = oneTimeSecrets(secret('invitations'));
  const members = membersService({ ...ofLinks, joining, secrets: invitationSecrets, invitationDays });
  const linkSecrets = oneTimeSecrets(secret('password-links'));
  const letters = accountLetters(config.publicUrl ?? '');
  const giveToUser = userCommands(commands, store);
  const ofMails = { store, links, giveToUser, letters, outbox, newId, clock };
  const { linkHours, mailedLinkHours, addressLinkHours } = limits;
  const ofPasswords = { ...ofMails, secrets: linkSecrets };
  const passwords = passwordsService({ ...ofPasswords, holds, personOf: people.load, proves: door.proves, linkHours });
  const key = secret('forgotten-passwords');
  const forgotten = forgottenPasswords({ ...ofPasswords, plan, key, proofOf, linkHours: mailedLinkHours });
  const addresses = addressesService({
    ...{ ...ofMails, joining, proves: door.proves, linkHours: addressLinkHours },
    ...{ addressLinks: addressLinksStore(database), secrets: oneTimeSecrets(secret('address-links')) },
  });
  const { triedInVain } = door;
  const openClaims = async (person: Person) => (await claims.of(person)).items.length;
  const isMailOffered = outbox.isOffered;
  const reads = accountsReads({ store, links, clock, files, openClaims, triedInVain, isMailOffered });
  const log = securityLog(logger);
  return {
    handlers: {
      'accounts.signIn': async ({ body, session, language }) => {
        const before = await store.accountsOf(body.email);
        const actor = await session.signIn(body.email, body.password);
        const me = actor && (await reads.me(actor, language));
        // a change of the password meanwhile ended the sessions there were; this one must not outlive them
        const isStale = me !== null && !(await door.hasPasswordOf(me.userId, before));
        if (isStale) await session.signOut();
        if (!me || isStale) throw new DomainError('NOT_AUTHENTICATED', 'accounts.badCredentials');
        return me;
      },
      'accounts.signOut': async ({ actor, session }) => {
        await session.signOut();
        if (actor.kind === 'person') log('signOut', actor);
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
      'organisations.register': ({ actor, body }) => organisations.register(actor, body),
      'organisations.uploadLicence': async ({ params: { organisationId, fileId }, query, upload }) => {
        if (!upload) throw new DomainError('INVALID_INPUT', 'common.notJson');
        const { name, size, sha256 } = await ofLicences.upload(organisationId, fileId, query.name, upload);
        return { fileId, name, size, sha256 };
      },
      'organisations.licence': ({ actor, params, query }) => reads.licence(actor, params.organisationId, query.isShown),
      'centres.list': ({ query }) => reads.centres(query),
      'organisations.list': ({ actor, query }) => reads.organisations(actor, query),
      'organisations.get': ({ actor, params }) => reads.organisation(actor, params.organisationId),
      'accounts.sessions': async ({ actor, session }) => ({
        items: (await session.list(signedIn(actor).userId)).map(({ startedAt, lastSeenAt, endsAt, ...seen }) => ({
          ...seen,
          startedAt: startedAt.toISOString(),
          lastSeenAt: lastSeenAt.toISOString(),
          endsAt: endsAt.toISOString(),
        })),
      }),
      'accounts.endSession': async ({ actor, params, session }) => {
        const { userId } = signedIn(actor);
        if (!(await session.endOne(userId, params.sessionId)))
          throw new DomainError('NOT_FOUND', 'accounts.sessionGone');
        log('session.ended', actor, { sessionId: params.sessionId });
        return {};
      },
      'accounts.endOtherSessions': async ({ actor, session }) => {
        await session.end(signedIn(actor).userId, 'others');
        log('session.othersEnded', actor);
        return {};
      },
      'accounts.signIns': ({ actor }) => door.log(signedIn(actor).userId),
      'organisations.awardCode': ({ actor, params, body }) =>
        organisations.awardCode(actor, params.organisationId, body),
      'organisations.decide': ({ actor, params, body }) => organisations.decide(actor, params.organisationId, body),
      'organisations.invite': async ({ actor, params, body }) => {
        const { invitationId, role } = body;
        const made = await members.invite(signedIn(actor), params.organisationId, body);
        log('invitation.made', actor, { ...params, invitationId, role });
        return made;
      },
      'invitations.list': ({ actor, params, query }) => reads.invitations(actor, params.organisationId, query),
      'invitations.revoke': async ({ actor, params, body }) => {
        const outcome = await members.revokeInvitation(actor, params, body);
        log('invitation.revoked', actor, params);
        return outcome;
      },
      'invitations.accept': async ({ actor, params, body }) => {
        const outcome = await members.acceptInvitation(params.invitationId, body);
        log('invitation.used', actor, params);
        return outcome;
      },
      'invitations.join': async ({ actor, params, body }) => {
        const outcome = await members.joinByInvitation(signedIn(actor), params.invitationId, body);
        log('invitation.used', actor, params);
        return outcome;
      },
      'accounts.claims': ({ actor }) => claims.of(signedIn(actor)),
      'accounts.answerClaim': async ({ actor, params, body, session }) => {
        const outcome = await claims.answer(signedIn(actor), params.organisationId, body, session);
        log('claim.answered', actor, { ...params, isMine: body.isMine });
        return outcome;
      },
      'members.list': ({ actor, params, query }) => reads.members(actor, params.organisationId, query),
      'members.change': async ({ actor, params, body }) => {
        const outcome = await members.changeMember(actor, params.organisationId, params.userId, body);
        log('member.changed', actor, { ...params, role: body.role });
        return outcome;
      },
      'members.issuePasswordLink': async ({ actor, params, body }) => {
        const made = await passwords.issueLink(actor, params, body);
        log('passwordLink.made', actor, { ...params, linkId: body.linkId });
        return made;
      },
      'passwordLinks.use': async ({ actor, params, body, session }) => {
        const used = await passwords.renew(params.linkId, body, session);
        log('passwordLink.used', actor, params);
        return used;
      },
      'accounts.changePassword': async ({ actor, body, session }) => {
        await passwords.change(actor, signedIn(actor).userId, body, session);
        log('password.changed', actor);
        return {};
      },
      'accounts.agree': ({ actor, body }) => people.agree(signedIn(actor), body),
      'accounts.offers': () => Promise.resolve({ passwordByMail: outbox.isOffered }),
      'accounts.address': ({ actor }) => addresses.read(signedIn(actor)),
      'accounts.sendAddressLink': async ({ actor, body, language }) => {
        await addresses.sendLink(signedIn(actor), body, language);
        log('addressLink.sent', actor);
        return {};
      },
      'accounts.changeAddress': async ({ actor, body, language, session: sessions }) => {
        await addresses.change(signedIn(actor), body, { language, sessions });
        log('addressLink.sent', actor);
        return {};
      },
      'accounts.proveAddress': async ({ actor, params, body }) => {
        const proved = await addresses.prove(params.linkId, body);
        log('addressLink.used', actor, params);
        return proved;
      },
      'passwordLinks.request': async ({ actor, body }) => {
        await forgotten.request(body.email);
        log('passwordLink.requested', actor);
        return {};
      },
      'accounts.changeLanguage': async ({ actor, body }) => {
        await people.changeLanguage(signedIn(actor).userId, body.language);
        return {};
      },
    },
    jobs: [forgotten.job],
    streamGuards: {
      organisation: (actor: Actor, id: string) => Promise.resolve(actsFor(actor, id)),
    },
    notices: accountNotices,
    offers: {
      people: { ...people, verify: door.verify },
      hasAdministrator: store.hasAdministrator,
      /** Issues a one-time link for the account with this sign-in name; null when there is none. */
      passwordLinkFor: async (email: string) => {
        const [user] = await store.accountsOf(email.trim().toLowerCase());
        if (!user) return null;
        const [linkId, whom] = [newId(), { organisationId: null, userId: user._id }];
        const issued = await passwords.issueLink(system, whom, { commandId: newId(), linkId });
        return { linkId, secret: issued.secret };
      },
      waiting: organisationsWaiting({ store }),
      /** The person to whom an address belongs; null: nobody's, or not vouched for. */
      personWith: async (email: string) => (await store.confirmedUser(email))?._id ?? null,
      /** A person's address, if it is vouched for. */
      addressOf: async (userId: string) => {
        const user = await store.user(userId);
        return user?.isConfirmed ? user.email : null;
      },
      /** The approved authorities and centres with a seat in some places, and national authorities. */
      decidersIn: store.decidersIn,
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
