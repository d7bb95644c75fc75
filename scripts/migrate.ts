// `npm run migrate`: lifts the stored data to the version this program needs; after an interruption it goes on where it stopped.
import { readConfig } from '../server/platform/config.ts';
import { createLogger } from '../server/platform/logger.ts';
import { migrate } from '../server/platform/database/migrations.ts';
import { openDatabase } from '../server/platform/database/mongo.ts';
import { say } from './lib/terminal.ts';

const config = readConfig();
const database = await openDatabase(config, createLogger(config.logLevel));
try {
  await migrate(database, say);
} finally {
  await database.close();
}
