import type { EventOf, FactOf } from '../../server/domain/events.ts';
import type { Database } from '../../server/platform/database/mongo.ts';
import { reader } from '../../server/platform/events/reader.ts';
import { counterStore } from '../support/counter.store.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';

type Kind = 'inside' | 'outside';
const happened: FactOf = { type: 'watch.begun', data: { kind: 'patent', thingId: 'a' } };
const poisoned: FactOf = { type: 'watch.ended', data: { kind: 'patent', thingId: 'a' } };

let platform: TestPlatform;
/** What happens to a process while it applies an event; a test sets it. */
let meanwhile: (event: EventOf) => void | Promise<void> = () => undefined;
const writersIn = (database: Database, kinds: readonly Kind[] = ['inside', 'outside']) => {
  const counter = counterStore(database);
  return kinds.map((kind) =>
    reader({
      ...{ name: kind, kind, from: 'start', types: [happened.type, poisoned.type] },
      apply: async (event) => {
        await meanwhile(event);
        await counter.add(`${kind}/${event.stream}`, `#${event.seq}`);
      },
    }),
  );
};
const seen = (kind: Kind) => counterStore(platform.database).all(`${kind}/`);

beforeEach(async () => {
  meanwhile = () => undefined;
  platform = await startPlatform(writersIn);
  await platform.prepare();
});
afterEach(() => platform.stop());

/** Three streams of five events each, told in turn. */
async function fill(poison?: string): Promise<void> {
  for (let seq = 1; seq <= 5; seq++) {
    for (const stream of ['t:a', 't:b', 't:c']) {
      await platform.tell(stream, `${stream}#${seq}` === poison ? poisoned : happened);
    }
  }
}
const whole = ['#1', '#2', '#3', '#4', '#5'];
const allOnce = { 't:a': whole, 't:b': whole, 't:c': whole };
const later = async (rounds: number) => {
  for (let round = 0; round < rounds; round++) {
    platform.clock.forward(61_000);
    await platform.relay.drain();
  }
};

describe('a batch', () => {
  it('with a poison event in the middle stops only the stream of that event, and leaves nothing half done', async () => {
    await fill('t:b#3');
    meanwhile = ({ type }) => {
      if (type === poisoned.type) throw new Error('cannot digest this');
    };
    await platform.relay.drain();
    for (const kind of ['inside', 'outside'] as const) {
      expect(await seen(kind)).toEqual({ ...allOnce, 't:b': ['#1', '#2'] });
    }
    await later(15);
    expect((await platform.events.backlog()).parked).toBe(1); // one event, by both readers
    meanwhile = () => undefined; // the fault is mended
    for (const kind of ['inside', 'outside'] as const) await platform.events.unpark(kind, platform.clock.now());
    await later(3);
    for (const kind of ['inside', 'outside'] as const) expect(await seen(kind)).toEqual(allOnce);
  });

  it('that loses a lease in the middle leaves that event to whoever has it, and does the others once', async () => {
    await fill();
    const thief = await platform.another(() => []);
    let stolen = '';
    meanwhile = async ({ stream, seq }) => {
      if (stolen !== '' || stream !== 't:b' || seq !== 2) return;
      platform.clock.forward(31_000);
      const now = platform.clock.now();
      const [taken] = await thief.events.claim('inside', now, new Date(now.getTime() + 30_000), 1);
      stolen = taken?.event.stream ?? '';
    };
    await platform.relay.drain();
    expect(stolen).toBe('t:a');
    expect(await seen('inside')).toEqual({ 't:b': whole, 't:c': whole });
    await thief.kill();
    await later(2);
    expect(await seen('inside')).toEqual(allOnce);
  });

  it('whose process dies in the middle of it is done once by the next, in order', async () => {
    await fill();
    const victim = await platform.another((database) => writersIn(database, ['inside']));
    let count = 0;
    meanwhile = async () => {
      if (++count === 7) await victim.kill();
    };
    await expect(victim.relay.drain()).rejects.toThrow();
    expect(await seen('inside')).toEqual({});
    await platform.relay.drain(); // its lease still runs
    expect(await seen('inside')).toEqual({});
    await later(1);
    expect(await seen('inside')).toEqual(allOnce);
  });

  it('is shared by two servers: each event once, each stream in order', async () => {
    const other = await platform.another(writersIn);
    for (let round = 0; round < 3; round++) {
      await fill();
      await Promise.all([platform.relay.drain(), other.relay.drain()]);
      platform.clock.forward(31_000);
    }
    await later(3);
    const places = Array.from({ length: 15 }, (_, at) => `#${at + 1}`);
    expect(await seen('inside')).toEqual({ 't:a': places, 't:b': places, 't:c': places });
    await other.kill();
  });

  it('never goes past an event of its stream that another process holds', async () => {
    await fill();
    const now = platform.clock.now();
    await platform.events.claim('inside', now, new Date(now.getTime() + 30_000), 4); // a process took them and died
    await platform.relay.drain();
    expect(await seen('inside')).toEqual({});
    await later(2);
    expect(await seen('inside')).toEqual(allOnce);
  });

  it('has no event that another process claimed at the same moment', async () => {
    const other = await platform.another(() => []);
    await fill();
    const now = platform.clock.now();
    const [one, two] = await Promise.all(
      [platform.events, other.events].map((events, at) =>
        events.claim('inside', now, new Date(now.getTime() + 30_000 + at), 15),
      ),
    );
    const ids = [...(one ?? []), ...(two ?? [])].map(({ event }) => event.id);
    expect([ids.length, new Set(ids).size]).toEqual([15, 15]);
    await other.kill();
  });
});
