import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The names of our cookies and whether browsers send them over HTTPS alone: as `PUBLIC_URL` says. `__Host-` makes browsers
 * refuse a cookie of that name from another host or path.
 */
export function cookiesFor(publicUrl: string | undefined) {
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  const prefix = isSecure ? '__Host-' : '';
  return { isSecure, session: `${prefix}exchange.sid`, device: `${prefix}exchange.device` };
}

export type Cookies = ReturnType<typeof cookiesFor>;

/** The value of a cookie of a request. */
export function cookieOf({ headers }: Pick<IncomingMessage, 'headers'>, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Sets a cookie for this site alone, behind those that are set already. */
export function setCookie(
  response: Pick<ServerResponse, 'appendHeader'>,
  {
    name,
    value,
    isSecure,
    maxAgeSeconds,
  }: Readonly<{ name: string; value: string; isSecure: boolean; maxAgeSeconds: number }>,
): void {
  const secure = isSecure ? '; Secure' : '';
  response.appendHeader(
    'set-cookie',
    `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`,
  );
}
