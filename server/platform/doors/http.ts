import { createServer, type Server } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline as pump } from 'node:stream/promises';
import compression from 'compression';
import { create as contentDisposition } from 'content-disposition';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { Download, Operation, ShownInBrowser } from '../../api/operation.ts';
import { type OperationName, operations } from '../../api/operations.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Language } from '../../domain/messages.ts';
import type { Auth } from '../auth/auth.ts';
import { clientFiles } from './client-files.ts';
import { compiled } from '../config.ts';
import { problemOf } from './error-map.ts';
import type { Limiter } from './limits.ts';
import type { Turns } from './turns.ts';
import { describeError, type Logger } from '../logger.ts';
import { pageSecurity } from './page-security.ts';
import type { Pipeline } from './pipeline.ts';
import { isSameOrigin } from './same-origin.ts';

const bodyLimit = '1mb';

export type HttpPorts = Readonly<{
  pipeline: Pipeline;
  auth: Auth;
  limiter: Limiter;
  turns: Turns;
  logger: Logger;
  newId: () => string;
  trustProxy: number;
  publicUrl: string | undefined;
}>;

/** The HTTP server: a route for every row of the table of operations, error bodies, and the browser client. */
export function createHttp(ports: HttpPorts): Server {
  const app = express();
  app.set('trust proxy', ports.trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(pageSecurity(ports.publicUrl));
  app.use('/api', nameRequest(ports.newId), compression(), sameOrigin(ports.publicUrl));
  for (const name of wordsFirst(Object.keys(operations) as OperationName[])) mount(app, name, ports);
  app.use('/api', () => {
    throw new DomainError('NOT_FOUND', 'common.notFound');
  });
  app.use(clientFiles(compiled('client')));
  const answerError = (error: unknown, request: Request, response: Response): void => {
    const requestId = requestIdOf(response);
    if (isDeparture(error) && request.socket.destroyed) {
      ports.logger.info({ requestId }, 'the caller left before the end');
    } else if (response.headersSent) {
      // too late for an error body; cut the connection, so that a partial answer is not taken for the whole
      ports.logger.error({ requestId, error: describeError(error) }, 'failed while answering');
      if (!response.writableEnded) response.destroy();
    } else {
      const problem = problemOf(error, languageOf(request), requestId, ports.logger);
      const { retryAfterSeconds } = problem.details;
      if (typeof retryAfterSeconds === 'number') response.set('retry-after', String(retryAfterSeconds));
      // its body was left half read: what comes next on this connection cannot be told from the rest of it
      if (isBodyRefused(error)) response.set('connection', 'close');
      response.status(problem.status).type('application/problem+json').json(problem);
    }
  };
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    answerError(error, request, response),
  );
  // a proxy reuses its connections for a minute; one that we close first at that moment is an error of a request
  return createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    // errors that come after the last handler (a session that cannot be saved): Express alone would print them as they are
    app(request as Request, response as Response, (error?: unknown) =>
      answerError(error ?? notFound(), request as Request, response as Response),
    );
  });
}

const notFound = () => new DomainError('NOT_FOUND', 'common.notFound');

/** Whether the body parser refused: it marks its errors with a type and a status. */
const isBodyRefused = (error: unknown): boolean => error instanceof Error && 'type' in error && 'status' in error;

/** Whether an error says no more than that the caller closed the connection: nobody is there to answer, and nothing failed. */
const isDeparture = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    (error.code === 'ECONNRESET' && 'message' in error && error.message === 'aborted'));

/** Sorts `/api/patents/mine` before `/api/patents/:patentId`, which would take `mine` for an id. */
const wordsFirst = (names: readonly OperationName[]): OperationName[] => {
  const shape = (name: OperationName) => operations[name].path.replace(/:\w+/g, '~'); // sorts behind every word
  return [...names].sort((a, b) => (shape(a) < shape(b) ? -1 : 1));
};

