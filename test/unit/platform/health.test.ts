import { createHealth, type HealthPart } from '../../../server/platform/health.ts';
import { readableLog } from '../../support/log.ts';
import { testClock } from '../../support/app.ts';

const well: HealthPart = { ok: true, key: 'health.jobs.ok' };
const clock = testClock();

describe('the health of the installation', () => {
  it('answers within the limit although a part hangs, and says of that part that it did not answer', async () => {
    const checks = { jobs: async () => well, database: () => new Promise<HealthPart>(() => undefined) };
    const health = createHealth({ checks, clock, logger: readableLog(), limitMs: 50 });
    const started = performance.now();
    const parts = await health.all();
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(parts['jobs']).toMatchObject({ ok: true });
    expect(parts['database']).toMatchObject({ ok: false, key: 'health.late', lastWellAt: null });
  }, 20_000);

  it('asks a part that hangs once, however often it is asked for', async () => {
    let asked = 0;
    const database = () => {
      asked++;
      return new Promise<HealthPart>(() => undefined);
    };
    const health = createHealth({ checks: { database }, clock, logger: readableLog(), limitMs: 20 });
    await Promise.all([health.all(), health.one('database')]);
    await health.all();
    expect(asked).toBe(1);
  }, 20_000);

  it('knows when a part was last well, and logs when it ceases to be and when it is again, once each', async () => {
    let works = true;
    const search = async () => {
      if (!works) throw new Error('gone');
      return well;
    };
    const log = readableLog();
    const health = createHealth({ checks: { search }, clock, logger: log });
    expect((await health.one('search')).lastWellAt).toEqual(clock.now());
    const at = clock.now();
    clock.forward(60_000);
    works = false;
    for (let n = 0; n < 3; n++)
      expect(await health.one('search')).toMatchObject({ ok: false, key: 'health.failed', lastWellAt: at });
    expect(log.of('is not well')).toHaveLength(1);
    works = true;
    for (let n = 0; n < 3; n++) expect((await health.one('search')).lastWellAt).toEqual(clock.now());
    expect(log.of('is well again')).toHaveLength(1);
  });
});
