import { forEach, lifted, moved } from '../../server/migrations/parts.ts';
import { migrate, type Migration, requireCurrentData } from '../../server/platform/database/migrations.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';

let platform: TestPlatform;
beforeEach(async () => {
  platform = await startPlatform();
  await platform.prepare();
});
afterEach(() => platform.stop());

const things = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ _id: `thing ${String(at).padStart(4, '0')}`, v: 1, at }));
const all = (name: string) => platform.database.raw(name).find({}).sort({ _id: 1 }).lean();
const run = (steps: readonly Migration[], tell: (line: string) => void = () => undefined) =>
  migrate(platform.database, tell, steps);

/** Something that fails on its `nth` call, once. */
function cutAt(nth: number) {
  let calls = 0;
  return () => {
    if (++calls === nth) throw new Error('power cut');
  };
}

describe('a migration', () => {
  const nothing: Migration = { to: 2, what: 'nothing', parts: [{ what: 'none', batch: async () => null }] };

  it('is asked for by older data, and newer data asks for a newer program; new data needs neither', async () => {
    await requireCurrentData(platform.database, []); // version 1
    await expect(requireCurrentData(platform.database, [nothing])).rejects.toThrow('npm run migrate');
    await run([nothing]);
    await requireCurrentData(platform.database, [nothing]);
    await expect(requireCurrentData(platform.database, [])).rejects.toThrow('newer than this program');
  });

  it.each([1, 3, 450, 451, 700])('cut off at document %i goes on in the batch where it was, once each', async (nth) => {
    await requireCurrentData(platform.database, []);
    await platform.database.raw('things').insertMany(things(450));
    const cut = cutAt(nth);
    const steps: Migration[] = [
      {
        to: 2,
        what: 'everything by one',
        parts: [
          lifted('counted', 'things', (thing) => (cut(), { ...thing, v: Number(thing['v']) + 1 })),
          forEach('doubled', 'things', async (thing, raw) => {
            cut();
            await raw('doubles').create([{ ...thing, _id: `double of ${thing._id}` }]);
          }),
        ],
      },
    ];
    await expect(run(steps)).rejects.toThrow('power cut');
    await run(steps);
    expect((await all('things')).map(({ v }) => v)).toEqual(things(450).map(() => 2));
    expect(await all('doubles')).toHaveLength(450);
  });

  it('moves a collection by a copy that it compares, and drops the old one', async () => {
    await requireCurrentData(platform.database, []);
    await platform.database.raw('old_things').insertMany(things(401));
    const parts = moved('old_things', 'newThings', (thing) => ({ ...thing, v: 2 }));
    await run([{ to: 2, what: 'names', parts }]);
    expect(await all('newThings')).toEqual(things(401).map((thing) => ({ ...thing, v: 2 })));
    expect(await all('old_things')).toEqual([]);
  });

  it('drops nothing when the copy is not whole', async () => {
    await requireCurrentData(platform.database, []);
    await platform.database.raw('old_things').insertMany(things(3));
    const [, compare, drop] = moved('old_things', 'newThings');
    const parts = [compare, drop].filter((part) => part !== undefined);
    await expect(run([{ to: 2, what: 'names', parts }])).rejects.toThrow('newThings has 0 of 3');
    expect(await all('old_things')).toHaveLength(3);
  });

  it('is not done by two at once', async () => {
    await requireCurrentData(platform.database, []);
    let both = 0;
    let arrived = () => {};
    const bothAreHere = new Promise<void>((resolve) => (arrived = resolve));
    const parts = [
      {
        what: 'slow',
        batch: async () => {
          if (++both === 2) arrived();
          await bothAreHere;
          return null;
        },
      },
    ];
    const results = await Promise.allSettled([1, 2].map(() => run([{ to: 2, what: 'slow', parts }])));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
