import { parse } from 'content-disposition';
import { operationTable } from 'virtual:operation-table';
import type { OperationName, Output, Request } from '../../server/api/operations.ts';
import { currentLanguage } from './language.ts';
import { ProblemError, problemFrom } from './problem.ts';
import { actingHeader, sessionChanges } from './signals.ts';

type Parts = 'params' | 'query' | 'body';
type Needed<Name extends OperationName> = {
  [Part in Parts as Request<Name>[Part] extends undefined ? never : Part]: Request<Name>[Part];
};
/** The request of an operation: params and body where it has them; the query is optional. */
export type RequestOf<Name extends OperationName> = Omit<Needed<Name>, 'query'> & Partial<Pick<Request<Name>, 'query'>>;
/** The request as an argument, optional when nothing in it is required. */
export type RequestArgs<Name extends OperationName> =
  Record<string, never> extends RequestOf<Name> ? [request?: RequestOf<Name>] : [request: RequestOf<Name>];

type Loose = { params?: object; query?: object | undefined; body?: unknown };
export type CallOptions = Readonly<{ signal?: AbortSignal }>;

/** The address of an operation with its parameters and query filled in. */
export function addressOf<Name extends OperationName>(name: Name, ...[request]: RequestArgs<Name>): string {
  const { params = {}, query = {} } = (request ?? {}) as Loose; // every request has this shape
  const [, path] = rowOf(name);
  const filled = path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(String(Object.entries(params).find(([k]) => k === key)?.[1])),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== '') search.append(key, String(one));
  }
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

/** Calls an operation; throws `ProblemError` for everything but success. */
export async function call<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
  options: CallOptions = {},
): Promise<Output<Name>> {
  const response = await send(name, request, options);
  return (await response.json()) as Output<Name>; // the server validates every answer
}

/** Calls an operation that answers a file; throws `ProblemError` for everything but success. */
export async function fetchFile<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<{ content: Blob; fileName: string }> {
  const response = await send(name, request);
  const { filename = name } = parse(response.headers.get('content-disposition') ?? '').parameters;
  return { content: await response.blob(), fileName: filename };
}

async function send<Name extends OperationName>(
  name: Name,
  request: RequestOf<Name>,
  { signal }: CallOptions = {},
): Promise<Response> {
  const { body } = request as Loose;
  // the types were checked where `call` was called; here the name is only known at run time
  const address = addressOf(name, ...([request] as unknown as RequestArgs<Name>));
  const sentUnder = sessionChanges.get();
  let response: Response;
  try {
    response = await fetch(address, {
      method: rowOf(name)[0].toUpperCase(),
      headers: {
        'accept-language': currentLanguage(),
        ...actingHeader(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError(navigator.onLine ? 'UNAVAILABLE' : 'OFFLINE');
  }
  if (response.ok) return response;
  const problem = await problemFrom(response);
  // a refusal that was under way while the user signed in again says nothing of the new session: once more
  const isLate = problem.code === 'NOT_AUTHENTICATED' && sentUnder !== sessionChanges.get();
  throw isLate ? new ProblemError('UNAVAILABLE') : problem;
}

/** The reads that a command changes, from its row in the table of operations. */
export const changesOf = (name: OperationName): readonly string[] => rowOf(name)[2];

function rowOf(name: OperationName) {
  const row = operationTable[name];
  if (!row) throw new Error(`${name} is not in the table of operations`);
  return row;
}
