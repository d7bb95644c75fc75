import type { Body, Output } from '../../api/operations.ts';
import { nobody, type Person } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FactOf } from '../../domain/events.ts';
import type { Language } from '../../domain/languages.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { SessionControl } from '../../platform/doors/pipeline.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import type { AccountsStore, StoredUser } from './accounts.store.ts';
import type { AddressLinksStore } from './address-links.store.ts';
import type { Joining } from './joining.ts';
import { type AccountLetters, languageOf, type Outbox } from './letters.ts';
import type { LinksStore } from './links.store.ts';
import type { OneTimeSecrets } from '../../platform/auth/one-time-secrets.ts';
import type { SignInService } from './sign-in.service.ts';
import type { GiveToUser } from './user-commands.ts';

export type AddressesPorts = Readonly<{
  store: AccountsStore;
  addressLinks: AddressLinksStore;
  links: Pick<LinksStore, 'endPasswordLinks'>;
  giveToUser: GiveToUser;
  joining: Pick<Joining, 'holderOf'>;
  secrets: OneTimeSecrets;
  proves: SignInService['proves'];
  letters: AccountLetters;
  outbox: Outbox;
  clock: Clock;
  newId: NewId;
  /** For how many hours a link holds that is made at `now`. */
  linkHours: (place: string, now: Date) => Promise<number>;
}>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** An account asks for so many links in a day; an address is written to so often, whoever asks. */
const mostLinks = 5;
const mostMails = 10;
const gone = () => new DomainError('NOT_FOUND', 'accounts.addressLinkGone');

/** The address of an account: proved by a link that is mailed to it, and changed by one that is mailed to the new one. */
export function addressesService(ports: AddressesPorts) {
  const { store, addressLinks, links, giveToUser, joining, secrets, proves, letters, outbox, clock, newId, linkHours } =
    ports;

  const mustBeOffered = (): void => {
    if (!outbox.isOffered) throw new DomainError('WRONG_STATE', 'accounts.noMails');
  };

  /** Mails a link; the one before ends. What it answers tells nothing of who else has the address. */
  const mailLink = async (
    user: StoredUser,
    email: string,
    asked: Language,
    now: Date,
  ): Promise<Readonly<{ event: FactOf<'user.addressLinkSent'>; user: Partial<StoredUser> }>> => {
    const { _id: userId, language = asked } = user;
    const yesterday = new Date(now.getTime() - dayMs);
    if ((await addressLinks.count(userId, yesterday)) >= mostLinks)
      throw new DomainError('RATE_LIMITED', 'accounts.tooManyMails');
    const hours = await linkHours(wholeCountry, now);
    const expiresAt = new Date(now.getTime() + hours * hourMs);
    const linkId = newId();
    await addressLinks.endAll(userId, now);
    await addressLinks.add({ _id: linkId, userId, email, sentAt: now, expiresAt });
    if ((await outbox.sentTo(email, 'address', yesterday)) < mostMails) {
      const letter = letters.confirmAddress(language, {
        id: linkId,
        secret: secrets.of(linkId),
        hours,
      });
      await outbox.send({ id: linkId, to: email, topic: 'address', letter, at: now, until: expiresAt });
    }
    const data = { linkId, expiresAt: expiresAt.toISOString(), isChange: email !== user.email };
    // mails that nobody asks for have no request whose language they could take
    return { event: { type: 'user.addressLinkSent', data }, user: { language } };
  };

  return {
    /** The address, as its owner sees it. */
    read: async ({ userId }: Person): Promise<Output<'accounts.address'>> => {
      const user = await store.user(userId);
      if (!user) throw new DomainError('NOT_FOUND', 'common.notFound');
      const waiting = await addressLinks.open(userId, clock.now());
      return {
        email: user.email,
        provedAt: user.addressProvedAt?.toISOString() ?? null,
        waiting: waiting && { email: waiting.email, expiresAt: waiting.expiresAt.toISOString() },
        refusedAt: (await outbox.refusedAt(user.email))?.toISOString() ?? null,
        isOffered: outbox.isOffered,
      };
    },

    sendLink: async (person: Person, body: Body<'accounts.sendAddressLink'>, language: Language): Promise<void> => {
      mustBeOffered();
      const { userId } = person;
      await giveToUser({ operation: 'accounts.sendAddressLink', userId, actor: person, body }, async (user, now) => {
        if (user.addressProvedAt) throw new DomainError('CONFLICT', 'accounts.addressIsProved');
        return mailLink(user, user.email, language, now);
      });
    },

    /** Asks for the present password: a browser left open must not be enough to take the account over. */
    change: async (
      person: Person,
      body: Body<'accounts.changeAddress'>,
      { language, sessions }: Readonly<{ language: Language; sessions: Pick<SessionControl, 'source'> }>,
    ): Promise<void> => {
      mustBeOffered();
      const { userId } = person;
      await giveToUser({ operation: 'accounts.changeAddress', userId, actor: person, body }, async (user, now) => {
        if (!(await proves(user, body.password, sessions.source())))
          throw new DomainError('INVALID_INPUT', 'accounts.wrongPassword', { field: 'password' });
        if (body.email === user.email && user.addressProvedAt)
          throw new DomainError('CONFLICT', 'accounts.addressIsProved');
        return mailLink(user, body.email, language, now);
      });
    },

    /** The link was used by whoever reads mails to the address: it is the account's from now on. Answers it. */
    prove: async (linkId: string, body: Body<'accounts.proveAddress'>): Promise<{ email: string }> => {
      const link = secrets.fits(linkId, body.secret) ? await addressLinks.link(linkId) : null;
      if (!link) throw gone();
      const { userId, email } = link;
      await giveToUser({ operation: 'accounts.proveAddress', userId, actor: nobody, body }, async (user, now) => {
        if (!(await addressLinks.use(linkId, now))) throw gone();
        const isChange = email !== user.email;
        if (isChange) {
          const holder = user.isConfirmed ? await joining.holderOf(email) : null;
          if (holder && holder._id !== userId) throw new DomainError('CONFLICT', 'accounts.addressTaken');
          await links.endPasswordLinks(userId, now); // they went to the address before
          if (user.addressProvedAt) {
            const letter = letters.addressChanged(languageOf(user));
            await outbox.send({ id: newId(), to: user.email, topic: 'security', letter, at: now });
          }
        }
        return {
          event: { type: 'user.addressProved', data: { linkId, isChange } },
          user: { email, addressProvedAt: now },
        };
      });
      return { email };
    },
  };
}
