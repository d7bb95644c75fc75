import { createApp } from '../server/app.ts';
import { createLogger } from '../server/platform/logger.ts';
import { commandLine } from './lib/options.mjs';
import { settings } from './lib/settings.ts';

commandLine({
  call: 'npm run search:rebuild --',
  does: 'Builds every search index anew from the database and puts it in place of the present one.',
});
const config = settings();
const app = await createApp(config, { logger: createLogger('warn') });
try {
  if (app.searching.isInMemory) {
    console.log('The built-in engine serves: each server builds its index at its start, there is nothing to rebuild.');
  } else {
    const started = performance.now();
    const counts = await app.searching.rebuild();
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    for (const [index, count] of Object.entries(counts)) console.log(`${index}: ${count} in the new index`);
    console.log(`Done in ${seconds} s.`);
  }
} finally {
  await app.stop();
}
