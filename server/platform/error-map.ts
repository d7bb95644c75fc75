import type { ZodError } from 'zod';
import { z } from 'zod';
import type { Problem } from '../contract/problem.ts';
import { DomainError, type ErrorCode } from '../domain/errors.ts';
import { type Language, type MessageKey, say } from '../domain/messages.ts';
import { describeError, type Logger } from './logger.ts';

/** The one place where codes become HTTP; the compiler counts that none is missing. */
export const statusOf: Record<ErrorCode, number> = {
  INVALID_INPUT: 400,
  NOT_AUTHENTICATED: 401,
  NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  STALE_VERSION: 412,
  WRONG_STATE: 409,
  RATE_LIMITED: 429,
  INTERNAL: 500,
};

const zodLocale = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError } as const;

/** Reads a part of a request; throws `InvalidInput` with every field that is wrong, in the caller's language. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  language: Language,
): z.output<Schema> {
  const parsed = schema.safeParse(input, { error: zodLocale[language] });
  if (!parsed.success) throw new InvalidInput(parsed.error);
  return parsed.data;
}

/** Only the parsing of input makes INVALID_INPUT with fields. */
class InvalidInput extends Error {
  readonly issues: ZodError['issues'];
  constructor({ issues }: ZodError) {
    super('invalid input');
    this.issues = issues;
  }
}

/** Turns whatever was thrown into the error body; what is not a refusal is logged and becomes INTERNAL without a trace. */
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
  const refusal = bodyRefusal(error);
  if (refusal) return build('INVALID_INPUT', refusal.key, refusal.details, []);
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

const isKey = (text: string): text is MessageKey => text === 'money.malformed';

/** What the body parser refused: it marks its errors with a type and, for sizes, a limit. */
function bodyRefusal(error: unknown): { key: MessageKey; details: Record<string, unknown> } | undefined {
  if (!(error instanceof Error) || !('type' in error) || typeof error.type !== 'string') return undefined;
  if (error.type === 'entity.too.large') {
    return { key: 'common.tooLarge', details: { limit: 'limit' in error ? error.limit : '' } };
  }
  const isBody = /^(entity|encoding|charset|request|stream)\./.test(error.type);
  return isBody ? { key: 'common.notJson', details: {} } : undefined;
}
