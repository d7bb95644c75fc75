import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { OperationName } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';

export type Limiter = Readonly<{
  /** Counts a call by person, by guest link, or else by address; throws RATE_LIMITED with `retryAfterSeconds`. */
  check: (actor: Actor, ip: string) => Promise<void>;
  /**
   * Runs `work`. If the operation checks a secret, it is counted by address, and by account whatever the address; throws
   * RATE_LIMITED. A success is not counted, so that any number of colleagues may sign in behind one address.
   */
  guarded: <Result>(
    operation: OperationName,
    ip: string,
    account: string | undefined,
    work: () => Promise<Result>,
  ) => Promise<Result>;
}>;

/** `points` calls in `duration` seconds. Guesses at secrets are limited far more than other calls. */
export type LimitSettings = Readonly<{
  guesses: { points: number; duration: number };
  anonymous: { points: number; duration: number };
  person: { points: number; duration: number };
}>;

export const usualLimits: LimitSettings = {
  guesses: { points: 20, duration: 300 },
  anonymous: { points: 600, duration: 60 },
  person: { points: 1_800, duration: 60 },
};

/** The operations that check a secret or are open to strangers, and whether a success is not counted. */
const guessed: Readonly<Partial<Record<OperationName, Readonly<{ isFreeWhenRight: boolean }>>>> = {
  'accounts.signIn': { isFreeWhenRight: true },
  'accounts.changePassword': { isFreeWhenRight: true },
  'accounts.setUp': { isFreeWhenRight: true },
  'passwordLinks.use': { isFreeWhenRight: true },
  'invitations.accept': { isFreeWhenRight: true },
  'organisations.register': { isFreeWhenRight: false },
};

/** Counts in this process alone: with several server processes each has its own limits. */
export function createLimiter(settings: LimitSettings = usualLimits): Limiter {
  const guesses = new RateLimiterMemory(settings.guesses);
  // against guesses from many addresses; generous, so that a few mistakes of others do not lock the owner out
  const { points, duration } = settings.guesses;
  const accounts = new RateLimiterMemory({ points: points * 5, duration: duration * 12 });
  const anonymous = new RateLimiterMemory(settings.anonymous);
  const person = new RateLimiterMemory(settings.person);
  const take = async (limiter: RateLimiterMemory, key: string) => {
    try {
      await limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new DomainError('RATE_LIMITED', 'common.rateLimited', {
        retryAfterSeconds: Math.ceil(error.msBeforeNext / 1_000),
      });
    }
  };
  return {
    check: async (actor, ip) => {
      if (actor.kind === 'person') await take(person, actor.userId);
      // by link: all guests in a hall share one address
      else if (actor.kind === 'guest') await take(person, `link:${actor.linkId}`);
      else await take(anonymous, ip);
    },
    guarded: async (operation, ip, account, work) => {
      const guess = guessed[operation];
      if (!guess) return work();
      const counted: [RateLimiterMemory, string][] = [
        [guesses, ip],
        ...(account ? [[accounts, account] as [RateLimiterMemory, string]] : []),
      ];
      for (const [limiter, key] of counted) await take(limiter, key);
      const result = await work();
      if (guess.isFreeWhenRight) for (const [limiter, key] of counted) await limiter.reward(key);
      return result;
    },
  };
}
