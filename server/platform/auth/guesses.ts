import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../../domain/errors.ts';
import { networkOf } from '../doors/client-address.ts';

export type Points = Readonly<{ points: number; duration: number }>;

/** A guess at the password of an account: from which address, and on which device, if that is known to the account. */
export type Guess = Readonly<{ account: string; address: string; device: string | undefined }>;

/** Under attack a network that is not known to the account has so many guesses in the time of `points`. */
const guessesUnderAttack = 3;
/** An account is under attack after so many times the wrong guesses that one network may make, in twelve times the time. */
const attack = { points: 5, duration: 12 };

/**
 * Counts guesses at secrets; the one counter for all operations that compare one. A network (see `networkOf`) may make
 * `points` wrong guesses in `duration` seconds, at whatever it guesses. An account that is guessed at from many networks
 * slows strangers down further, but shuts nobody out: a device on which the account has signed in before has a counter of
 * its own, and any network that has not guessed yet has three guesses at once and three more after each `duration`.
 */
export function createGuesses({ points, duration }: Points) {
  const networks = new RateLimiterMemory({ keyPrefix: 'network', points, duration });
  const devices = new RateLimiterMemory({ keyPrefix: 'device', points, duration });
  const strangers = new RateLimiterMemory({ keyPrefix: 'stranger', points: guessesUnderAttack, duration });
  const wrong = { points: points * attack.points, duration: duration * attack.duration };
  const accounts = new RateLimiterMemory({ keyPrefix: 'account', ...wrong });

  const isUnderAttack = async (account: string): Promise<boolean> =>
    ((await accounts.get(account))?.consumedPoints ?? 0) >= wrong.points;

  /** Takes a point of each; a guess that turns out right gives them back. */
  const counted = async <Result>(
    taken: readonly (readonly [RateLimiterMemory, string])[],
    work: () => Promise<Result>,
    isRight: (result: Result) => boolean,
  ): Promise<Result> => {
    for (const [limiter, key] of taken) await take(limiter, key);
    const result = await work();
    if (isRight(result)) for (const [limiter, key] of taken) await limiter.reward(key);
    return result;
  };

  return {
    /** Does `work`, which compares the secret of a link; it throws for a wrong one. */
    atLink: <Result>(address: string, isFreeWhenRight: boolean, work: () => Promise<Result>): Promise<Result> =>
      counted([[networks, networkOf(address)]], work, () => isFreeWhenRight),

    /** Does `work`, which compares the password of an account and answers null for a wrong one. */
    atPassword: async <Result>(
      { account, address, device }: Guess,
      work: () => Promise<Result | null>,
    ): Promise<Result | null> => {
      const network = networkOf(address);
      const taken = device
        ? ([[devices, `${account} ${device}`]] as const)
        : [
            [networks, network] as const,
            ...((await isUnderAttack(account)) ? [[strangers, `${account} ${network}`] as const] : []),
          ];
      const result = await counted(taken, work, (answer) => answer !== null);
      if (result === null) await accounts.penalty(account);
      return result;
    },
  };
}

export type Guesses = ReturnType<typeof createGuesses>;

/** Takes a point; RATE_LIMITED with the seconds to wait when there is none left. */
export async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new DomainError('RATE_LIMITED', 'common.rateLimited', {
      retryAfterSeconds: Math.ceil(error.msBeforeNext / 1_000),
    });
  }
}
