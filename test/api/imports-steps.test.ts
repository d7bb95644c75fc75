import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { beginImport, importList, ownPatents, someNumber as number, start, untilSettled } from '../support/imports.ts';
import { publishNeed } from '../support/listings.ts';
import { invite } from '../support/members.ts';
import { administrator, member, type Member } from '../support/people.ts';

const clock = testClock();
let app: TestApp;
let university: Member;
let name: string;
let count = 0;
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app.stop());
beforeEach(async () => {
  name = `某某大学${++count}`;
  university = await member(app, 'university', { name });
});

const command = (expectedVersion: number) => ({ commandId: newId(), expectedVersion });

describe('an import is undone', () => {
  const undo = async (who: Member, { id, version }: { id: string; version: number }) => {
    await who.call('imports.undo', { params: { importId: id }, body: command(version) });
    const look = () => who.call('imports.get', { params: { importId: id } });
    for (let round = 0; round < 50 && (await look()).state !== 'undone'; round++) await app.app.scheduler.runOne();
    return look();
  };

  it('what it made goes, what it changed is as before, and what somebody built on stays', async () => {
    await importList(app, university, `申请号,专利名称,摘要\n${number(61)},甲,一`);
    const [before] = await ownPatents(university);
    const done = await importList(
      app,
      university,
      `申请号,专利名称,摘要\n${number(61)},甲,改了的摘要\n${number(62)},乙,二\n${number(63)},丙,三`,
    );
    const edited = (await ownPatents(university)).find(({ title }) => title === '丙');
    await university.call('patents.revise', {
      params: { patentId: edited?.id ?? '' },
      body: { ...command(1), title: '丙改' },
    });
    expect(await undo(university, done)).toMatchObject({
      state: 'undone',
      undone: { removed: 1, restored: 1, kept: 1 },
      allowed: [],
    });
    const after = await ownPatents(university);
    expect(after.map(({ title, abstract }) => [title, abstract])).toEqual([
      ['甲', '一'],
      ['丙改', '三'],
    ]);
    expect(after[0]).toEqual({ ...before, version: 3 });
    expect((await app.app.checkpoints.audit()).faults).toEqual([]);
    // the same list again makes the same entries again
    expect(await importList(app, university, `申请号,专利名称,摘要\n${number(62)},乙,二`)).toMatchObject({
      written: { created: 1 },
    });
  });

  it('by its organisation alone, within a day, and only once', async () => {
    const done = await importList(app, university, `申请号,专利名称\n${number(71)},甲`);
    const params = { importId: done.id };
    const rival = await member(app, 'university');
    const reviewer = await invite(app, university, 'reviewer');
    expect(await rival.refusal('imports.undo', { params, body: command(done.version) })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await reviewer.refusal('imports.undo', { params, body: command(done.version) })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const undone = await undo(university, done);
    expect(await university.refusal('imports.undo', { params, body: command(undone.version) })).toMatchObject({
      code: 'WRONG_STATE',
    });

    const late = await importList(app, university, `申请号,专利名称\n${number(72)},乙`);
    expect(late.allowed).toEqual(['undo']);
    clock.forward(25 * 3_600_000);
    const view = await university.call('imports.get', { params: { importId: late.id } });
    expect(view.allowed).toEqual([]);
    expect(
      await university.refusal('imports.undo', { params: { importId: late.id }, body: command(late.version) }),
    ).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('or an interest begins: whichever is first, nobody is interested in what is gone', async () => {
    for (let round = 0; round < 4; round++) {
      const company = await member(app, 'company');
      const needId = await publishNeed(company);
      const done = await importList(app, university, `申请号,专利名称,摘要\n${number(81 + round)},甲${round},一`, {
        publish: true,
      });
      const patentId = (await ownPatents(university)).find(({ title }) => title === `甲${round}`)?.id ?? '';
      const interest = company.call('matches.showInterest', {
        params: { needId, patentId },
        body: { commandId: newId(), expectedVersion: 0 },
      });
      const [shown] = await Promise.allSettled([interest, undo(university, done)]);
      const isThere = (await ownPatents(university)).some(({ id }) => id === patentId);
      expect(isThere).toBe(shown.status === 'fulfilled');
    }
  });

  it('of needs too', async () => {
    const company = await member(app, 'company');
    const done = await importList(app, company, '需求名称,需求描述\n甲,一', { subject: 'needs', publish: true });
    expect((await company.call('needs.mine')).items).toHaveLength(1);
    expect(await undo(company, done)).toMatchObject({ undone: { removed: 1, restored: 0, kept: 0 } });
    expect((await company.call('needs.mine')).items).toEqual([]);
  });
});

describe('who may import', () => {
  it('nobody but editors of the organisation, and nobody else sees or moves an import', async () => {
    const importId = await beginImport(university, '名称\n甲');
    const { version } = await untilSettled(app, university, importId);
    const params = { importId };
    const rival = await member(app, 'university');
    const reviewer = await invite(app, university, 'reviewer');
    for (const [who, code] of [
      [new Caller(app.address), 'NOT_AUTHENTICATED'],
      [reviewer, 'NOT_ALLOWED'],
      [rival, 'NOT_FOUND'],
    ] as const) {
      expect(await who.refusal('imports.get', { params })).toMatchObject({ code });
      expect(await who.refusal('imports.rows', { params })).toMatchObject({ code });
      expect(await who.refusal('imports.start', { params, body: command(version) })).toMatchObject({ code });
      expect(await who.refusal('imports.cancel', { params, body: { commandId: newId() } })).toMatchObject({ code });
      const download = await who.send('imports.problems', { params });
      expect(await download.json()).toMatchObject({ code });
    }
    expect((await rival.call('imports.list')).items).toEqual([]);
    expect((await university.call('imports.list')).items.map(({ id }) => id)).toEqual([importId]);
  });

  it("nobody can import another organisation's file", async () => {
    const fileId = newId();
    await university.call('files.upload', {
      params: { fileId },
      query: { name: 'a.csv' },
      raw: new TextEncoder().encode('名称\n甲'),
    });
    const rival = await member(app, 'university');
    const body = { id: newId(), ...command(0), expectedVersion: 0 as const, fileId, subject: 'patents' as const };
    expect(await rival.refusal('imports.create', { body })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'fileId' }],
    });
  });
});

