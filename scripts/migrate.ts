import { migrations } from '../server/migrations/migrations.ts';
import { createLogger } from '../server/platform/logger.ts';
import { migrate } from '../server/platform/database/migrations.ts';
import { openDatabase } from '../server/platform/database/mongo.ts';
import { commandLine } from './lib/options.mjs';
import { settings } from './lib/settings.ts';
import { say } from './lib/terminal.ts';

commandLine({
  call: 'npm run migrate --',
  does: 'Lifts the stored data to the version this program needs; after an interruption it goes on where it stopped.',
});
const config = settings();
const database = await openDatabase(config, createLogger(config.logLevel));
try {
  await migrate(database, say, migrations);
} finally {
  await database.close();
}
