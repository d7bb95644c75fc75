import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import type { Operation } from '../../server/api/operation.ts';
import { type OperationName, operations } from '../../server/api/operations.ts';
import { type Random, seeded } from '../../scripts/generator/random.ts';
import { hostileValues } from './hostile-values.ts';
import { Listener } from './socket.ts';

/** Somebody in whose name hostile input comes. */
export type Attacker = Readonly<{ name: string; cookie: string; language: 'zh' | 'en' }>;

/** An answer that must never be given, with all that is needed to ask for it again. */
export type Fault = Readonly<{ what: string; of: string; seed: number; asked: string; answered: string }>;

type Asked = Readonly<{
  name: OperationName;
  method: string;
  path: string;
  headers: OutgoingHttpHeaders;
  body: string | Buffer | undefined;
}>;

const lists = [
  '申请号,名称\n"202010123456.7,\n,,,,,\n',
  `名称\n${'<'.repeat(1_800)}\n`,
  `标题\n${' '.repeat(20_000)}\n`,
  '\uFEFF专利号\t标题\n\0\0\n',
  'PK\x03\x04 not a workbook',
  '<html><table><tr><td>专利号',
];
/** Stands for an answer that could not be read any more, since the connection was closed while the body was sent. */
const cutOff = { status: 413, text: 'cut off' };
/** Ends sessions: a hostile caller who has none is only anybody, whom others are. */
const ending: readonly OperationName[] = ['accounts.signOut'];

