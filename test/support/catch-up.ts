import { concerning } from '../../server/domain/event.ts';
import type { Database } from '../../server/platform/database/mongo.ts';
import { noHash } from '../../server/platform/events/chain.ts';
import { waitingFor } from '../../server/platform/events/event.store.ts';
import { reader } from '../../server/platform/events/reader.ts';
import { eventVersion } from '../../server/platform/events/upcasters.ts';
import { newId } from './app.ts';
import { counterStore } from './counter.store.ts';
import { startPlatform } from './platform.ts';

const streamLength = 5;
const fact = { type: 'watch.begun', data: { kind: 'patent', thingId: 'a' } } as const;

/** An inside reader that records what it saw, by stream. */
const writer = (name: string) => (database: Database) => {
  const counter = counterStore(database);
  return reader({
    ...{ name, kind: 'inside', from: 'start', types: [fact.type] },
    apply: ({ stream, seq }) => counter.add(`${name}/${stream}`, `#${seq}`),
  });
};

/**
 * A database in which one reader has read `count` events; then a second reader is added, whose process is killed
 * repeatedly while events go on. Returns what both have seen at the end.
 */
export async function lateReader(count: number, killAfterMs: readonly number[]) {
  const platform = await startPlatform((database) => [writer('old')(database)]);
  await platform.prepare();
  const streams = count / streamLength;
  for (let n = 0; n < count; n += 500) {
    await platform.database.transaction(async () => {
      for (let i = n; i < Math.min(n + 500, count); i++) {
        // appended in bulk, as commands would take longer than a test may
        const [stream, seq] = [`thing:${i % streams}`, Math.floor(i / streams) + 1];
        const chain = { v: eventVersion, commandId: newId(), requestDigest: '', version: seq, prevHash: noHash };
        const of = { by: { kind: 'system' } as const, at: platform.clock.now(), concerns: concerning({}) };
        await platform.events.append({
          _id: newId(),
          stream,
          seq,
          ...fact,
          ...of,
          ...chain,
          pending: waitingFor(['old']),
        });
        platform.clock.forward(1);
      }
    });
  }
  await platform.relay.drain();

  const both = (database: Database) => [writer('old')(database), writer('new')(database)];
  let told = 0;
  for (const afterMs of killAfterMs) {
    const process = await platform.another(both);
    const end = process.relay.drain().catch(() => undefined); // the process is killed
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    // meanwhile events are appended by a process that knows both readers
    const at = { seq: streamLength + 1, stream: `thing:${told++}`, at: platform.clock.now() };
    const chain = { v: eventVersion, commandId: newId(), requestDigest: '', version: 6, prevHash: noHash };
    const of = { by: { kind: 'system' } as const, concerns: concerning({}), pending: waitingFor(['old', 'new']) };
    await platform.events.append({ _id: newId(), ...fact, ...at, ...of, ...chain });
    await process.kill();
    await end;
    platform.clock.forward(31_000);
  }
  const last = await platform.another(both);
  await last.relay.drain();
  const stillBehind = await last.relay.behind();
  await last.kill();
  const counter = counterStore(platform.database);
  const seen = { old: await counter.all('old/'), new: await counter.all('new/'), stillBehind, streams };
  await platform.stop();
  return seen;
}
