import type { MessageKey } from './messages.ts';

/** All error codes. `platform/doors/error-map.ts` maps them to HTTP. */
export const errorCodes = [
  'INVALID_INPUT',
  'NOT_AUTHENTICATED',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'CONFLICT',
  'STALE_VERSION',
  'WRONG_STATE',
  'RATE_LIMITED',
  'NO_SPACE',
  'INTERNAL',
  'UNAVAILABLE',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Values for the `{placeholders}` of the message, and for programs; never secrets or personal data. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** An expected refusal. `key` names the sentence in `messages.ts` that is shown, in the caller's language. */
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
