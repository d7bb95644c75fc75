import type { MessageKey } from './messages.ts';

/** The whole list of ways in which the exchange says no. The doors map them to HTTP; the domain knows no HTTP. */
export const errorCodes = [
  'INVALID_INPUT',
  'NOT_AUTHENTICATED',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'CONFLICT',
  'STALE_VERSION',
  'WRONG_STATE',
  'RATE_LIMITED',
  'INTERNAL',
  'UNAVAILABLE',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Values that fill the `{holes}` of a message, or help a program; never secrets or personal data. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * A refusal with a stable code. `message` is the key of a sentence in `messages.ts`, so that each door can
 * say it in the caller's language.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly key: MessageKey;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, key: MessageKey, details: ErrorDetails = {}) {
    super(key);
    this.code = code;
    this.key = key;
    this.details = details;
  }
}
