import { system } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import { wholeCountry } from '../../domain/place.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import { seal, unseal } from '../../platform/deliveries/signatures.ts';
import type { JobHandler, Scheduler } from '../../platform/jobs/scheduler.ts';
import type { AccountsStore, StoredUser } from './accounts.store.ts';
import { type AccountLetters, languageOf, type Outbox } from './letters.ts';
import type { LinksStore, StoredPasswordLink } from './links.store.ts';
import type { OneTimeSecrets } from '../../platform/auth/one-time-secrets.ts';
import type { GiveToUser } from './user-commands.ts';

export type ForgottenPorts = Readonly<{
  store: AccountsStore;
  links: LinksStore;
  giveToUser: GiveToUser;
  secrets: OneTimeSecrets;
  letters: AccountLetters;
  outbox: Outbox;
  plan: Scheduler['plan'];
  clock: Clock;
  newId: NewId;
  /** Key of the addresses that jobs hold. */
  key: string;
  proofOf: (text: string) => string;
  linkHours: (place: string, now: Date) => Promise<number>;
}>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** An address is written to so often in a day, whoever asks. */
const mostMails = 5;
/** A link that holds for less than this is not mailed again. */
const leastMs = 600_000;
const kind = 'passwords.mailLink';

/**
 * Forgotten passwords, renewed by a link that is mailed to the address of the account, if it was proved. Whoever asks
 * gets the same answer in the same time: accounts are looked at by a job, afterwards.
 */
export function forgottenPasswords(ports: ForgottenPorts) {
  const { store, links, giveToUser, secrets, letters, outbox, plan, clock, newId, key, proofOf, linkHours } = ports;

  const newLink = async (userId: string, now: Date): Promise<StoredPasswordLink> => {
    const expiresAt = new Date(now.getTime() + (await linkHours(wholeCountry, now)) * hourMs);
    const made = { issuedBy: null, organisationId: null, isMailed: true, endedAt: null } as const;
    const link = { _id: newId(), v: 1, userId, expiresAt, ...made };
    await links.addPasswordLink(link);
    return link;
  };

  /** Mails the link that was mailed before, as long as it holds, or a new one. It ends no link that somebody else made. */
  const mailLink = async ({ _id: userId, email }: StoredUser, requestId: string): Promise<void> => {
    const yesterday = new Date(clock.now().getTime() - dayMs);
    if ((await outbox.sentTo(email, 'password', yesterday)) >= mostMails) return;
    const given = { operation: 'passwordLinks.request', userId, actor: system, body: { commandId: requestId } };
    await giveToUser(given, async (user, now) => {
      const link = (await links.mailedLink(userId, new Date(now.getTime() + leastMs))) ?? (await newLink(userId, now));
      const { _id: linkId, expiresAt } = link;
      const hours = Math.max(1, Math.floor((expiresAt.getTime() - now.getTime()) / hourMs));
      const letter = letters.newPassword(languageOf(user), { id: linkId, secret: secrets.of(linkId), hours });
      const id = `${requestId}-${userId}`;
      await outbox.send({ id, to: user.email, topic: 'password', letter, at: now, until: expiresAt });
      return { event: { type: 'user.passwordLinkIssued', data: { linkId, expiresAt: expiresAt.toISOString() } } };
    });
  };

  const job: JobHandler = {
    kind,
    run: async ({ data }) => {
      const email = unseal(key, String(data['sealed']));
      for (const account of await store.accountsOf(email))
        if (account.addressProvedAt) await mailLink(account, String(data['requestId']));
    },
  };

  return {
    job,
    /** Takes a request; whether there is an account with the address is not looked at. */
    request: async (email: string): Promise<void> => {
      if (!outbox.isOffered) throw new DomainError('WRONG_STATE', 'accounts.noMails');
      const data = { requestId: newId(), sealed: seal(key, email) };
      await plan(kind, `forgotten:${proofOf(email)}`, clock.now(), data);
    },
  };
}
