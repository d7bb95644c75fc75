import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, testClock } from '../support/app.ts';
import { beginImport, start, untilSettled } from '../support/imports.ts';
import { member } from '../support/people.ts';
import { Caller, newId } from '../support/app.ts';
import { password } from '../support/people.ts';

describe('an import whose server ends between two batches', () => {
  it('is finished by the next server, each row written once', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'exchange-resume-'));
    const env = { DATABASE: `test-${newId().slice(0, 13)}`, SECRET: 'a secret of more than thirty-two characters' };
    const clock = testClock();
    const rows = Array.from({ length: 1_700 }, (_, i) => `一种方法${i},摘要${i}`);

    const first = await startApp({ clock, dataFolder, env });
    const owner = await member(first, 'university');
    const importId = await beginImport(owner, `名称,摘要\n${rows.join('\n')}`);
    const preview = await untilSettled(first, owner, importId);
    expect(preview.preview.new).toBe(1_700);
    await first.app.scheduler.stop(); // from here on only what is asked for runs
    await start(owner, preview);
    const halfway = await owner.call('imports.get', { params: { importId } });
    expect(halfway).toMatchObject({ state: 'running', progress: { done: 0, total: 1_700, percent: 0 } });
    await first.app.scheduler.runOne();
    expect(await owner.call('imports.get', { params: { importId } })).toMatchObject({
      state: 'running',
      written: { created: 500 },
      progress: { done: 500, total: 1_700, percent: 29 },
    });
    await first.stop(true);

    const second = await startApp({ clock, dataFolder, env });
    const again = Object.assign(await new Caller(second.address).signIn(owner.email, password), {
      organisationId: owner.organisationId,
      email: owner.email,
    });
    expect(await untilSettled(second, again, importId)).toMatchObject({
      state: 'done',
      written: { created: 1_700, changed: 0, unchanged: 0, refused: 0 },
      progress: { percent: 100 },
    });
    const events = await second.app.events.ofStream(`import:${importId}`);
    const ids = events.flatMap((event) => (event.type === 'patents.imported' ? event.data.created : []));
    expect(new Set(ids).size).toBe(1_700);
    await second.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it('writes a batch once although two servers take it up together', async () => {
    const app = await startApp();
    const owner = await member(app, 'university');
    const importId = await beginImport(owner, `名称\n${Array.from({ length: 30 }, (_, i) => `甲${i}`).join('\n')}`);
    const preview = await untilSettled(app, owner, importId);
    await app.app.scheduler.stop();
    await start(owner, preview);
    const writer = app.app.jobHandlers.find(({ kind }) => kind === 'imports.write')!;
    const job = { _id: `import:${importId}`, data: { importId } };
    const results = await Promise.allSettled([1, 2, 3].map(() => writer.run(job, new Date())));
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await untilSettled(app, owner, importId)).toMatchObject({ state: 'done', written: { created: 30 } });
    expect((await owner.call('patents.mine', { query: { limit: 100 } })).items).toHaveLength(30);
    await app.stop();
  });
});
