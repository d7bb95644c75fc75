import { newId, startApp, type TestApp } from '../support/app.ts';
import { beginImport } from '../support/imports.ts';
import { invite } from '../support/members.ts';
import { administrator, member, type Member } from '../support/people.ts';

let app: TestApp;
let university: Member;
/** A member of the university who imports. */
let editor: Member;
beforeAll(async () => {
  app = await startApp();
  await app.app.scheduler.stop(); // each job runs when the test says so
});
beforeEach(async () => {
  university = await member(app, 'university');
  editor = await invite(app, university, 'editor');
});
afterAll(() => app.stop());

/** More than one batch. */
const list = ['专利名称', ...Array.from({ length: 700 }, (_, at) => `装置 ${at} 号`)].join('\n');
const stateOf = async (importId: string, who = university) => who.call('imports.get', { params: { importId } });
const count = async () =>
  (await university.call('patents.counts', {})).states.reduce((sum, { count: some }) => sum + some, 0);
/** Runs jobs, one at a time, until one leaves the import otherwise than it was. */
async function work(importId: string, who = university) {
  const before = await stateOf(importId, who);
  for (let left = 20; left > 0; left--) {
    await app.app.scheduler.runOne();
    const after = await stateOf(importId, who);
    if (after.version !== before.version) return after;
  }
  return before;
}
/** An import of the editor's of which one batch is written and one is not. */
async function halfway(): Promise<string> {
  const importId = await beginImport(editor, list);
  const { version } = await work(importId);
  await editor.call('imports.start', { params: { importId }, body: { commandId: newId(), expectedVersion: version } });
  expect(await work(importId)).toMatchObject({ state: 'running', written: { created: 500 } });
  return importId;
}

async function change(who: Member, role: 'reviewer' | null): Promise<void> {
  const params = { organisationId: university.organisationId };
  const { items } = await university.call('members.list', { params });
  const userId = items.find(({ email }) => email === who.email)?.userId ?? '';
  const { version: expectedVersion } = await university.call('organisations.get', { params });
  const body = { commandId: newId(), expectedVersion, role };
  await university.call('members.change', { params: { ...params, userId }, body });
}
async function decide(decision: 'suspend' | 'approve'): Promise<void> {
  const operator = await administrator(app);
  const params = { organisationId: university.organisationId };
  const { version: expectedVersion } = await operator.call('organisations.get', { params });
  await operator.call('organisations.decide', { params, body: { commandId: newId(), expectedVersion, decision } });
}

const ended = { state: 'cancelled', refusal: expect.stringContaining('may no longer') };

describe('an import', () => {
  it.each([
    ['removed', () => change(editor, null)],
    ['no longer an editor', () => change(editor, 'reviewer')],
  ])('writes nothing more once whoever started it is %s, and says why', async (_what, lose) => {
    const importId = await halfway();
    await lose();
    // what it wrote can be taken back by those who stay
    expect(await work(importId)).toMatchObject({ ...ended, written: { created: 500 }, allowed: ['undo'] });
    await app.app.scheduler.runDue();
    expect(await count()).toBe(500);
    expect((await university.call('imports.rows', { params: { importId } })).items).toEqual([]);
  });

  it('writes nothing more once its organisation is suspended', async () => {
    const importId = await halfway();
    await decide('suspend');
    await app.app.scheduler.runDue();
    await decide('approve');
    expect(await stateOf(importId)).toMatchObject({ ...ended, written: { created: 500 } });
    expect(await count()).toBe(500);
  });

  it('reads no file for somebody who was removed', async () => {
    const importId = await beginImport(editor, list);
    await change(editor, null);
    expect(await work(importId)).toMatchObject({ ...ended, preview: { rows: 0 } });
    expect(await app.app.database.raw('importProgress').findById(importId)).toBeNull();
  });

  it('goes on when others leave, and when a colleague who may started it', async () => {
    const other = await invite(app, university, 'editor');
    const importId = await beginImport(editor, list);
    const { version } = await work(importId);
    await change(editor, null);
    const body = { commandId: newId(), expectedVersion: version };
    await other.call('imports.start', { params: { importId }, body });
    await work(importId);
    expect(await work(importId)).toMatchObject({ written: { created: 700 } });
    expect(await work(importId)).toMatchObject({ state: 'done', refusal: null });
  });
});
