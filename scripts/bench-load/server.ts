import { readConfig } from '../../server/platform/config.ts';
import { createApp } from '../../server/app.ts';
import { createLogger } from '../../server/platform/logger.ts';
import type { Memory } from './messages.ts';

/**
 * The product as it is, but that hundreds may register from one address, with one more address, `/bare`, that does nothing:
 * what it costs is what any answer of this process costs at that moment.
 */
const many = { points: 1_000_000, duration: 60 };
const usualPerson = { points: 1_800, duration: 60 };
const room = { places: Infinity, perPerson: Infinity };
const lanes = { light: room, command: room, heavy: room, secret: room, files: room };
const firstCome = { lanes, waiting: 0, waitingPerPerson: 0, patienceMs: 0 };
const app = await createApp(readConfig(), {
  logger: createLogger('error'),
  ...(process.argv.includes('--first-come') ? { shares: firstCome } : {}),
  limits: { guesses: many, anonymous: many, person: usualPerson },
});
const [handle] = app.http.listeners('request');
app.http.removeAllListeners('request').on('request', (request, response) => {
  if (request.url === '/bare') response.end('ok');
  else Reflect.apply(handle as () => void, app.http, [request, response]); // the one that `createHttp` gave
});

process.on('message', (message) => {
  if (message !== 'memory') return;
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ heap: heapUsed, external, resident: rss } satisfies Memory);
});
process.on('disconnect', () => void app.stop().then(() => process.exit(0)));
process.send?.(await app.start());
