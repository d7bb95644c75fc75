import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations, type Output, type Request } from '../../server/api/operations.ts';
import type { Problem } from '../../server/api/problem.ts';

/** Calls operations over HTTP and keeps the session cookie. */
export class Caller {
  readonly #address: string;
  readonly language: 'zh' | 'en';
  cookie = '';
  /** The organisation to act for, sent with each call; needed by members of several. */
  actingFor: string | undefined;

  constructor(address: string, language: 'zh' | 'en' = 'en') {
    this.#address = address;
    this.language = language;
  }

  /** Calls an operation. Throws `Refused` for anything but success. */
  async call<Name extends OperationName>(name: Name, ...[request]: RequestOf<Name>): Promise<Output<Name>> {
    return (await this.looseCall(name, request as LooseRequest)) as Output<Name>;
  }

  /** The same for requests built generically, without the operation's types. */
  async looseCall(name: OperationName, request: LooseRequest): Promise<unknown> {
    const response = await this.send(name, request);
    const body: unknown = await response.json();
    if (!response.ok) throw new Refused(name, body as Problem);
    return body;
  }

  /** The error body of a call that has to be refused; throws if it succeeds. */
  async refusal<Name extends OperationName>(name: Name, ...[request]: RequestOf<Name>): Promise<Problem> {
    return this.looseRefusal(name, request as LooseRequest);
  }

  /** The same for requests that the types forbid. */
  async looseRefusal(name: OperationName, request: LooseRequest): Promise<Problem> {
    const response = await this.send(name, request);
    const body: unknown = await response.json();
    if (response.ok) throw new Error(`${name} was not refused: ${JSON.stringify(body)}`);
    return body as Problem;
  }

  async send(name: OperationName, { params = {}, query = {}, body, raw }: LooseRequest = {}): Promise<Response> {
    const row: Operation = operations[name];
    const path = row.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key])));
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]): [string, string][] =>
        (Array.isArray(value) ? value : [value]).flatMap((one) => (one === undefined ? [] : [[key, String(one)]])),
      ),
    );
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.#address}${path}?${search.toString()}`, {
      method: row.method.toUpperCase(),
      headers: {
        'accept-language': this.language,
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(this.actingFor ? { 'x-acting-for': this.actingFor } : {}),
        ...(content === undefined
          ? {}
          : { 'content-type': raw && row.upload ? 'application/octet-stream' : 'application/json' }),
      },
      ...(content === undefined ? {} : { body: content }),
    });
    this.cookie = withSet(this.cookie, response.headers.getSetCookie());
    return response;
  }

  async signIn(email: string, password: string): Promise<this> {
    await this.call('accounts.signIn', { body: { email, password } });
    return this;
  }
}

/** The cookies that a browser would send after these were set. */
function withSet(cookie: string, set: readonly string[]): string {
  const pairs = [...cookie.split('; '), ...set.map((one) => one.split(';')[0] ?? '')].filter((pair) => pair !== '');
  const jar = new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

type Bare<Type> = { [Key in keyof Type as Type[Key] extends undefined ? never : Key]: Type[Key] };
type RequestOf<Name extends OperationName> = keyof Omit<Bare<Request<Name>>, 'query'> extends never
  ? [request?: Partial<Pick<Request<Name>, 'query'>>]
  : [
      request: Partial<Pick<Request<Name>, 'query'>> &
        Omit<Bare<Request<Name>>, 'query'> & { raw?: string | Uint8Array<ArrayBuffer> },
    ];
type LooseRequest = {
  params?: Record<string, unknown> | undefined;
  query?: Record<string, string | number | boolean | readonly string[] | undefined> | undefined;
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
};

export class Refused extends Error {
  readonly problem: Problem;
  constructor(name: string, problem: Problem) {
    super(`${name}: ${problem.code} ${problem.message}`);
    this.problem = problem;
  }
}
