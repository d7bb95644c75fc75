import type { Body } from '../../api/operations.ts';
import { type Actor, actsFor, nobody, type Person, system } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { concerning } from '../../domain/event.ts';
import type { FactOf } from '../../domain/events.ts';
import { memberCommandsOf } from '../../domain/members.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { Commands, Outcome } from '../../platform/events/commands.ts';
import type { SessionControl } from '../../platform/doors/pipeline.ts';
import type { AccountsStore, StoredPasswordLink, StoredUser } from './accounts.store.ts';
import { restOnStanding } from '../../platform/auth/standing.ts';
import type { Holds } from '../../platform/database/holds.store.ts';
import type { OneTimeSecrets } from './one-time-secrets.ts';
import { hashPassword, passwordMatches } from './passwords.ts';

export type PasswordsPorts = Readonly<{
  store: AccountsStore;
  commands: Commands;
  holds: Holds;
  secrets: OneTimeSecrets;
  /** A person as of now, acting for an organisation if it belongs there; null when there is no such account any more. */
  personOf: (userId: string, chosen?: string) => Promise<Person | null>;
  /** For how many hours a link holds that is made at `now` in a place. */
  linkHours: (place: string, now: Date) => Promise<number>;
}>;

type OnUser = Readonly<{
  operation: string;
  userId: string;
  actor: Actor;
  body: { commandId: string };
  /** Where the password becomes another: whoever has got in by the one before must be out. */
  endSessions?: () => Promise<void>;
}>;
type Change = Readonly<{
  event: FactOf<'user.passwordChanged' | 'user.passwordLinkIssued' | 'user.passwordRenewed'>;
  passwordHash?: string;
  /** The one that is open from now on. */
  link?: StoredPasswordLink;
}>;

type Sessions = Pick<SessionControl, 'end'>;

const hourMs = 3_600_000;
const notFound = () => new DomainError('NOT_FOUND', 'common.notFound');
const gone = () => new DomainError('NOT_FOUND', 'accounts.passwordLinkGone');

/** Another password: by the present one, or by a one-time link from somebody who may make one. */
export function passwordsService({ store, commands, holds, secrets, personOf, linkHours }: PasswordsPorts) {
  /** One command on the account of a person; whatever it is, it ends the link that was open. */
  const onUser = async (
    { operation, userId, actor, body, endSessions }: OnUser,
    work: (user: StoredUser, now: Date) => Promise<Change>,
  ): Promise<Outcome> => {
    const userNow = async () => {
      const user = await store.user(userId);
      if (!user) throw notFound();
      return user;
    };
    const outcome = await commands.execute(
      { operation, stream: `user:${userId}`, actor, body, currentVersion: async () => (await userNow()).version },
      async ({ now, version }) => {
        const user = await userNow();
        const { event, passwordHash = user.passwordHash, link } = await work(user, now);
        await store.endPasswordLinks(userId, now);
        if (link) await store.addPasswordLink(link);
        await store.saveUser({ ...user, version, passwordHash });
        await endSessions?.();
        const homes = await store.memberships(userId);
        return { ...event, concerns: concerning({ organisations: homes.map((home) => home.organisationId) }) };
      },
    );
    await endSessions?.(); // those, too, that began by the old password while the transaction was under way
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

  /** Whoever made a link must still be one who may: who has left, or whose organisation is suspended, opens nothing. */
  const isGood = async (link: StoredPasswordLink, user: StoredUser): Promise<boolean> => {
    const [home] = await store.memberships(user._id);
    const issuer = link.issuedBy === null ? system : await personOf(link.issuedBy, home?.organisationId);
    if (link.issuedBy !== null) await restOnStanding(holds, link.issuedBy, link._id);
    return issuer !== null && (await mayIssueTo(issuer, user));
  };

  return {
    /** Whoever found a browser open must not be able to take the account over: the present password is asked for. */
    change: async (
      actor: Actor,
      userId: string,
      body: Body<'accounts.changePassword'>,
      sessions: Sessions,
    ): Promise<Outcome> => {
      const passwordHash = await hashPassword(body.password);
      const endSessions = () => sessions.end(userId, 'others');
      return onUser({ operation: 'accounts.changePassword', userId, actor, body, endSessions }, async (user) => {
        if (!(await passwordMatches(user.passwordHash, body.current))) {
          throw new DomainError('INVALID_INPUT', 'accounts.wrongPassword', { field: 'current' });
        }
        return { event: { type: 'user.passwordChanged', data: {} }, passwordHash };
      });
    },

    /** Makes a link for a member of an organisation (`null`: whoever it is, for the system); ends the one made before. */
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
          const link = { _id: linkId, v: 1, userId, issuedBy, expiresAt, endedAt: null };
          const data = { linkId, expiresAt: expiresAt.toISOString() };
          return { event: { type: 'user.passwordLinkIssued', data }, link };
        },
      );
      const link = await store.passwordLink(linkId);
      if (!link) throw new Error('the link that was just made is not there');
      return { ...outcome, secret: secrets.of(linkId), expiresAt: link.expiresAt.toISOString() };
    },

    /** Takes the password that somebody chose by a link; answers whose it is. */
    renew: async (linkId: string, body: Body<'passwordLinks.use'>, sessions: Sessions): Promise<{ email: string }> => {
      if (!secrets.fits(linkId, body.secret)) throw gone();
      const known = await store.passwordLink(linkId);
      const person = known && (await store.user(known.userId));
      if (!person) throw gone();
      const { _id: userId, email } = person;
      const passwordHash = await hashPassword(body.password);
      const endSessions = () => sessions.end(userId, 'all');
      const renewing = { operation: 'passwordLinks.use', userId, actor: nobody, body, endSessions };
      await onUser(renewing, async (user, now) => {
        const link = await store.openPasswordLink(linkId, now);
        if (!link || !(await isGood(link, user))) throw gone();
        return { event: { type: 'user.passwordRenewed', data: { linkId } }, passwordHash };
      });
      return { email };
    },
  };
}
