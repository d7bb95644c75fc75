import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request can only come from our own pages, or from no page at all. Browsers say where a request comes from
 * (`Sec-Fetch-Site`; older ones and sockets by `Origin`) and send our cookie along; whatever is not a browser has no
 * cookie of ours unless it signed in itself. `publicUrl` is the address that people use, for a proxy that does not pass on
 * the name of the host.
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
