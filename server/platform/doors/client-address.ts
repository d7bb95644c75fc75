import type { IncomingMessage } from 'node:http';

/**
 * Where a request came from when the last `proxies` hops before the server are trusted: each writes at the end of
 * `x-forwarded-for` whom it heard, and what stands further left anybody may have written. As Express answers `request.ip`.
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
