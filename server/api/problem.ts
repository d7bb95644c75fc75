import type { ErrorCode } from '../domain/errors.ts';

/** The error body over HTTP and sockets (RFC 9457). `message` and `fields` are in the caller's language. */
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
