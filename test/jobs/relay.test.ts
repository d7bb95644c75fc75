import { type EventOf, type FactOf } from '../../server/domain/events.ts';
import { reader } from '../../server/platform/events/reader.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import { counterStore } from '../support/counter.store.ts';

let platform: TestPlatform;
let counter: ReturnType<typeof counterStore>;
/** What the readers do next; a test sets them. */
let inside: (event: EventOf) => Promise<void> = async () => undefined;
let outside: (event: EventOf) => Promise<void> = async () => undefined;

const happened: FactOf = { type: 'watch.begun', data: { kind: 'patent', thingId: 'a' } };
const poisoned: FactOf = { type: 'watch.ended', data: { kind: 'patent', thingId: 'a' } };
const types = [happened.type, poisoned.type];
const readers = [
  reader({ name: 'inside', kind: 'inside', from: 'start', types, apply: (event) => inside(event) }),
  reader({ name: 'outside', kind: 'outside', from: 'start', types, apply: (event) => outside(event) }),
];

beforeAll(async () => {
  platform = await startPlatform((database) => {
    counter = counterStore(database);
    return readers;
  });
  await platform.prepare();
});
afterAll(() => platform.stop());
beforeEach(() => {
  outside = async () => undefined;
});

/** Lets time pass until nothing more is delivered. */
async function drainWithTime(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await platform.relay.drain();
    platform.clock.forward(61_000);
  }
}

describe('the relay', () => {
  it('delivers each event once to each reader, in the order of its stream', async () => {
    inside = ({ stream, seq }) => counter.add('order', `${stream}#${seq}`);
    for (let n = 1; n <= 5; n++) for (const stream of ['order:a', 'order:b']) await platform.tell(stream, happened);
    await platform.relay.drain();
    await platform.relay.drain();
    const seen = await counter.seen('order');
    expect(seen.filter((what) => what.startsWith('order:a'))).toEqual([1, 2, 3, 4, 5].map((seq) => `order:a#${seq}`));
    expect(seen).toHaveLength(10);
    expect((await platform.events.backlog()).oldestAt).toBeNull();
  });

  it('finds what was committed before a crash: the event itself remembers whom it must still reach', async () => {
    inside = ({ stream }) => counter.add('crash', stream);
    await platform.tell('crash:a', happened); // the process ends here; nobody was told
    const other = await startPlatform(() => readers);
    await other.stop();
    await platform.relay.drain(); // the next process begins
    expect(await counter.seen('crash')).toEqual(['crash:a']);
  });

  it('leaves no trace of an inside effect whose reader failed half-way, and does it once when it works', async () => {
    let failures = 2;
    inside = async ({ seq }) => {
      await counter.add('half', `#${seq}`);
      if (failures-- > 0) throw new Error('the process was killed here');
    };
    await platform.tell('half:a', happened);
    await platform.relay.drain();
    expect(await counter.seen('half')).toEqual([]);
    await drainWithTime(4);
    expect(await counter.seen('half')).toEqual(['#1']);
  });

  it('tells an outside reader again when the process died after the effect and before the tick', async () => {
    const told: number[] = [];
    outside = async ({ seq, stream }) => {
      if (stream !== 'again:a') return;
      told.push(seq);
      if (told.length === 1) throw new Error('killed after the effect');
    };
    await platform.tell('again:a', happened);
    await drainWithTime(3);
    expect(told).toEqual([1, 1]);
  });

  it('parks a poison event after ten tries, which stops only its stream, only for that reader', async () => {
    inside = async ({ stream, type, seq }) => {
      if (type === poisoned.type) throw new Error('cannot digest this');
      await counter.add('poison', `${stream}#${seq}`);
    };
    const told: string[] = [];
    outside = async ({ stream, seq }) => void told.push(`${stream}#${seq}`);
    await platform.tell('poison:a', happened);
    await platform.tell('poison:a', poisoned);
    await platform.tell('poison:a', happened);
    await platform.tell('poison:b', happened);
    await drainWithTime(15);
    expect(await counter.seen('poison')).toEqual(['poison:a#1', 'poison:b#1']);
    expect(told.filter((what) => what.startsWith('poison:'))).toHaveLength(4);
    expect((await platform.events.backlog()).parked).toBe(1);

    inside = ({ stream, seq }) => counter.add('poison', `${stream}#${seq}`); // the fault is mended
    expect(await platform.events.unpark('inside', platform.clock.now())).toBe(1);
    await drainWithTime(3);
    expect(await counter.seen('poison')).toEqual(['poison:a#1', 'poison:b#1', 'poison:a#2', 'poison:a#3']);
    expect((await platform.events.backlog()).parked).toBe(0);
  });

  it('gives an event to one of several processes, and to another one when the first does not come back', async () => {
    inside = ({ seq }) => counter.add('race', `#${seq}`);
    for (let n = 0; n < 20; n++) await platform.tell(`race:${n}`, happened);
    await Promise.all([platform.relay.drain(), platform.relay.drain(), platform.relay.drain()]);
    await drainWithTime(3);
    expect(await counter.seen('race')).toHaveLength(20);

    const now = platform.clock.now();
    await platform.tell('race:lost', happened);
    await platform.events.claim('inside', now, new Date(now.getTime() + 30_000), 1); // a process took it and died
    await platform.relay.drain();
    expect(await counter.seen('race')).toHaveLength(20);
    platform.clock.forward(31_000);
    await platform.relay.drain();
    expect(await counter.seen('race')).toHaveLength(21);
  });

  it('delivers what was written while the clock was a year ahead, as soon as it is put right', async () => {
    inside = ({ stream }) => counter.add('ahead', stream);
    const year = 365 * 86_400_000;
    platform.clock.forward(year);
    await platform.tell('ahead:a', happened);
    platform.clock.forward(-year);
    await platform.relay.drain();
    expect(await counter.seen('ahead')).toEqual(['ahead:a']);
  });
});
