import { consentVersion } from '../../server/domain/accounts/consent.ts';
import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from '../../server/api/operations.ts';
import { Caller, newId } from '../support/app.ts';
import { creditCodeFrom } from '../../server/domain/credit-code.ts';
import { freePort, serverAt } from '../support/crash.ts';
import { startCompiled } from '../support/store-process.ts';

const rowCount = 6_000;
const kills = 6;
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
console.log(`seed ${seed} (set SEED to repeat)`);
let state = seed;
/** A repeatable chance between 0 and 1. */
const chance = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;

describe('an import whose server is killed again and again', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'exchange-kill-'));
  let child: ChildProcess;
  let address: string;
  const env = { DATA_DIR: dataFolder, ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'a long enough password' };

  const startServer = async () => {
    child = startCompiled('server/main.js', [], { ...env, PORT: new URL(address).port, LOG_LEVEL: 'silent' });
    await serverAt(address);
  };
  afterAll(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  });

  it('writes every row exactly once', async () => {
    address = `http://127.0.0.1:${await freePort()}`;
    await startServer();
    const organisationId = newId();
    const password = 'correct horse battery';
    const owner = new Caller(address);
    await owner.call('organisations.register', {
      body: {
        id: organisationId,
        commandId: newId(),
        expectedVersion: 0,
        name: '某某大学',
        kind: 'university',
        creditCode: creditCodeFrom('12330106MA0000011'),
        place: '330106',
        admin: { email: 'owner@example.org', password, displayName: 'Li Hua', consent: consentVersion },
      },
    });
    const admin = await new Caller(address).signIn(env.ADMIN_EMAIL, env.ADMIN_PASSWORD);
    await admin.call('organisations.decide', {
      params: { organisationId },
      body: { commandId: newId(), expectedVersion: 1, decision: 'approve' },
    });
    await owner.signIn('owner@example.org', password);

    const fileId = newId();
    const importId = newId();
    const rows = Array.from({ length: rowCount }, (_, i) => `一种方法${i},摘要${i}`);
    const raw = new TextEncoder().encode(`名称,摘要\n${rows.join('\n')}`);
    await owner.call('files.upload', { params: { fileId }, query: { name: 'a.csv' }, raw });
    await owner.call('imports.create', {
      body: { id: importId, commandId: newId(), expectedVersion: 0, fileId, subject: 'patents' },
    });

    let killed = 0;
    let view: Output<'imports.get'>;
    for (;;) {
      view = await owner.call('imports.get', { params: { importId } });
      if (view.state === 'previewed') {
        const body = { commandId: newId(), expectedVersion: view.version };
        await owner.call('imports.start', { params: { importId }, body });
      }
      if (view.state === 'done') break;
      await sleep(50 + chance() * 900);
      if (killed < kills) {
        killed++;
        child.kill('SIGKILL');
        await once(child, 'exit');
        await startServer();
      }
    }
    expect(view).toMatchObject({ written: { created: rowCount, changed: 0, unchanged: 0, refused: 0 } });
    expect(killed).toBe(kills);

    const titles: string[] = [];
    for (let cursor: string | null = null; ;) {
      const query = { limit: 100, ...(cursor ? { cursor } : {}) };
      const page: Output<'patents.mine'> = await owner.call('patents.mine', { query });
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    // own lists begin with the latest batch
    expect(titles.sort()).toEqual(rows.map((row) => row.split(',')[0]).sort());
  });
});
