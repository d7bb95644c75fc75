import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppOptions, createApp } from '../../server/app.ts';
import { usualShares } from '../../server/platform/doors/fair-shares.ts';
import { readConfig } from '../../server/platform/config.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { until } from './progress.ts';

export { Caller, Refused } from '../../scripts/lib/caller.ts';

export const newId = (): string => randomUUID();

/** A clock that stands still until it is moved. */
export function testClock(start = '2026-05-04T02:00:00.000Z') {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    set: (instant: string) => void (at = new Date(instant).getTime()),
    forward: (ms: number) => void (at += ms),
  };
}

const noLimits = { points: 1_000_000, duration: 60 };

/** Starts the real app on a database of its own, listening on a free port. */
export async function startApp(options: AppOptions & { env?: NodeJS.ProcessEnv; dataFolder?: string } = {}) {
  // all apps share the store of the run; each has its own keys, files and search
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'exchange-app-'));
  const config = {
    ...readConfig({
      MONGODB_URI: process.env['MONGODB_URI'] ?? (await sharedStore()),
      DATABASE: `test-${newId().slice(0, 13)}`,
      DATA_DIR: dataFolder,
      PORT: '0',
      SEARCH: 'builtin', // the other engine has tests of its own
      ADMIN_EMAIL: 'admin@example.org',
      ADMIN_PASSWORD: 'a long enough password',
      ...options.env,
    }),
    logLevel: process.env['TEST_LOG'] ?? 'silent',
  };
  const clock = options.clock ?? testClock();
  const logger = options.logger ?? createLogger(config.logLevel);
  const limits = options.limits ?? { guesses: noLimits, anonymous: noLimits, person: noLimits };
  const shares = options.shares ?? { ...usualShares, waitingPerPerson: 1_000, patienceMs: 60_000 };
  const app = await createApp(config, { clock, logger, limits, shares });
  const address = await app.start();
  return {
    app,
    address,
    config,
    /** Resolves when every due event has been delivered. */
    settle: () => settle(app),
    stop: async (keep = false) => {
      if (!keep) await app.database.drop();
      await app.stop();
      if (!options.dataFolder) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/**
 * Another server on the database of the first, which keeps the delivery of events: what one relay puts back for another
 * waits for a later time, which a standing clock never reaches.
 */
export async function startBeside({ config }: TestApp, options: Pick<AppOptions, 'clock'> = {}): Promise<TestApp> {
  const { database, dataFolder } = config;
  const second = await startApp({ ...options, env: { DATABASE: database }, dataFolder });
  await second.app.relay.stop();
  return { ...second, stop: () => second.stop(true) };
}

export type TestApp = Awaited<ReturnType<typeof startApp>>;

/**
 * Waits until the running relay has delivered everything. It only wakes the relay: a second deliverer would put back
 * events whose predecessor the relay holds until a later time, which a standing clock never reaches.
 */
async function settle(app: App): Promise<void> {
  let looks = 0;
  let backlog: Awaited<ReturnType<App['events']['backlog']>> | undefined;
  const isDone = async () => {
    // a commit wakes the relay of its own server; for another's it is woken, seldom, as a wake keeps the store busy
    if (++looks % 5 === 0) app.relay.wake();
    backlog = await app.events.backlog();
    return !backlog.oldestAt && (await app.matching.isSettled());
  };
  await until(isDone, () => backlog);
  await app.tail.catchUp();
}

/** URI of the store that all test files share. */
export async function sharedStore(): Promise<string> {
  const { embeddedStoreUri } = await import('../../server/platform/database/embedded-process.ts');
  const folder = process.env['TEST_DATA_DIR'];
  if (!folder) throw new Error('run the tests with jest from the project folder');
  return embeddedStoreUri(folder);
}
