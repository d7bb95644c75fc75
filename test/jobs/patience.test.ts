import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../server/platform/logger.ts';
import { type Database, openDatabase } from '../../server/platform/database/mongo.ts';
import { counterStore } from '../support/counter.store.ts';

describe('work that may be repeated', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'exchange-patience-'));
  let database: Database;
  beforeAll(async () => {
    const settings = { mongoUri: undefined, dataFolder, database: 'patience' };
    database = await openDatabase(settings, createLogger('silent'));
  });
  afterAll(async () => {
    await database.close();
    killStore();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 10 });
  });
  const killStore = () => {
    const { pid } = JSON.parse(readFileSync(join(dataFolder, 'store', 'store.json'), 'utf8')) as { pid: number };
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  };

  it('is begun anew when the store dies under it, also when the first attempt never ends', async () => {
    let attempts = 0;
    const answer = database.retrying(() =>
      ++attempts === 1 ? new Promise<string>(() => undefined) : Promise.resolve('here'),
    );
    const counter = counterStore(database);
    await counter.add('a', 'x');
    killStore();
    expect(await database.retrying(() => counter.seen('a'))).toEqual(['x']);
    expect(await answer).toBe('here');
    expect(attempts).toBe(2);
  });
});
