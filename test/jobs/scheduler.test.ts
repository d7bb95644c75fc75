import { system } from '../../server/domain/actors.ts';
import { createScheduler, type JobHandler, type Scheduler } from '../../server/platform/jobs/scheduler.ts';
import { counterStore } from '../support/counter.store.ts';
import { newId } from '../support/app.ts';
import { until } from '../support/progress.ts';
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

  it('lets organisations take turns, however much one of them has planned', async () => {
    const order: string[] = [];
    const scheduler = schedulerWith({ kind: 'turn', run: async ({ _id }) => void order.push(_id) });
    const plan = (key: string, organisationId?: string) =>
      scheduler.plan('turn', key, platform.clock.now(), {}, organisationId);
    for (let n = 1; n <= 6; n++) await plan(`many ${n}`, 'many');
    platform.clock.forward(1_000);
    await plan('few', 'few');
    await plan('own work');
    await scheduler.runDue();
    expect(order).toHaveLength(8);
    expect(
      order
        .filter((key) => key !== 'own work')
        .slice(0, 2)
        .toSorted(),
    ).toEqual(['few', 'many 1']);
    expect(order.at(-1)).toBe('many 6');
  });

  it('does one job of an organisation at a time, so that another finds a place beside it', async () => {
    const running = new Map<string, () => void>();
    const scheduler = schedulerWith({
      kind: 'long',
      run: ({ _id }) => new Promise((resolve) => running.set(_id, resolve)),
    });
    for (let n = 1; n <= 6; n++) await scheduler.plan('long', `many ${n}`, platform.clock.now(), {}, 'many');
    const first = scheduler.runOne();
    await until(() => running.has('many 1'));
    expect(await scheduler.runOne()).toBe(false); // whatever else is due waits for its end
    await scheduler.plan('long', 'few 1', platform.clock.now(), {}, 'few');
    const second = scheduler.runOne();
    await until(() => running.has('few 1'));
    for (const end of running.values()) end();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    for (let n = 2; n <= 6; n++) {
      const next = scheduler.runOne();
      await until(() => running.has(`many ${n}`));
      running.get(`many ${n}`)?.();
      expect(await next).toBe(true);
    }
  });

  it('shows what is planned, and stops what may be stopped', async () => {
    const stopped: string[] = [];
    const scheduler = schedulerWith(
      { kind: 'stays', run: async () => undefined },
      {
        kind: 'may stop',
        run: async () => undefined,
        cancel: async ({ _id }) => {
          stopped.push(_id);
          return { id: _id, version: 1 };
        },
      },
    );
    await scheduler.plan('stays', 'stays:1', inMs(-2));
    await scheduler.plan('may stop', 'stop:1', inMs(-1), {}, 'some');
    const { items } = await scheduler.planned({ limit: 100 });
    expect(items.filter(({ id }) => ['stays:1', 'stop:1'].includes(id))).toMatchObject([
      { id: 'stays:1', kind: 'stays', organisationId: null, state: 'waiting', mayCancel: false },
      { id: 'stop:1', kind: 'may stop', organisationId: 'some', state: 'waiting', mayCancel: true },
    ]);
    await scheduler.stopWork('stop:1', system, newId());
    expect(stopped).toEqual(['stop:1']);
    await expect(scheduler.stopWork('stays:1', system, newId())).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(scheduler.stopWork('none', system, newId())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
