import { createHash, createHmac } from 'node:crypto';
import type { Concerns, EventAuthor } from '../../domain/event.ts';

/** The fields of an event that its hash covers: all but those about delivery. */
export type ChainedEvent = Readonly<{
  v: number;
  stream: string;
  seq: number;
  commandId: string;
  type: string;
  by: EventAuthor;
  at: string;
  data: unknown;
  prevHash: string;
  /** Since version 2: what the event concerns, and the thing's version after it. */
  concerns?: Concerns | undefined;
  version?: number | undefined;
}>;

/** `prevHash` of the first event of a stream. */
export const noHash = '';

/**
 * The canonical JSON of a value (RFC 8785): keys sorted by UTF-16 code units, undefined fields left out. Equal content
 * gives equal text, and outsiders can verify a chain with any implementation of the RFC. Throws `TypeError` for values
 * that would be read back differently (functions, bigint, NaN, dates, array holes, lone surrogates).
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'string') {
    if (/\p{Cs}/u.test(value)) throw new TypeError('half a surrogate pair cannot be kept');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('only finite numbers can be kept');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${Array.from(value, canonical).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries('toJSON' in value && typeof value.toJSON === 'function' ? plain(value) : value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${canonical(key)}:${canonical(field)}`);
    return `{${entries.join(',')}}`;
  }
  throw new TypeError(`a ${typeof value} cannot be kept in an event`);
}

/** `value` after a round trip through JSON, which turns `Money` and the like into their wire form. */
const plain = (value: object): object => {
  const kept: unknown = JSON.parse(JSON.stringify(value));
  if (kept === null || typeof kept !== 'object') throw new TypeError('a date goes into an event as text');
  return kept;
};

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** HMAC-SHA-256 of a text, in hexadecimal. Keyed, so that short texts cannot be found by trying. */
export const keyedDigest =
  (key: string) =>
  (text: string): string =>
    createHmac('sha256', key).update(text, 'utf8').digest('hex');

/** SHA-256 of an event, in hexadecimal; covers `prevHash` and so all events before. `v` decides which fields. */
export function eventHash(event: ChainedEvent): string {
  const { v, stream, seq, commandId, type, by, at, data, prevHash, concerns, version } = event;
  const first = { v, stream, seq, commandId, type, by, at, data, prevHash };
  return sha256(canonical(v === 1 ? first : { ...first, concerns, version }));
}
