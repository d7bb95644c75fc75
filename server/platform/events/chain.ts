import { createHash, createHmac } from 'node:crypto';
import type { Concerns, EventAuthor } from '../../domain/event.ts';

/** The fields of an event that its hash covers; delivery is not among them. */
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
  /** Since version 2: what the event concerns, and which version of the thing it made. */
  concerns?: Concerns | undefined;
  version?: number | undefined;
}>;

/** What stands before the first event of a stream. */
export const noHash = '';

/**
 * The canonical JSON of a value (RFC 8785): keys in the order of their UTF-16 code units, no undefined. The same content
 * always gives the same text, and whoever has another implementation can verify a chain. Throws `TypeError` for what
 * would not come back as it went in (functions, bigint, NaN, dates, holes, half a surrogate pair), so that nothing changes
 * silently between hashing and reading back.
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

/** What `value` is after a round trip through JSON: `Money` and the like become their wire form. */
const plain = (value: object): object => {
  const kept: unknown = JSON.parse(JSON.stringify(value));
  if (kept === null || typeof kept !== 'object') throw new TypeError('a date goes into an event as text');
  return kept;
};

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Says what the proof of a text is: the same for the same text, and without the key nobody finds a short text by trying. */
export const keyedDigest =
  (key: string) =>
  (text: string): string =>
    createHmac('sha256', key).update(text, 'utf8').digest('hex');

/** The link of one event to all before it in its stream; an event is hashed as its own version is. */
export function eventHash(event: ChainedEvent): string {
  const { v, stream, seq, commandId, type, by, at, data, prevHash, concerns, version } = event;
  const first = { v, stream, seq, commandId, type, by, at, data, prevHash };
  return sha256(canonical(v === 1 ? first : { ...first, concerns, version }));
}
