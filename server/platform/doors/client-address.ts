import type { IncomingMessage } from 'node:http';

/**
 * The caller's address when the last `proxies` hops before the server are trusted. Each proxy appends the address it was
 * called from to `x-forwarded-for`; entries further left may be forged. The same answer as Express gives in `request.ip`.
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxies: number,
): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
  const hops = [socket.remoteAddress ?? '', ...forwarded.split(',').reverse()].map((hop) => hop.trim());
  const known = hops.filter((hop, at) => at === 0 || hop !== '');
  return known[Math.min(proxies, known.length - 1)] ?? '';
}
