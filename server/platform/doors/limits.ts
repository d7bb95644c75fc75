import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { OperationName } from '../../api/operations.ts';
import type { Actor } from '../../domain/actors.ts';
import { DomainError } from '../../domain/errors.ts';

export type Limiter = Readonly<{
  /** Counts a call of a person, of a guest's link, or of an address; throws RATE_LIMITED. */
  check: (actor: Actor, ip: string) => Promise<void>;
  /**
   * Does `work`, counting it when it may be a guess at a secret: by address, and by the account it is about, wherever it
   * comes from. A right guess is none, so that any number of colleagues may sign in behind one address.
   */
  guarded: <Result>(
    operation: OperationName,
    ip: string,
    account: string | undefined,
    work: () => Promise<Result>,
  ) => Promise<Result>;
}>;

/** How many calls in how many seconds; guesses at passwords and invitations are slowed far more than reading. */
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

/** Whether an operation tells right from wrong secrets, and whether a right one is not counted. */
const guessed: Readonly<Partial<Record<OperationName, Readonly<{ isFreeWhenRight: boolean }>>>> = {
  'accounts.signIn': { isFreeWhenRight: true },
  'accounts.changePassword': { isFreeWhenRight: true },
  'accounts.setUp': { isFreeWhenRight: true },
  'passwordLinks.use': { isFreeWhenRight: true },
  'invitations.accept': { isFreeWhenRight: true },
  // nobody founds organisations by the dozen
  'organisations.register': { isFreeWhenRight: false },
};

/** Counts calls per address, person and account in this process. */
export function createLimiter(settings: LimitSettings = usualLimits): Limiter {
  const guesses = new RateLimiterMemory(settings.guesses);
  // an account may be guessed at from many addresses; its owner must not be shut out by a few mistakes of others
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
      // a hall full of guests has one address
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
