import { createApp } from '../server/app.ts';
import { createLogger } from '../server/platform/logger.ts';
import { commandLine } from './lib/options.mjs';
import { settings } from './lib/settings.ts';
import { bad, good, say } from './lib/terminal.ts';

const {
  positionals: [email = ''],
} = commandLine({
  call: 'npm run password-link --',
  does: `Writes a one-time link, by which this person chooses a new password, into a private file, because what a terminal shows
may be kept: for an administrator whom nobody else can help. Runs beside a server.`,
  takes: ['E-MAIL'],
});
const config = settings();
// nothing is searched, so use the engine that needs no process of its own
const app = await createApp(
  { ...config, search: { ...config.search, isBuiltin: true } },
  { logger: createLogger('warn') },
);
try {
  const file = await app.passwordLink(email, `http://${config.host}:${config.port}`);
  say(file ? `${good('✓')} open the one-time link in ${file}` : `${bad('✗')} nobody signs in with this e-mail`);
  process.exitCode = file ? 0 : 1;
} finally {
  await app.stop();
}
