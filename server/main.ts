import { createApp } from './app.ts';
import { ConfigError, readConfig } from './platform/config.ts';
import { createLogger, describeError, type Logger } from './platform/logger.ts';
import { MigrationNeeded } from './platform/database/migrations.ts';

/** Starts a server of the installation; SIGTERM and SIGINT stop it gracefully. */
async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  logWhatNodePrints(logger);
  const app = await createApp(config, { logger });
  const address = await app.start();
  const link = await app.setupLink(address);
  logger.info({ address, database: config.mongoUri ? 'MongoDB' : 'embedded store' }, 'the exchange is open');
  if (link) logger.info({ file: link }, 'no administrator yet: open the one-time link in this file');

  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ signal }, 'closing');
    setTimeout(() => process.exit(1), 20_000).unref(); // if it hangs
    app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

/** What Node would print as it is, beside the log, becomes a line of the log: warnings, and the error that ends the process. */
function logWhatNodePrints(logger: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger.warn({ error: describeError(warning) }, 'warning'));
  process.on('uncaughtException', (error) => {
    logger.error({ error: describeError(error) }, 'the server ends: nobody expected this error');
    setTimeout(() => process.exit(1), 100); // the line is written first
  });
}

main().catch((error: unknown) => {
  const logger = createLogger('info');
  const isForPeople = error instanceof ConfigError || error instanceof MigrationNeeded;
  logger.error(isForPeople ? {} : { error: describeError(error) }, isForPeople ? error.message : 'cannot start');
  process.exit(1);
});
