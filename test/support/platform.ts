import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { system } from '../../server/domain/actors.ts';
import { concerning } from '../../server/domain/event.ts';
import type { FactOf } from '../../server/domain/events.ts';
import { createCommands } from '../../server/platform/events/commands.ts';
import { eventStore } from '../../server/platform/events/event.store.ts';
import type { Reader } from '../../server/platform/events/reader.ts';
import { createRelay } from '../../server/platform/events/relay.ts';
import { jobStore } from '../../server/platform/jobs/jobs.store.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { type Database, openDatabase } from '../../server/platform/database/mongo.ts';
import { sharedStore } from './app.ts';
import { newId, testClock } from './app.ts';

/** The platform without any feature: a database of its own, events, commands, and a relay with the given readers. */
export async function startPlatform(readersFor: (database: Database) => readonly Reader[] = () => []) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'exchange-platform-'));
  const logger = createLogger(process.env['TEST_LOG'] ?? 'silent');
  const clock = testClock();
  const mongoUri = process.env['MONGODB_URI'] ?? (await sharedStore());
  const settings = { mongoUri, dataFolder, database: `test-${newId().slice(0, 13)}` };
  const database = await openDatabase(settings, logger);
  const events = eventStore(database);
  const jobs = jobStore(database);
  const relay = createRelay({ database, events, clock, logger });
  relay.add(readersFor(database));
  const readersOf = relay.readersOf;
  const commands = createCommands({
    database,
    events,
    clock,
    newId,
    readersOf,
    confirm: async () => undefined, // there are no people here
    committed: () => undefined,
    digestKey: 'k',
  });
  return {
    database,
    events,
    jobs,
    relay,
    commands,
    clock,
    logger,
    dataFolder,
    prepare: () => database.prepare(),
    /** Another process on the same database; `kill` ends it wherever it is. */
    another: async (readersOfIt: (database: Database) => readonly Reader[]) => {
      const connection = await openDatabase(settings, logger);
      const itsEvents = eventStore(connection);
      const itsRelay = createRelay({ database: connection, events: itsEvents, clock, logger });
      itsRelay.add(readersOfIt(connection));
      await connection.prepare();
      return { events: itsEvents, relay: itsRelay, kill: connection.close };
    },
    /** Appends one event by a command of the system. */
    tell: (stream: string, fact: FactOf) =>
      commands.execute({ operation: 'test', stream, actor: system, body: { commandId: newId() } }, async () => ({
        ...fact,
        concerns: concerning({}),
      })),
    stop: async () => {
      await relay.stop();
      await database.drop();
      await database.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

export type TestPlatform = Awaited<ReturnType<typeof startPlatform>>;
