import { z } from 'zod';
import type { Problem } from '../../api/problem.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { type Language, type MessageKey, say } from '../../domain/messages.ts';
import { Away, awaySeconds } from '../away.ts';
import { describeError, type Logger } from '../logger.ts';

/** The one place where error codes become HTTP statuses. */
export const statusOf: Record<ErrorCode, number> = {
  INVALID_INPUT: 400,
  NOT_AUTHENTICATED: 401,
  NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  STALE_VERSION: 412,
  WRONG_STATE: 409,
  RATE_LIMITED: 429,
  NO_SPACE: 507,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

const zodLocale = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError } as const;

/** Parses a part of a request; throws `InvalidInput` with every wrong field, its messages in `language`. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  language: Language,
): z.output<Schema> {
  const parsed = schema.safeParse(input, { error: zodLocale[language] });
  if (!parsed.success) throw new InvalidInput(parsed.error.issues);
  return parsed.data;
}

/** Throws `InvalidInput` when `parsed` holds a text that `brokenText` finds. */
export function refuseBrokenText(parsed: unknown): void {
  const path = brokenText(parsed);
  if (path) throw new InvalidInput([{ path, message: 'common.badText' }]);
}

type Issue = Readonly<{ path: readonly PropertyKey[]; message: string }>;

/** Input that does not fit its schema; answered as INVALID_INPUT with one entry a wrong field. */
class InvalidInput extends Error {
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super('invalid input');
    this.issues = issues;
  }
}

/**
 * The path of the first text with a lone surrogate or a NUL. The database would store another character for a lone
 * surrogate, so that the hash of an event with it would no longer fit; some programs end a text at NUL.
 */
function brokenText(value: unknown, path: readonly string[] = []): readonly string[] | undefined {
  if (typeof value === 'string') return /\0|\p{Cs}/u.test(value) ? path : undefined;
  if (value === null || typeof value !== 'object') return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = brokenText(part, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

/** The error body for anything thrown. A part that is away is UNAVAILABLE; unexpected errors are logged and answered as INTERNAL, without their message. */
export function problemOf(error: unknown, language: Language, requestId: string, logger: Logger): Problem {
  if (error instanceof InvalidInput) {
    const fields = error.issues.slice(0, 50).map((issue) => ({
      path: issue.path.map(String).join('.'),
      message: isKey(issue.message) ? say(issue.message, language) : issue.message,
    }));
    const field = fields.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
    return build('INVALID_INPUT', 'common.invalidInput', { field }, fields);
  }
  if (error instanceof DomainError) {
    const { field } = error.details;
    const message = say(error.key, language, error.details);
    const fields = typeof field === 'string' ? [{ path: field, message }] : [];
    return build(error.code, error.key, error.details, fields);
  }
  if (error instanceof Away) {
    logger.warn({ requestId, error: describeError(error) }, 'a part was away');
    return build('UNAVAILABLE', 'common.unavailable', { retryAfterSeconds: awaySeconds }, []);
  }
  const refusal = requestRefusal(error);
  if (refusal) return build(refusal.code, refusal.key, refusal.details, []);
  logger.error({ requestId, error: describeError(error) }, 'request failed');
  return build('INTERNAL', 'common.internal', { requestId }, []);

  function build(
    code: ErrorCode,
    key: MessageKey,
    details: Record<string, unknown>,
    fields: Problem['fields'],
  ): Problem {
    const message = say(key, language, details);
    return { type: 'about:blank', title: code, status: statusOf[code], code, message, fields, details, requestId };
  }
}

const isKey = (text: string): text is MessageKey =>
  text === 'money.malformed' ||
  text === 'common.badText' ||
  text === 'common.badName' ||
  text === 'accounts.consentNeeded';

/** Errors of Express and its body parser, which carry a `status` 4xx, and a `limit` in bytes when a body is too large. */
function requestRefusal(
  error: unknown,
): { code: ErrorCode; key: MessageKey; details: Record<string, unknown> } | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  if (error.status < 400 || error.status >= 500) return undefined;
  // a broken %-sequence in the path
  if (error instanceof URIError || error.status === 404)
    return { code: 'NOT_FOUND', key: 'common.notFound', details: {} };
  if (error.status === 413 && 'limit' in error && typeof error.limit === 'number') {
    return { code: 'INVALID_INPUT', key: 'common.tooLarge', details: { limit: `${error.limit >> 20} MB` } };
  }
  return { code: 'INVALID_INPUT', key: 'common.notJson', details: {} };
}
