import { createApp } from '../server/app.ts';
import { createLogger } from '../server/platform/logger.ts';
import { commandLine } from './lib/options.mjs';
import { settings } from './lib/settings.ts';

commandLine({
  call: 'npm run inbox:rebuild --',
  does: `Makes everything that waits for anybody anew from the present things, and says in how many what was kept differed.
Who took what, and what was read or muted, stays. May run while the exchange runs.`,
});
const app = await createApp(settings(), { logger: createLogger('warn') });
try {
  const started = performance.now();
  const { things, differences } = await app.inbox.rebuild();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${things} things looked at, ${differences} differences mended, in ${seconds} s.`);
} finally {
  await app.stop();
}
