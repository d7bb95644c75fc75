import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { DomainError } from '../../domain/errors.ts';

/** Of 0 to 4: from here on a password withstands about 10⁸ guesses, more than sign-in lets anybody make in years. */
const leastScore = 3;
/** A longer beginning tells nothing more and costs time that grows with its square. */
const longestChecked = 72;

let estimator: ZxcvbnFactory | undefined;

/**
 * Refuses a password that is guessed early: one of the lists of leaked passwords, repeated or neighbouring characters, or
 * made of what is known of its owner (address, name, organisation). INVALID_INPUT at `field`.
 */
export function checkPassword(password: string, known: readonly string[], field: string): void {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: longestChecked });
  const parts = known.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((part) => part.length > 2);
  if (estimator.check(password.slice(0, longestChecked), parts).score < leastScore)
    throw new DomainError('INVALID_INPUT', 'accounts.passwordGuessable', { field });
}