describe('starting and stopping', () => {
  it('knows its repeats, refuses a stale version, and starts once', async () => {
    const importId = await beginImport(university, '名称\n甲');
    const { version } = await untilSettled(app, university, importId);
    const params = { importId };
    expect(await university.refusal('imports.start', { params, body: command(1) })).toMatchObject({
      code: 'STALE_VERSION',
    });
    const body = command(version);
    const first = await university.call('imports.start', { params, body });
    expect(await university.call('imports.start', { params, body })).toEqual(first);
    const done = await untilSettled(app, university, importId);
    expect(await university.refusal('imports.start', { params, body: command(done.version) })).toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  it('writes nothing after it was cancelled', async () => {
    const importId = await beginImport(university, '名称\n甲');
    const { version } = await untilSettled(app, university, importId);
    await university.call('imports.cancel', { params: { importId }, body: { commandId: newId() } });
    expect(
      await university.refusal('imports.start', { params: { importId }, body: command(version + 1) }),
    ).toMatchObject({
      code: 'WRONG_STATE',
    });
    expect(await ownPatents(university)).toEqual([]);
    await app.app.scheduler.runDue();
    expect((await university.call('imports.rows', { params: { importId } })).items).toEqual([]);
  });

  it('keeps, after the end, just the rows that somebody may want to look at', async () => {
    const { id: importId } = await importList(app, university, '名称,申请号\n甲,\n乙,昨天');
    await app.app.scheduler.runDue();
    const { items } = await university.call('imports.rows', { params: { importId } });
    expect(items.map(({ row, outcome }) => [row, outcome])).toEqual([[3, 'refused']]);
  });
});

describe('imports of many', () => {
  it('end at a number of open ones, also when several are begun at once; one that has ended makes room', async () => {
    const begun = await Promise.all(
      Array.from({ length: 12 }, async () =>
        beginImport(university, '名称\n一种泵').catch((error: unknown) => String(error)),
      ),
    );
    const ids = begun.filter((id) => /^[0-9a-f-]{36}$/.test(id));
    expect(ids).toHaveLength(10);
    for (const refusal of begun.filter((id) => !ids.includes(id))) expect(refusal).toContain('WRONG_STATE');
    await university.call('imports.cancel', { params: { importId: ids[0] ?? '' }, body: { commandId: newId() } });
    await beginImport(university, '名称\n一种泵');
  });

  it('are seen and stopped by an administrator, who sees nothing of what is in them', async () => {
    const importId = await beginImport(university, '名称\n一种泵');
    const operator = await administrator(app);
    await untilSettled(app, university, importId);
    const view = await university.call('imports.get', { params: { importId } });
    await app.app.scheduler.stop(); // so that the work waits, as behind that of others
    await start(university, view);
    const jobId = `import:${importId}`;
    const { items } = await operator.call('jobs.list', { query: { limit: 100 } });
    expect(items.find(({ id }) => id === jobId)).toMatchObject({
      ...{ organisation: { id: university.organisationId, name }, state: 'waiting', allowed: ['cancel'] },
    });
    await operator.call('jobs.cancel', { params: { jobId }, body: { commandId: newId() } });
    await app.app.scheduler.start();
    expect(await untilSettled(app, university, importId)).toMatchObject({
      state: 'cancelled',
      written: { created: 0 },
    });
    expect(await ownPatents(university)).toEqual([]);
    for (const name of ['imports.get', 'imports.rows', 'imports.problems'] as const)
      expect((await operator.send(name, { params: { importId } })).status).toBeGreaterThanOrEqual(403);
    expect((await university.send('jobs.list', {})).status).toBe(403);
  });
});
