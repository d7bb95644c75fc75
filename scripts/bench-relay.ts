import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concerning } from '../server/domain/event.ts';
import { systemClock, uuidV7 } from '../server/platform/clock.ts';
import { collection, openDatabase } from '../server/platform/database/mongo.ts';
import { noHash } from '../server/platform/events/chain.ts';
import { eventStore, waitingFor } from '../server/platform/events/event.store.ts';
import { reader } from '../server/platform/events/reader.ts';
import { createRelay } from '../server/platform/events/relay.ts';
import { eventVersion } from '../server/platform/events/upcasters.ts';
import { createLogger } from '../server/platform/logger.ts';
import { commandLine } from './lib/options.mjs';
import { settings } from './lib/settings.ts';

const { values } = commandLine({
  call: 'npm run bench:relay --',
  does: `How many events a second the relay hands to a reader inside the database and to one outside it, beside as many bare
transactions of one write each in the same run; with MONGODB_URI the same on MongoDB. Prints figures; it is no test.`,
  options: { events: { type: 'string', default: '2000', value: 'N', does: 'how many events wait' } },
});
const count = Number(values.events);
const streamLength = 5;

const dataFolder = mkdtempSync(join(tmpdir(), 'bench-relay-'));
const logger = createLogger('warn');
const newId = uuidV7(systemClock);
const { mongoUri } = settings();
const database = await openDatabase({ mongoUri, dataFolder, database: 'bench-relay' }, logger);
const events = eventStore(database);
const marks = database.model(collection<{ _id: string; n: number }>('benchMarks', { _id: String, n: Number }));
const mark = (id: string) => marks.updateOne({ _id: id }, { $inc: { n: 1 } }, { upsert: true }).exec();
await database.prepare();

const type = 'watch.begun';
const data = { kind: 'patent', thingId: newId() };

/** Appends `count` events that wait for a reader, in streams of five. */
const fill = async (name: string): Promise<void> => {
  for (let n = 0; n < count; n += 500) {
    await database.transaction(async () => {
      for (let i = n; i < Math.min(n + 500, count); i++) {
        const [stream, seq] = [`${name}:${Math.floor(i / streamLength)}`, (i % streamLength) + 1];
        const by = { kind: 'system' } as const;
        const chain = { prevHash: noHash, requestDigest: '', version: seq, v: eventVersion, commandId: newId() };
        const event = { _id: newId(), stream, seq, type, by, at: systemClock.now(), data, concerns: concerning({}) };
        await events.append({ ...event, ...chain, pending: waitingFor([name]) });
      }
    });
  }
};

const rate = async (what: string, work: () => Promise<unknown>) => {
  const from = performance.now();
  await work();
  const ms = performance.now() - from;
  return { what, 'a second': Math.round((count / ms) * 1000), 'ms each': (ms / count).toFixed(2) };
};
const through = async (kind: 'inside' | 'outside') => {
  await fill(kind);
  const apply = async ({ stream }: { stream: string }) =>
    void (kind === 'inside' ? await mark(stream) : await Promise.resolve());
  const relay = createRelay({ database, events, clock: systemClock, logger });
  relay.add([reader({ name: kind, kind, from: 'now', types: [type], apply })]);
  return rate(`${kind} reader`, relay.drain);
};

const bare = await rate('bare transaction', async () => {
  for (let i = 0; i < count; i++) {
    await database.transaction(() => mark(`bare:${Math.floor(i / streamLength)}`));
  }
});
console.table([bare, await through('inside'), await through('outside')]);
await database.drop();
await database.close();
rmSync(dataFolder, { recursive: true, force: true });
