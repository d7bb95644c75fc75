import { createScheduler, type JobHandler, type Scheduler } from '../../server/platform/jobs/scheduler.ts';
import { counterStore } from '../support/counter.store.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';

let platform: TestPlatform;
let counter: ReturnType<typeof counterStore>;
beforeAll(async () => {
  platform = await startPlatform((database) => {
    counter = counterStore(database);
    return [];
  });
  await platform.prepare();
});
afterAll(() => platform.stop());

const schedulerWith = (...handlers: JobHandler[]): Scheduler => {
  const scheduler = createScheduler(platform);
  scheduler.add(handlers);
  return scheduler;
};
const inMs = (ms: number) => new Date(platform.clock.now().getTime() + ms);

describe('the scheduler', () => {
  it('does not start with two that handle one kind', () => {
    const handler: JobHandler = { kind: 'twice', run: () => Promise.resolve() };
    expect(() => schedulerWith(handler, handler)).toThrow('two features bring the job twice');
  });

  it('does what is due, once, and nothing before its time', async () => {
    const scheduler = schedulerWith({ kind: 'expire', run: ({ data }) => counter.add('due', String(data['what'])) });
    await scheduler.plan('expire', 'expire:1', inMs(1_000), { what: 'first' });
    await scheduler.plan('expire', 'expire:2', inMs(9_000), { what: 'second' });
    expect(await scheduler.runDue()).toBe(0);
    platform.clock.forward(1_000);
    expect(await scheduler.runDue()).toBe(1);
    expect(await scheduler.runDue()).toBe(0);
    await scheduler.cancel('expire:2');
    platform.clock.forward(9_000);
    expect(await scheduler.runDue()).toBe(0);
    expect(await counter.seen('due')).toEqual(['first']);
  });

  it('moves a job that is planned again under the same key', async () => {
    const scheduler = schedulerWith({ kind: 'move', run: () => counter.add('move', 'x') });
    await scheduler.plan('move', 'move:1', inMs(1_000));
    await scheduler.plan('move', 'move:1', inMs(5_000));
    platform.clock.forward(2_000);
    expect(await scheduler.runDue()).toBe(0);
    platform.clock.forward(5_000);
    expect(await scheduler.runDue()).toBe(1);
  });

  it('shares the work of several processes without doing anything twice', async () => {
    const handler: JobHandler = { kind: 'share', run: ({ _id }) => counter.add('share', _id) };
    const [one, two] = [schedulerWith(handler), schedulerWith(handler)];
    for (let n = 0; n < 20; n++) await one.plan('share', `share:${n}`, platform.clock.now());
    await Promise.all([one.runDue(), two.runDue()]);
    expect(new Set(await counter.seen('share')).size).toBe(20);
    expect(await counter.seen('share')).toHaveLength(20);
  });

  it('tries a failing job again, later and later, and parks it after ten tries for people to see', async () => {
    let tries = 0;
    const scheduler = schedulerWith({
      kind: 'fail',
      run: async () => {
        tries++;
        throw new Error('no');
      },
    });
    await scheduler.plan('fail', 'fail:1', platform.clock.now());
    for (let n = 0; n < 15; n++) {
      await scheduler.runDue();
      platform.clock.forward(16 * 60_000);
    }
    expect(tries).toBe(10);
    expect(await platform.jobs.parked()).toBe(1);
  });

  it('plans what recurs by itself, and again after each run', async () => {
    let runs = 0;
    const scheduler = schedulerWith({
      kind: 'nightly',
      next: (now) => new Date(now.getTime() + 86_400_000),
      run: async () => void runs++,
    });
    await scheduler.start();
    await scheduler.stop();
    for (let day = 0; day < 3; day++) {
      platform.clock.forward(86_400_000);
      await scheduler.runDue();
    }
    expect(runs).toBe(3);
  });
});
