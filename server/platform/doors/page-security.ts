import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Abilities of browsers that no page of ours asks for: a script that got in cannot ask for them either. */
const unused = [
  ...['accelerometer', 'ambient-light-sensor', 'autoplay', 'bluetooth', 'browsing-topics', 'camera', 'display-capture'],
  ...['encrypted-media', 'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer'],
  ...['microphone', 'midi', 'payment', 'publickey-credentials-get', 'screen-wake-lock', 'serial', 'usb'],
  ...['window-management', 'xr-spatial-tracking'],
];
const permissions = unused.map((ability) => `${ability}=()`).join(', ');

/**
 * The headers that bind a page to its own origin. `publicUrl` is the address that people use; without one sockets may go
 * to the host that the page was asked from. Both schemes are named, because a proxy may end HTTPS in front of us.
 */
export function pageSecurity(publicUrl: string | undefined): RequestHandler {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  const socketsOf = (scheme: 'ws' | 'wss') => (request: IncomingMessage) => {
    const host = publicHost ?? request.headers.host ?? '';
    return /^[\w.:[\]-]+$/.test(host) ? `${scheme}://${host}` : "'self'"; // nothing that would end the directive
  };
  const bound = helmet({
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        // antd inserts its styles at run time
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        // some browsers do not count sockets of the same origin as 'self'
        'connect-src': ["'self'", socketsOf('ws'), socketsOf('wss')],
        'upgrade-insecure-requests': null,
      },
    },
  });
  return (request, response, next) => {
    response.set('permissions-policy', permissions);
    bound(request, response, next);
  };
}
