import type { Body } from '../../api/operations.ts';
import { type Actor, actsFor, nobody, type Person, system } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FactOf } from '../../domain/events.ts';
import { memberCommandsOf } from '../../domain/members.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { NewId } from '../../platform/clock.ts';
import type { Outcome } from '../../platform/events/commands.ts';
import type { SessionControl } from '../../platform/doors/pipeline.ts';
import type { AccountsStore, StoredUser } from './accounts.store.ts';
import { type AccountLetters, languageOf, type Outbox } from './letters.ts';
import type { LinksStore, StoredPasswordLink } from './links.store.ts';
import { restOnStanding } from '../../platform/auth/standing.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { OneTimeSecrets } from '../../platform/auth/one-time-secrets.ts';
import { checkPassword } from './password-strength.ts';
import { hashPassword } from './passwords.ts';
import type { SignInService } from './sign-in.service.ts';
import type { GiveToUser } from './user-commands.ts';

export type PasswordsPorts = Readonly<{
  store: AccountsStore;
  links: LinksStore;
  giveToUser: GiveToUser;
  holds: Holds;
  letters: AccountLetters;
  outbox: Outbox;
  newId: NewId;
  secrets: OneTimeSecrets;
  /** A person as of now, acting for an organisation if the person belongs there; null when there is no such account. */
  personOf: (userId: string, chosen?: string) => Promise<Person | null>;
  /** Compares the present password of an account, counted like a sign-in. */
  proves: SignInService['proves'];
  /** For how many hours a link holds that is made at `now` in a place. */
  linkHours: (place: string, now: Date) => Promise<number>;
}>;

type OnUser = Readonly<{
  operation: string;
  userId: string;
  actor: Actor;
  body: { commandId: string };
  /** Given when the password changes: every session that began with the password before ends. */
  endSessions?: () => Promise<void>;
}>;
type Change = Readonly<{
  event: FactOf<'user.passwordChanged' | 'user.passwordLinkIssued' | 'user.passwordRenewed'>;
  passwordHash?: string;
  /** The link that is open from now on. */
  link?: StoredPasswordLink;
}>;

type Sessions = Pick<SessionControl, 'end' | 'source'>;

const hourMs = 3_600_000;
const notFound = () => new DomainError('NOT_FOUND', 'common.notFound');
const gone = () => new DomainError('NOT_FOUND', 'accounts.passwordLinkGone');

