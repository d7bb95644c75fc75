import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { OperationName } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { type Guesses, type Points, take } from '../auth/guesses.ts';

export type Limiter = Readonly<{
  /** Counts a call by person, by guest link, or else by address; throws RATE_LIMITED with `retryAfterSeconds`. */
  check: (actor: Actor, ip: string) => Promise<void>;
  /** Runs `work`. If the operation checks the secret of a link, it is counted by network; throws RATE_LIMITED. */
  guarded: <Result>(operation: OperationName, ip: string, work: () => Promise<Result>) => Promise<Result>;
}>;

/** How many calls in how many seconds. Guesses at secrets are limited far more than other calls. */
export type LimitSettings = Readonly<{ guesses: Points; anonymous: Points; person: Points }>;

export const usualLimits: LimitSettings = {
  guesses: { points: 20, duration: 300 },
  anonymous: { points: 600, duration: 60 },
  person: { points: 1_800, duration: 60 },
};

/**
 * The operations that check the secret of a link, are open to strangers, or write to an address that somebody names, and
 * whether a success is not counted: any number of colleagues may come in behind one address. Passwords are counted where
 * they are compared (`features/accounts`).
 */
const guessed: Readonly<Partial<Record<OperationName, Readonly<{ isFreeWhenRight: boolean }>>>> = {
  'accounts.setUp': { isFreeWhenRight: true },
  'passwordLinks.use': { isFreeWhenRight: true },
  'passwordLinks.request': { isFreeWhenRight: false },
  'accounts.proveAddress': { isFreeWhenRight: true },
  'accounts.sendAddressLink': { isFreeWhenRight: false },
  'accounts.changeAddress': { isFreeWhenRight: false },
  'invitations.accept': { isFreeWhenRight: true },
  'invitations.join': { isFreeWhenRight: true },
  'organisations.register': { isFreeWhenRight: false },
  'organisations.uploadLicence': { isFreeWhenRight: false },
};

/** Counts in this process alone: with several server processes each has its own limits. */
export function createLimiter(settings: LimitSettings, guesses: Guesses): Limiter {
  const anonymous = new RateLimiterMemory(settings.anonymous);
  const person = new RateLimiterMemory(settings.person);
  return {
    check: async (actor, ip) => {
      if (actor.kind === 'person') await take(person, actor.userId);
      // by link: all guests in a hall share one address
      else if (actor.kind === 'guest') await take(person, `link:${actor.linkId}`);
      else await take(anonymous, ip);
    },
    guarded: (operation, ip, work) => {
      const guess = guessed[operation];
      return guess ? guesses.atLink(ip, guess.isFreeWhenRight, work) : work();
    },
  };
}
