import type { Output } from '../../api/operations.ts';
import type { Person } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { KnownDevices } from '../../platform/auth/devices.ts';
import type { Guesses } from '../../platform/auth/guesses.ts';
import type { Source } from '../../platform/auth/source.ts';
import type { Clock, NewId } from '../../platform/clock.ts';
import { networkOf } from '../../platform/doors/client-address.ts';
import { describeError, type Logger } from '../../platform/logger.ts';
import { type AccountsStore, mostAccountsOfAddress, type StoredUser } from './accounts.store.ts';
import { passwordMatches } from './passwords.ts';
import type { SignInOutcome, SignInsStore } from './sign-ins.store.ts';

export type SignInPorts = Readonly<{
  store: AccountsStore;
  signIns: SignInsStore;
  guesses: Guesses;
  devices: KnownDevices;
  clock: Clock;
  newId: NewId;
  logger: Logger;
  personOf: (userId: string) => Promise<Person | null>;
}>;

/** Compares passwords, counts wrong ones, and tells the owner of an account who tried. */
export function signInService(ports: SignInPorts) {
  const { store, signIns, guesses, devices, clock, newId, logger, personOf } = ports;

  /** When guesses from a network at an account were last noted as slowed: once a minute is enough, however many come. */
  const slowed = new Map<string, number>();
  const isNews = (userId: string, { address }: Source): boolean => {
    const [key, now] = [`${userId} ${networkOf(address)}`, clock.now().getTime()];
    if (now - (slowed.get(key) ?? -Infinity) < 60_000) return false;
    if (slowed.size > 10_000) slowed.clear();
    slowed.set(key, now);
    return true;
  };

  /** Not waited for: the time of an answer must not tell whether there is an account to note it for. */
  const note = (userId: string | undefined, outcome: SignInOutcome, from: Source): void => {
    logger.info({ security: `signIn.${outcome}`, userId: userId ?? null }, 'security');
    if (!userId || (outcome === 'slowed' && !isNews(userId, from))) return;
    const { address, device } = from;
    signIns
      .note({ userId, outcome, network: networkOf(address), device }, clock.now(), newId())
      .catch((error: unknown) => {
        logger.warn({ error: describeError(error) }, 'a sign-in could not be noted');
      });
  };

  /** The account with this password; always compares as often, so that the time tells nothing of the accounts. */
  const matching = async (accounts: readonly StoredUser[], password: string): Promise<StoredUser | null> => {
    for (let at = 0; at < mostAccountsOfAddress; at++) {
      const account = accounts[at];
      if ((await passwordMatches(account?.passwordHash, password)) && account) return account;
    }
    return null;
  };

  /** Compares the password of an account that is signed in already; counted like a sign-in. */
  const proves = async (user: StoredUser, password: string, from: Source): Promise<boolean> => {
    const device = devices.knownTo(from.deviceCookie, user._id);
    const guess = { account: user.email, address: from.address, device };
    const work = async () => ((await passwordMatches(user.passwordHash, password)) ? true : null);
    return (await guesses.atPassword(guess, work)) !== null;
  };

  return {
    proves,

    /**
     * The person with this sign-in name and password, or null. Accounts may share an address; the password says which is
     * meant. Throws RATE_LIMITED after too many guesses; see `guesses.ts` for whom.
     */
    verify: async (email: string, password: string, from: Source): Promise<Person | null> => {
      const accounts = await store.accountsOf(email);
      const deviceOf = ({ _id }: StoredUser) => devices.knownTo(from.deviceCookie, _id);
      const known = accounts.filter((account) => deviceOf(account) !== undefined);
      const strange = accounts.filter((account) => deviceOf(account) === undefined);
      const attempt = (those: readonly StoredUser[], device: string | undefined) =>
        guesses.atPassword({ account: email, address: from.address, device }, () => matching(those, password));
      try {
        const [first] = known;
        let account = first ? await attempt(known, deviceOf(first)) : null;
        // on a device that knows one account of the address, another of it is as strange as anywhere
        if (!account && (!first || strange.length > 0)) account = await attempt(strange, undefined);
        note(account?._id ?? accounts[0]?._id, account ? 'in' : 'refused', from);
        return account && personOf(account._id);
      } catch (error) {
        if (error instanceof DomainError && error.code === 'RATE_LIMITED') note(accounts[0]?._id, 'slowed', from);
        throw error;
      }
    },

    /** Whether an account still has the password that it had when `before` was read. */
    hasPasswordOf: async (userId: string, before: readonly StoredUser[]): Promise<boolean> =>
      (await store.user(userId))?.passwordHash === before.find(({ _id }) => _id === userId)?.passwordHash,

    /** How often a wrong password was given since the sign-in before the last; null when never. */
    triedInVain: async (userId: string): Promise<NonNullable<Output<'accounts.me'>>['triedInVain']> => {
      const [, before] = await signIns.lastTwo(userId);
      const refused = await signIns.refusedSince(userId, before?.at ?? new Date(0));
      const count = refused.reduce((sum, row) => sum + row.count, 0);
      const last = refused[0];
      return last ? { count, lastAt: last.at.toISOString() } : null;
    },

    /** The log of an account. */
    log: async (userId: string): Promise<Output<'accounts.signIns'>> => ({
      items: (await signIns.of(userId)).map(({ outcome, network, device, count, at }) => ({
        ...{ outcome, network, device, count, at: at.toISOString() },
      })),
    }),
  };
}

export type SignInService = ReturnType<typeof signInService>;
