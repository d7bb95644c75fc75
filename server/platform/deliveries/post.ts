import { type LookupAddress, lookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIpAddress, isPublicAddress } from './public-address.ts';

export const postFaults = ['notPublic', 'notReached', 'tooSlow', 'tooLong'] as const;

/** A message did not arrive; `reason` may be shown to whoever the address belongs to. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
  readonly reason: (typeof postFaults)[number];
  constructor(reason: (typeof postFaults)[number]) {
    super(reason);
    this.reason = reason;
  }
}

export type PostOptions = Readonly<{
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Addresses that are not public are called, too: for receivers within an installation's own network. */
  mayBePrivate: boolean;
  timeoutMs?: number;
}>;

/** More of an answer is nobody's business. */
const mostBytes = 64 * 1024;
const usualTimeoutMs = 5_000;

/**
 * Posts to an address that somebody else chose. It is looked up once, and only what was found to be public is connected
 * to, so that no name can lead to this machine or its network, also not by changing between look-up and connection. A
 * redirect is an answer like any other and is not followed. Throws `NotDelivered`.
 */
export function post(
  url: URL,
  { headers, body, mayBePrivate, timeoutMs = usualTimeoutMs }: PostOptions,
): Promise<Readonly<{ status: number; text: string }>> {
  const { hostname } = url; // a number is not looked up
  if (!mayBePrivate && isIpAddress(hostname) && !isPublicAddress(hostname))
    return Promise.reject(new NotDelivered('notPublic'));
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const outgoing = send(url, {
      method: 'POST',
      agent: false,
      lookup: mayBePrivate ? lookup : publicOnly,
      headers: { ...headers, 'content-length': Buffer.byteLength(body), 'accept-encoding': 'identity' },
    });
    const fail = (reason: (typeof postFaults)[number]) => {
      clearTimeout(timer);
      reject(new NotDelivered(reason));
      outgoing.destroy();
    };
    const timer = setTimeout(() => fail('tooSlow'), timeoutMs);
    outgoing.on('error', (error) => fail(error instanceof NotDelivered ? error.reason : 'notReached'));
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      incoming.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostBytes) fail('tooLong');
        else chunks.push(chunk);
      });
      incoming.on('error', () => fail('notReached'));
      incoming.on('aborted', () => fail('notReached'));
      incoming.on('end', () => {
        clearTimeout(timer);
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    outgoing.end(body);
  });
}

const publicOnly: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const [first] = found ?? [];
    if (error || !first) done(error ?? new NotDelivered('notReached'), '', 0);
    else if (!found.every(({ address }) => isPublicAddress(address))) done(new NotDelivered('notPublic'), '', 0);
    else if (options.all) done(null, found);
    else done(null, first.address, first.family);
  });
};