/** Sends hostile input for every row of the table, over HTTP and the socket, and keeps what should not have come back. */
export function hostile(
  address: string,
  attackers: readonly Attacker[],
  ids: readonly string[],
  /** How long an answer may take. On a busy machine nothing can be said of that. */
  slowestMs = Infinity,
) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const names = (Object.keys(operations) as OperationName[]).filter((name) => !ending.includes(name));
  const faults: Fault[] = [];
  const statuses: Record<string, number> = {};
  let slowest = 0;
  const listeners = new Map<string, Listener>();

  const judge = (of: string, seed: number, asked: string, status: number, text: string, ms: number) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    slowest = Math.max(slowest, ms);
    const fault = (what: string) =>
      faults.push({ what, of, seed, asked: asked.slice(0, 2_000), answered: text.slice(0, 500) });
    if (status >= 500 || status === 0) fault(`answered ${status}`);
    if (ms > slowestMs) fault(`took ${Math.round(ms)} ms`);
    if (/node_modules|\.ts:\d|at \w+ \(|MongoError|mongodb:\/\//.test(text)) fault('tells of its inside');
    if (status >= 400 && status < 500 && text !== cutOff.text && !/^\{"type":"about:blank"/.test(text))
      fault('not the error body');
  };

  const send = (asked: Asked): Promise<{ status: number; text: string }> =>
    new Promise((resolve) => {
      const { method, path, headers, body } = asked;
      const sent = request(`${address}${path}`, { method, agent, headers, timeout: 300_000 }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', (error) => resolve({ status: 0, text: String(error) }));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
        );
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer')));
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // a kept connection may be closed by the other end at any moment: as every client, ask again on another
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(send(asked));
        // a body that is too large is refused before it has come whole, and the connection is closed
        else if (error.code === 'EPIPE' && (body?.length ?? 0) > 100_000) resolve(cutOff);
        else resolve({ status: 0, text: String(error) });
      });
      sent.end(body);
    });

  const overHttp = async (asked: Asked, seed: number) => {
    const from = performance.now();
    const { status, text } = await send(asked);
    const { name, method, path, headers, body } = asked;
    judge(
      name,
      seed,
      JSON.stringify({ method, path, headers, body: body?.toString() }),
      status,
      text,
      performance.now() - from,
    );
  };

  const overSocket = async (attacker: Attacker, seed: number, random: Random) => {
    const values = hostileValues(random, ids);
    const listener = listeners.get(attacker.name) ?? new Listener(address, attacker);
    listeners.set(attacker.name, listener);
    const name = random.pick(names);
    const row: Operation = operations[name];
    const message = random.chance(0.2)
      ? values.rubbish()
      : {
          operation: random.chance(0.9) ? name : values.text(),
          params: row.params && values.of(row.params),
          query: row.query && values.of(row.query),
          body: row.body && values.of(row.body),
        };
    const stream = random.chance(0.7)
      ? `${random.pick(['patent', 'deal', 'room', 'need', 'user'])}:${values.id()}`
      : values.rubbish();
    const kind = random.pick(['call', 'call', 'call', 'join', 'leave', 'typing'] as const);
    const sent = kind === 'call' ? message : random.chance(0.9) ? { stream } : values.rubbish();
    if (JSON.stringify(sent).length > 80_000) return; // such a message closes the socket, in place of an answer
    const from = performance.now();
    // what the types forbid is what is tried
    const { socket } = listener as unknown as {
      socket: { emit: (kind: string, ...rest: unknown[]) => void; connected: boolean };
    };
    if (kind === 'typing') return socket.emit(kind, sent);
    const answer = await new Promise<unknown>((resolve) => {
      const none = setTimeout(() => resolve('no answer'), 300_000);
      socket.emit(kind, sent, (given: unknown) => {
        clearTimeout(none);
        resolve(given);
      });
    });
    const { ok = false, problem } = (answer ?? {}) as { ok?: boolean; problem?: { status?: number } };
    const status = ok ? 200 : (problem?.status ?? 0);
    const text = ok ? '' : JSON.stringify(problem ?? answer);
    judge(`socket ${kind}`, seed, JSON.stringify(sent), status, text, performance.now() - from);
  };

  const ask = (attacker: Attacker, name: OperationName, random: Random): Asked => {
    const row: Operation = operations[name];
    const values = hostileValues(random, ids);
    const params = (row.params ? values.of(row.params) : {}) as Record<string, unknown> | null;
    const fill = (_: string, key: string) => quoted(asText(params?.[key] ?? values.id()).slice(0, 500));
    const path = row.path.replace(/:(\w+)/g, fill);
    const query = row.query ? values.of(row.query) : {};
    const search = Object.entries(typeof query === 'object' && query !== null ? query : { q: query })
      .flatMap(([key, value]) =>
        (Array.isArray(value) ? value.slice(0, 20) : [value]).map((one): [string, unknown] => [key, one]),
      )
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${quoted(key)}=${quoted(value)}`)
      .join('&')
      .slice(0, 6_000);
    const body = row.upload ? random.pick(lists) : row.body ? bodyOf(values.of(row.body), random) : undefined;
    return {
      name,
      method: random.chance(0.97) ? row.method.toUpperCase() : random.pick(['PUT', 'PATCH', 'OPTIONS']),
      path: search ? `${path}?${search}` : path,
      headers: headersOf(attacker, row, random),
      body,
    };
  };

  return {
    faults,
    statuses,
    slowest: () => slowest,
    /** Sends `count` inputs, `atATime` together; each has a seed of its own, `first` and upwards. */
    attack: async (first: number, count: number, atATime = 16): Promise<void> => {
      let next = first;
      const loop = async () => {
        for (let seed = next++; seed < first + count; seed = next++) {
          const random = seeded(seed);
          const attacker = random.pick(attackers);
          if (random.chance(0.1)) await overSocket(attacker, seed, random);
          else await overHttp(ask(attacker, random.pick(names), random), seed);
        }
      };
      await Promise.all(Array.from({ length: atATime }, loop));
    },
    close: () => {
      agent.destroy();
      for (const listener of listeners.values()) listener.close();
    },
  };
}

/** A value as text that `encodeURIComponent` takes: half a surrogate pair becomes another character. */
const asText = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 'utf8').toString('utf8');
/** Half a character has no bytes; it is sent as the sign of one that cannot be shown. */
const quoted = (value: unknown): string => encodeURIComponent(Buffer.from(asText(value)).toString());

function bodyOf(value: unknown, random: Random): string {
  const text = JSON.stringify(value) ?? '';
  if (random.chance(0.95)) return text;
  return random.pick([
    text.slice(0, -1),
    `${text}${text}`,
    '['.repeat(50_000),
    '',
    'null',
    '"x"',
    `{"a":${'[{"a":'.repeat(5_000)}`,
    'x'.repeat(1_100_000),
  ]);
}

function headersOf({ cookie, language }: Attacker, row: Operation, random: Random): OutgoingHttpHeaders {
  const usual: OutgoingHttpHeaders = {
    cookie,
    'accept-language': language,
    ...(row.upload
      ? { 'content-type': 'application/octet-stream' }
      : row.body
        ? { 'content-type': 'application/json' }
        : {}),
  };
  if (random.chance(0.9)) return usual;
  return {
    ...usual,
    ...random.pick<OutgoingHttpHeaders>([
      { cookie: 'exchange.sid=s%3Ax.y; exchange.sid=%FF' },
      { cookie: `${cookie}; a=${'b'.repeat(3_000)}` },
      { 'accept-language': 'x'.repeat(2_000) },
      { 'x-acting-for': '__proto__' },
      { 'x-acting-for': ['a', 'b'] },
      { 'x-forwarded-for': '1.2.3.4, %00' },
      { 'content-type': 'application/json; charset=utf-32' },
      { 'content-type': 'multipart/form-data' },
      { 'content-encoding': 'gzip' },
      { 'content-encoding': 'br' },
      { range: 'bytes=99999999999-' },
      { 'if-none-match': '*' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { accept: 'application/xml' },
    ]),
  };
}
