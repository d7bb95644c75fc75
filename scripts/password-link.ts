// `npm run password-link -- E-MAIL`: a one-time link by which this person chooses a new password, for an administrator whom
// nobody else can help. It is written into a private file, because what a terminal shows may be kept. Runs beside a server.
import { createApp } from '../server/app.ts';
import { readConfig } from '../server/platform/config.ts';
import { createLogger } from '../server/platform/logger.ts';
import { bad, good, say } from './lib/terminal.ts';

const [email = ''] = process.argv.slice(2);
const config = readConfig();
// nothing is searched: the engine that needs no process of its own will do
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
