import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from our own pages or from no page at all. Browsers send our cookie along from any page and say
 * which (`Sec-Fetch-Site`; older ones and sockets `Origin`); other programs have our cookie only if they signed in
 * themselves. `publicUrl` is the address that people use, for proxies that do not pass on `Host`.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return true;
  const { origin } = headers;
  if (!origin) return site === undefined;
  const host = hostOf(origin);
  return site === undefined && host !== undefined && (host === headers.host || host === hostOf(publicUrl ?? ''));
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}
