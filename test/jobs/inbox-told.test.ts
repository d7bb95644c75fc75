import fc from 'fast-check';
import type { EventOf } from '../../server/domain/events.ts';
import { matchNotices } from '../../server/domain/matches/match-notices.ts';
import { noticesStore, type StoredNotice } from '../../server/features/inbox/notices.store.ts';
import { telling } from '../../server/features/inbox/telling.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform((database) => {
    noticesStore(database);
    return [];
  });
  await platform.prepare();
});
afterAll(() => platform.stop());

/** Interests that ran out: of many matches, told to both sides of each. */
const ranOut = (thing: number, minute: number, organisations: readonly string[]): EventOf => ({
  ...{ id: `${thing} ${minute}`, stream: `match:${thing}`, seq: 1, commandId: 'c', type: 'match.expired' },
  ...{ at: new Date(platform.clock.now().getTime() - minute * 60_000), data: { needId: 'n', patentId: 'p' } },
  ...{ by: { kind: 'system' }, concerns: { organisationIds: organisations, things: [], place: null } },
}); // one of the catalogue

const tell = async (batches: readonly (readonly EventOf[])[]): Promise<StoredNotice[]> => {
  const { database, clock } = platform;
  await database.raw('inboxNotices').deleteMany({});
  const present = (streams: readonly string[]) =>
    Promise.resolve(new Map(streams.map((stream) => [stream, { tasks: [], audience: 'everybody' as const }])));
  const { tell: tellOf } = telling({ store: noticesStore(database), notices: matchNotices, present, clock });
  for (const batch of batches) await database.transaction(() => tellOf(batch, new Map()));
  return (await database.raw('inboxNotices').find().sort({ _id: 1 }).lean()) as unknown as StoredNotice[];
};

it('a burst of a thousand events is one line for each whom it concerns, with their count', async () => {
  const events = Array.from({ length: 1_000 }, (_, at) => ranOut(at, 0, ['a', 'b']));
  const lines = await tell(Array.from({ length: 10 }, (_, at) => events.slice(at * 100, at * 100 + 100)));
  expect(lines).toMatchObject([
    { inbox: 'a', kind: 'match.expired', thing: null, count: 1_000 },
    { inbox: 'b', kind: 'match.expired', thing: null, count: 1_000 },
  ]);
});

it('what happens to one thing within the hour is one line, and a few things are a line each', async () => {
  const events = [1, 2, 3].flatMap((thing) => [ranOut(thing, 0, ['a']), ranOut(thing, 0, ['a'])]);
  expect(await tell([events])).toMatchObject([1, 2, 3].map((thing) => ({ thing: `match:${thing}`, count: 2 })));
});

it('however events come together in batches, nothing is lost or told twice', async () => {
  const event = fc.record({
    thing: fc.nat({ max: 25 }),
    minute: fc.constantFrom(0, 1, 100, 101),
    whom: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 60 }), fc.integer({ min: 1, max: 30 }), async (list, size) => {
      const events = list.map(({ thing, minute, whom }) => ranOut(thing, minute, whom));
      const batches = Array.from({ length: Math.ceil(events.length / size) }, (_, at) =>
        events.slice(at * size, at * size + size),
      );
      const lines = await tell(batches);
      expect(lines).toEqual(await tell(events.length > 0 ? [events] : []));
      for (const inbox of ['a', 'b', 'c']) {
        const mine = lines.filter((line) => line.inbox === inbox);
        const told = mine.reduce((sum, { count }) => sum + count, 0);
        expect(told).toBe(list.filter(({ whom }) => whom.includes(inbox)).length);
        for (const group of new Set(mine.map((line) => line.group)))
          expect(mine.filter((line) => line.group === group).length).toBeLessThanOrEqual(10);
      }
    }),
    { numRuns: 30 },
  );
});

it('what is told late, because a reader catches up, is no news', async () => {
  const old = { ...ranOut(1, 0, ['a']), at: new Date(platform.clock.now().getTime() - 4 * 86_400_000) };
  expect(await tell([[old, ranOut(2, 0, ['a'])]])).toMatchObject([{ thing: 'match:2' }]);
});
