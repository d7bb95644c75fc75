import type { Problem } from '../../server/api/problem.ts';
import { actingChanged } from './signals.ts';

/** Codes that only the browser can know: no way to the server, or the server is not there right now. */
export type ProblemCode = Problem['code'] | 'OFFLINE' | 'UNAVAILABLE';

/** A call that did not succeed, with everything a screen needs to say so. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly fields: Problem['fields'];
  readonly requestId: string;

  constructor(code: ProblemCode, message = '', fields: Problem['fields'] = [], requestId = '') {
    super(message);
    this.code = code;
    this.fields = fields;
    this.requestId = requestId;
  }

  /** The server may well answer the same call a moment later. */
  get isPassing(): boolean {
    return this.code === 'OFFLINE' || this.code === 'UNAVAILABLE';
  }
}

export const isProblem = (error: unknown, code?: ProblemCode): error is ProblemError =>
  error instanceof ProblemError && (code === undefined || error.code === code);

/** The error of an answer that is not a success; what is no problem body comes from something before the server. */
export async function problemFrom(response: Response): Promise<ProblemError> {
  const isOurs = response.headers.get('content-type')?.includes('application/problem+json');
  if (!isOurs) return new ProblemError('UNAVAILABLE');
  return toProblemError((await response.json()) as Problem); // the server's one error body
}

export function toProblemError({ code, message, fields, requestId }: Problem): ProblemError {
  if (code === 'CONFLICT' && fields.some(({ path }) => path === 'actingFor')) actingChanged.set(true);
  return new ProblemError(code, message, fields, requestId);
}
