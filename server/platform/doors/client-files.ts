import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * Serves the built browser client. Files with a digest in their name may be cached for a year, Brotli versions made at
 * build time are sent to browsers that accept them, and every other path answers `index.html`. Serves nothing when there
 * is no build in `folder`.
 */
export function clientFiles(folder: string): RequestHandler {
  const router = Router();
  if (!existsSync(join(folder, 'index.html'))) return router;
  // read once: a build does not change while the process runs
  const compressed = new Set(
    readdirSync(join(folder, 'assets'))
      .filter((name) => name.endsWith('.br'))
      .map((name) => `/assets/${name.slice(0, -3)}`),
  );
  router.use((request, response, next) => {
    const type = types[extname(request.path)];
    if (type && compressed.has(request.path)) {
      response.vary('accept-encoding');
      if (request.acceptsEncodings('br')) {
        request.url = request.url.replace(request.path, `${request.path}.br`);
        response.set({ 'content-encoding': 'br', 'content-type': type });
      }
    }
    next();
  });
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { index: false, immutable: true, maxAge: '1y', fallthrough: true }),
    // a file of an older build that is gone must not answer index.html
    (_request, response) => {
      response.removeHeader('content-encoding'); // set above for a file that has gone since
      response.sendStatus(404);
    },
  );
  router.use(express.static(folder, { index: false, maxAge: '1h' }));
  router.use((request, response, next) => {
    if (['GET', 'HEAD'].includes(request.method) && request.accepts('html')) {
      response.set('cache-control', 'no-cache').sendFile(join(folder, 'index.html'), { cacheControl: false });
    } else next();
  });
  return router;
}
