import type { FactOf } from '../../server/domain/events.ts';
import { reader } from '../../server/platform/events/reader.ts';
import { lateReader } from '../support/catch-up.ts';
import { counterStore } from '../support/counter.store.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';

const begun: FactOf = { type: 'watch.begun', data: { kind: 'patent', thingId: 'a' } };
const ended: FactOf = { type: 'watch.ended', data: { kind: 'patent', thingId: 'a' } };

describe('a reader that comes late', () => {
  it('ends where one from the start is, each stream in its order, however often its process is killed', async () => {
    const seen = await lateReader(1_200, [30, 100, 300]);
    expect(seen.new).toEqual(seen.old);
    expect(Object.keys(seen.new)).toHaveLength(seen.streams);
    expect(seen.new['thing:0']).toEqual(['#1', '#2', '#3', '#4', '#5', '#6']);
    expect(seen.stillBehind).toEqual([]);
  });
});

describe('a database with events', () => {
  let platform: TestPlatform;
  let counter: ReturnType<typeof counterStore>;
  beforeEach(async () => {
    platform = await startPlatform((database) => {
      counter = counterStore(database);
      return [];
    });
    await platform.prepare();
    await platform.relay.drain();
    const first = await platform.another(() => [named('first', ['watch.begun'], 'start')]);
    await first.relay.drain();
    await platform.tell('thing:a', begun);
    await platform.tell('thing:a', ended);
    await first.kill();
  });
  afterEach(() => platform.stop());

  const named = (name: string, types: readonly ('watch.begun' | 'watch.ended')[], from: 'start' | 'now') =>
    reader({ name, kind: 'outside', from, types, apply: ({ seq }) => counter.add(name, `#${seq}`) });
  const run = async (...readers: ReturnType<typeof named>[]) => {
    const process = await platform.another(() => readers);
    await process.relay.drain();
    await process.kill();
  };

  it('gives a reader from now on nothing of what was, and one from the start all of it', async () => {
    const types = ['watch.begun', 'watch.ended'] as const;
    await run(named('first', ['watch.begun'], 'start'), named('now', types, 'now'), named('start', types, 'start'));
    expect(await counter.seen('now')).toEqual([]);
    expect(await counter.seen('start')).toEqual(['#1', '#2']);
  });

  it('gives a reader that reads another type from now on what it has not read of that type, and nothing twice', async () => {
    await run(named('second', ['watch.begun'], 'start'));
    await run(named('second', ['watch.begun', 'watch.ended'], 'start'));
    await run(named('second', ['watch.begun', 'watch.ended'], 'start'));
    expect(await counter.seen('second')).toEqual(['#1', '#2']);
  });
});
