import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { OperationName } from '../contract/operations.ts';
import type { Actor } from '../domain/actors.ts';
import { DomainError } from '../domain/errors.ts';

export type Limiter = Readonly<{ check: (operation: OperationName, actor: Actor, ip: string) => Promise<void> }>;

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

const guessed: ReadonlySet<OperationName> = new Set([
  'accounts.signIn',
  'accounts.setUp',
  'accounts.acceptInvitation',
  'accounts.register',
]);

/** Counts calls per address and per person in this process; throws RATE_LIMITED. */
export function createLimiter(settings: LimitSettings = usualLimits): Limiter {
  const guesses = new RateLimiterMemory(settings.guesses);
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
    check: async (operation, actor, ip) => {
      if (guessed.has(operation)) await take(guesses, ip);
      if (actor.kind === 'person') await take(person, actor.userId);
      else await take(anonymous, ip);
    },
  };
}