/** Another password: by the present one, or by a one-time link from a person who may make it. */
export function passwordsService(ports: PasswordsPorts) {
  const { store, links, giveToUser, holds, letters, outbox, newId, secrets, personOf, proves, linkHours } = ports;
  /** Refuses a password that is guessed early, also by who knows the person. */
  const checkChosen = async (userId: string, password: string): Promise<void> => {
    const user = await store.user(userId);
    const homes = (await store.memberships(userId)).map(({ organisationId }) => organisationId);
    const names = [...(await store.organisationNames(homes)).values()];
    checkPassword(password, [user?.email ?? '', user?.displayName ?? '', ...names], 'password');
  };

  /** One command on the account of a person; each ends the link for a new password that was open. */
  const onUser = async (
    { endSessions, ...given }: OnUser,
    work: (user: StoredUser, now: Date) => Promise<Change>,
  ): Promise<Outcome> => {
    const outcome = await giveToUser(given, async (user, now) => {
      const { event, passwordHash, link } = await work(user, now);
      await links.endPasswordLinks(user._id, now);
      if (link) await links.addPasswordLink(link);
      await endSessions?.();
      if (!passwordHash) return { event };
      if (user.addressProvedAt) {
        const letter = letters.passwordChanged(languageOf(user));
        await outbox.send({ id: newId(), to: user.email, topic: 'security', letter, at: now });
      }
      return { event, user: { passwordHash } };
    });
    await endSessions?.(); // also the sessions that began by the old password while the transaction was under way
    return outcome;
  };

  const mayIssueTo = async (actor: Actor, { _id: userId, isAdministrator }: StoredUser): Promise<boolean> => {
    if (actor.kind === 'system') return true;
    const memberships = await store.memberships(userId);
    const belongsElsewhere = memberships.length > 1;
    return memberships.some(({ organisationId }) =>
      memberCommandsOf(actor, { userId, organisationId, isAdministrator, belongsElsewhere }).includes(
        'issuePasswordLink',
      ),
    );
  };

  /** A link is worth what its issuer may do now: a removed or demoted issuer, or one of a suspended organisation, opens nothing. */
  const isGood = async (link: StoredPasswordLink, user: StoredUser): Promise<boolean> => {
    const [home] = await store.memberships(user._id);
    const issuer = link.issuedBy === null ? system : await personOf(link.issuedBy, home?.organisationId);
    if (link.issuedBy !== null) await restOnStanding(holds, link.issuedBy, link._id);
    return issuer !== null && (await mayIssueTo(issuer, user));
  };

  return {
    /** Asks for the present password: a browser left open must not be enough to take the account over. */
    change: async (
      actor: Actor,
      userId: string,
      body: Body<'accounts.changePassword'>,
      sessions: Sessions,
    ): Promise<Outcome> => {
      await checkChosen(userId, body.password);
      const passwordHash = await hashPassword(body.password);
      const endSessions = () => sessions.end(userId, 'others');
      return onUser({ operation: 'accounts.changePassword', userId, actor, body, endSessions }, async (user) => {
        if (!(await proves(user, body.current, sessions.source()))) {
          throw new DomainError('INVALID_INPUT', 'accounts.wrongPassword', { field: 'current' });
        }
        return { event: { type: 'user.passwordChanged', data: {} }, passwordHash };
      });
    },

    /** Makes a link for a member of an organisation (`null`, for the system alone: for any account); ends the link before. */
    issueLink: async (
      actor: Actor,
      { organisationId, userId }: Readonly<{ organisationId: string | null; userId: string }>,
      body: Body<'members.issuePasswordLink'>,
    ) => {
      const { linkId } = body;
      const outcome = await onUser(
        { operation: 'members.issuePasswordLink', userId, actor, body },
        async (user, now) => {
          const homes = (await store.memberships(userId)).map((membership) => membership.organisationId);
          if (organisationId !== null && !homes.includes(organisationId)) throw notFound();
          const home = organisationId ?? homes[0];
          if (!(await mayIssueTo(actor, user))) {
            const isColleague = organisationId !== null && actsFor(actor, organisationId);
            throw isColleague ? new DomainError('NOT_ALLOWED', 'common.notAllowed') : notFound();
          }
          const issuedBy = actor.kind === 'person' ? actor.userId : null;
          const place = (home && (await store.organisation(home))?.place) ?? wholeCountry;
          const expiresAt = new Date(now.getTime() + (await linkHours(place, now)) * hourMs);
          const link = { _id: linkId, v: 1, userId, issuedBy, organisationId, expiresAt, endedAt: null };
          const data = { linkId, expiresAt: expiresAt.toISOString() };
          return { event: { type: 'user.passwordLinkIssued', data }, link };
        },
      );
      const link = await links.passwordLink(linkId);
      if (!link) throw new Error('the link that was just made is not there');
      return { ...outcome, secret: secrets.of(linkId), expiresAt: link.expiresAt.toISOString() };
    },

    /** Takes a new password chosen by a link; answers the sign-in name of the account. */
    renew: async (linkId: string, body: Body<'passwordLinks.use'>, sessions: Sessions): Promise<{ email: string }> => {
      if (!secrets.fits(linkId, body.secret)) throw gone();
      const known = await links.passwordLink(linkId);
      const person = known && (await store.user(known.userId));
      if (!person) throw gone();
      const { _id: userId, email } = person;
      await checkChosen(userId, body.password);
      const passwordHash = await hashPassword(body.password);
      const endSessions = () => sessions.end(userId, 'all');
      const renewing = { operation: 'passwordLinks.use', userId, actor: nobody, body, endSessions };
      await onUser(renewing, async (user, now) => {
        const link = await links.openPasswordLink(linkId, now);
        if (!link || !(await isGood(link, user))) throw gone();
        return { event: { type: 'user.passwordRenewed', data: { linkId } }, passwordHash };
      });
      return { email };
    },
  };
}