/** Only reads: a request whose body comes slowly must not hold a place meanwhile. It is parsed when its turn has come. */
const readBody = express.text({ limit: bodyLimit, type: 'application/json' });
const parseBody: RequestHandler = (request, _response, next) => {
  const text: unknown = request.body; // undefined where the request claims no JSON
  if (typeof text === 'string') request.body = parsed(text);
  next();
};
function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new DomainError('INVALID_INPUT', 'common.notJson');
  }
}

function mount(app: express.Express, name: OperationName, { pipeline, auth, limiter, turns, logger }: HttpPorts): void {
  const row: Operation = operations[name];
  const count: RequestHandler = async (request, _response, next) => {
    const actor = auth.actorOf(request);
    await limiter.check(actor, request.ip ?? '');
    next();
  };
  // no JSON parser for uploads: their handler reads the bytes, whatever content type they claim
  const [read, parse] = row.body ? [[readBody], [parseBody]] : [[], []];
  // a probe is answered however many wait, and whether or not sessions can be read
  const known = sessionless.includes(name) ? [] : [turns.before(row), ...auth.middleware];
  const before = [...read, ...known, count, ...parse];
  app[row.method](row.path, ...before, async (request, response) => {
    const actor = auth.actorOf(request);
    const started = performance.now();
    const caller = {
      actor,
      language: languageOf(request),
      requestId: requestIdOf(response),
      session: auth.sessionOf(request, response),
      pageActsFor: request.get('x-acting-for'),
      ...(row.upload ? { upload: request } : {}),
    };
    const output = await limiter.guarded(name, request.ip ?? '', () => pipeline(name, request, caller));
    logger.debug(
      { operation: name, ms: Math.round(performance.now() - started), requestId: caller.requestId },
      'served',
    );
    if (row.download)
      await send(response, row.download.mediaType, output as Download); // the handler of a download row answers this
    else response.set('cache-control', 'no-store').json(output);
  });
}

/**
 * What a shown file may do: nothing. `nosniff`, which every answer has, keeps it what it is said to be. A PDF is not
 * sandboxed, and may be an object of its own page, because browsers do not start their viewers otherwise.
 */
const policyOf = (showAs: ShownInBrowser): string =>
  showAs === 'application/pdf'
    ? "script-src 'none'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    : "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

async function send(response: Response, mediaType: string, { fileName, content, showAs }: Download): Promise<void> {
  const chunks = Readable.from(typeof content === 'string' ? [content] : content).iterator();
  const first = await chunks.next(); // what cannot begin is answered with an error body, for which it is not too late yet
  response.set('content-type', showAs ?? mediaType).set('cache-control', 'no-store');
  response.set('content-disposition', contentDisposition(fileName, { type: showAs ? 'inline' : 'attachment' }));
  if (showAs) response.set('content-security-policy', policyOf(showAs));
  await pump(Readable.from(joined(first, chunks)), response);
}

/** `first` and then the `rest`, which is closed when the reader leaves early. */
async function* joined<Chunk>(first: IteratorResult<Chunk>, rest: AsyncIterator<Chunk>): AsyncGenerator<Chunk> {
  if (first.done) return;
  yield first.value;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** Rows that have to answer while the database does not: nobody's session is looked up for them. */
const sessionless: readonly OperationName[] = ['system.health', 'system.ready'];
const nameRequest =
  (newId: () => string): RequestHandler =>
  (_request, response, next) => {
    response.set('x-request-id', newId());
    next();
  };
const requestIdOf = (response: Response): string => String(response.getHeader('x-request-id') ?? '');

/** Refuses (NOT_ALLOWED) commands from pages of other sites: the browser would send our cookie along. */
const sameOrigin =
  (publicUrl: string | undefined): RequestHandler =>
  (request, _response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead && !isSameOrigin(request.headers, publicUrl)) {
      throw new DomainError('NOT_ALLOWED', 'common.notAllowed');
    }
    next();
  };

/** Chinese, unless `accept-language` begins with English. */
export const languageOf = (request: Pick<Request, 'headers'>): Language =>
  /^\s*en\b/i.test(String(request.headers['accept-language'] ?? '')) ? 'en' : 'zh';
