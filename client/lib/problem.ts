import type { Problem } from '../../server/api/problem.ts';
import { actingChanged } from './signals.ts';

/** Adds the codes that only the browser knows: no network, or no answer from the server. */
export type ProblemCode = Problem['code'] | 'OFFLINE' | 'UNAVAILABLE';

/** A failed call: its code, message, field errors, and the request id for the administrator. */
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

  /** Whether the same call may succeed a moment later. */
  get isPassing(): boolean {
    return this.code === 'OFFLINE' || this.code === 'UNAVAILABLE';
  }

  /** Whether no server answered; one that does also says UNAVAILABLE, of a part of it that is away for a moment. */
  get isUnanswered(): boolean {
    return this.code === 'UNAVAILABLE' && this.requestId === '';
  }
}

export const isProblem = (error: unknown, code?: ProblemCode): error is ProblemError =>
  error instanceof ProblemError && (code === undefined || error.code === code);

/** Reads a failed response. A body that is not ours came from a proxy in front of the server: `UNAVAILABLE`. */
export async function problemFrom(response: Response): Promise<ProblemError> {
  const isOurs = response.headers.get('content-type')?.includes('application/problem+json');
  if (!isOurs) return new ProblemError('UNAVAILABLE');
  return toProblemError((await response.json()) as Problem); // the server's one error body
}

export function toProblemError({ code, message, fields, requestId }: Problem): ProblemError {
  if (code === 'CONFLICT' && fields.some(({ path }) => path === 'actingFor')) actingChanged.set(true);
  return new ProblemError(code, message, fields, requestId);
}
