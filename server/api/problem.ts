import type { ErrorCode } from '../domain/errors.ts';

/** The one error body of both doors (RFC 9457): a code for programs, a sentence in the caller's language, the fields. */
export type Problem = Readonly<{
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  message: string;
  fields: readonly Readonly<{ path: string; message: string }>[];
  details: Readonly<Record<string, unknown>>;
  requestId: string;
}>;
