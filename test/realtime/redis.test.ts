import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { systemClock } from '../../server/platform/clock.ts';
import { Caller, startApp, type TestApp } from '../support/app.ts';
import { freePort } from '../support/crash.ts';
import { freshDeal, give, licenceTerms } from '../support/deals.ts';
import { until } from '../support/progress.ts';
import { Listener } from '../support/socket.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

(hasRedis ? describe : describe.skip)('several server processes joined by Redis', () => {
  let redis: ChildProcess;
  let port: number;
  let one: TestApp;
  let two: TestApp;
  const startRedis = async () => {
    redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    redis.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await until(() => said.includes('Ready to accept connections'));
  };

  beforeAll(async () => {
    port = await freePort();
    await startRedis();
    const env = { REDIS_URL: `redis://127.0.0.1:${port}` };
    // with a clock that stands still one relay would wait for ever for what the other holds
    one = await startApp({ clock: systemClock, env });
    two = await startApp({
      clock: systemClock,
      env: { ...env, DATABASE: one.config.database },
      dataFolder: one.config.dataFolder,
    });
  });
  afterAll(async () => {
    await two.stop(true);
    await one.stop();
    redis.kill();
  });

  it('see who is in a room at another process, and hear of a commit there', async () => {
    const { dealId, supplier, demander } = await freshDeal(one);
    const near = new Listener(one.address, supplier);
    const far = new Listener(two.address, demander);
    for (const listener of [near, far]) {
      await listener.join(`deal:${dealId}`);
      await listener.join(`room:${dealId}`);
    }
    await until(() => near.present.size === 1);
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    await until(() => far.hints.some(({ type }) => type === 'deal.offered'));
    near.close();
    far.close();
  });

  it('go on without it, and say on /health that it is away', async () => {
    const { dealId, supplier, demander } = await freshDeal(one);
    const far = new Listener(two.address, demander);
    await far.join(`deal:${dealId}`);
    redis.kill('SIGKILL');
    await give(supplier, 'deals.offer', dealId, { terms: licenceTerms });
    await until(() => far.hints.some(({ type }) => type === 'deal.offered'));
    far.close();
    const { parts } = await new Caller(two.address).call('system.health');
    expect(parts['redis']).toMatchObject({ ok: false });
    await startRedis();
  });
});
