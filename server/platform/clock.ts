import { createHash, randomBytes } from 'node:crypto';

/** Injected wherever time is read, so that tests can set it. */
export type Clock = Readonly<{ now: () => Date }>;
export const systemClock: Clock = { now: () => new Date() };

export type NewId = () => string;

/**
 * UUID version 7 (RFC 9562, section 6.2, method 1): 48 bits of milliseconds, a counter of 12 bits, then random bits.
 * Ids of one process sort by creation, even within a millisecond; after 4,096 in one they use the next.
 */
export function uuidV7(clock: Clock): NewId {
  let last = 0;
  let count = 0;
  return () => {
    const now = clock.now().getTime();
    count = now > last ? 0 : count + 1;
    last = Math.max(now, last) + (count >> 12);
    count &= 0xfff;
    const bytes = randomBytes(16);
    bytes.writeUIntBE(last, 0, 6);
    bytes.writeUInt16BE(0x7000 | count, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}

/** An id derived from a text: UUID version 8 (RFC 9562) from its SHA-256. */
export function idFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
