import { createApp } from './app.ts';
import { ConfigError, readConfig } from './platform/config.ts';
import { createLogger, describeError } from './platform/logger.ts';
import { MigrationNeeded } from './platform/database/migrations.ts';

/** Starts one server of an installation and stops it gracefully on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
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
    setTimeout(() => process.exit(1), 20_000).unref(); // what does not end by itself by then is ended
    app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

main().catch((error: unknown) => {
  const logger = createLogger('info');
  const isForPeople = error instanceof ConfigError || error instanceof MigrationNeeded;
  logger.error(isForPeople ? {} : { error: describeError(error) }, isForPeople ? error.message : 'cannot start');
  process.exit(1);
});
