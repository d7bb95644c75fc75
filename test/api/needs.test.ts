import type { Body } from '../../server/api/operations.ts';
import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { invite } from '../support/members.ts';
import { member, type Member } from '../support/people.ts';

const clock = testClock('2026-05-04T02:00:00.000Z');
let app: TestApp;
let company: Member;
let count = 0;
beforeAll(async () => {
  app = await startApp({ clock });
  company = await member(app, 'company', { name: '某能源公司' });
});
afterAll(() => app.stop());

const command = (expectedVersion: number) => ({ commandId: newId(), expectedVersion });
async function enter(who: Member = company, entry: Partial<Body<'needs.create'>> = {}): Promise<string> {
  const id = newId();
  const body = {
    id,
    commandId: newId(),
    expectedVersion: 0 as const,
    title: `高镍正极 ${++count}`,
    description: '长寿命',
  };
  await who.call('needs.create', { body: { ...body, ...entry } });
  return id;
}
async function step(who: Member, needId: string, given: Body<'needs.step'>['step']) {
  const { version } = await who.call('needs.get', { params: { needId } });
  return who.call('needs.step', { params: { needId }, body: { ...command(version), step: given } });
}

describe('a need', () => {
  it('stands in own lists by title as well', async () => {
    const own = await member(app, 'company');
    for (const [at, title] of ['乙', '甲', '乙', '丙'].entries())
      await enter(own, { title, description: `第 ${at} 项` });
    const first = await own.call('needs.mine', { query: { sort: 'title', limit: 3 } });
    const query = { sort: 'title' as const, cursor: first.nextCursor ?? '' };
    const rest = await own.call('needs.mine', { query });
    expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual(['丙', '乙', '乙', '甲']);
  });

  it('is entered, normalised, revised and published', async () => {
    const needId = await enter(company, {
      ipc: ['h01m10/0525'],
      budgetFrom: { amount: '500000', currency: 'CNY' },
      budgetTo: { amount: '1000000', currency: 'CNY' },
      wantedBy: '2026-12-31',
    });
    const params = { needId };
    await company.call('needs.revise', { params, body: { ...command(1), budgetFrom: null, region: '常州' } });
    await step(company, needId, 'publish');
    expect(await new Caller(app.address).call('needs.get', { params })).toMatchObject({
      version: 3,
      state: 'open',
      organisation: { id: company.organisationId, name: '某能源公司' },
      ipc: ['H01M 10/0525'],
      budgetFrom: null,
      budgetTo: { amount: '1000000.00', currency: 'CNY' },
      region: '常州',
      invited: null,
      deadline: {
        firstDay: '2026-05-05',
        lastDay: '2026-10-31',
        days: 180,
        counting: 'calendar',
        isProvisional: false,
      },
      allowed: [],
    });
  });

  it('says what its own words say, unless a field says otherwise or its organisation took it away', async () => {
    const text = '耐高温隔膜，预算60万，普通许可，明年6月前交付，热收缩率不高于3%。';
    const asked = await company.call('needs.understand', { body: { text } });
    expect(asked.title).toBe('耐高温隔膜，预算60万，普通许可，明年6月前交付，热收缩率不高于3%');
    expect(asked.understood.map(({ field, words }) => [field, words])).toEqual([
      ['budget', '60万'],
      ['routes', '普通许可'],
      ['wantedBy', '明年6月'],
      ['figure', '不高于3%'],
    ]);
    const needId = await enter(company, { description: text, routes: ['transfer'] });
    const params = { needId };
    const read = async () => (await company.call('needs.get', { params })).understood.map((one) => one.words);
    expect(await company.call('needs.get', { params })).toMatchObject({
      ...{ budgetTo: null, wantedBy: null, routes: ['transfer'] },
      understood: [
        { field: 'budget', from: { amount: '600000.00' }, to: { amount: '600000.00' }, start: 8, end: 11 },
        { field: 'routes', route: 'ordinaryLicence' },
        { field: 'wantedBy', date: '2027-06-30' },
      ],
    });
    await company.call('needs.revise', { params, body: { ...command(1), notMeant: ['wantedBy:明年6月'] } });
    expect(await read()).toEqual(['60万', '普通许可']);
    await step(company, needId, 'publish');
    const { items } = await new Caller(app.address).call('needs.list', {});
    expect(items.find(({ id }) => id === needId)).toMatchObject({ notMeant: [] });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a budget that ends before it begins',
      { budgetFrom: { amount: '2', currency: 'CNY' }, budgetTo: { amount: '1', currency: 'CNY' } },
      'budgetTo',
    ],
    [
      'budgets of two currencies',
      { budgetFrom: { amount: '1', currency: 'USD' }, budgetTo: { amount: '2', currency: 'CNY' } },
      'currency',
    ],
    ['a symbol that is none', { ipc: ['电池'] }, 'ipc'],
    ['no text', { description: ' ' }, 'description'],
    ['an unknown route', { routes: ['gift'] }, 'routes.0'],
  ])('is refused with %s', async (_, entry, path) => {
    const body = { id: newId(), ...command(0), title: '甲', description: '乙', ...entry };
    expect(await company.looseRefusal('needs.create', { body })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path }],
    });
  });

  it('is shown to those it is meant for', async () => {
    const friend = await member(app, 'university');
    const rival = await member(app, 'university');
    const anonymous = await enter(company, { visibility: 'anonymous', company: '某能源公司', reference: 'A-1' });
    const targeted = await enter(company, { visibility: 'targeted', invited: [friend.organisationId] });
    for (const needId of [anonymous, targeted]) {
      expect(await friend.refusal('needs.get', { params: { needId } })).toMatchObject({ code: 'NOT_FOUND' });
      clock.forward(1000);
      await step(company, needId, 'publish');
    }
    const seen = await rival.call('needs.get', { params: { needId: anonymous } });
    expect(seen).toMatchObject({ organisation: null, company: null, reference: null });
    expect(JSON.stringify(seen)).not.toContain(company.organisationId);
    expect(await company.call('needs.get', { params: { needId: anonymous } })).toMatchObject({
      company: '某能源公司',
    });

    expect(await rival.refusal('needs.get', { params: { needId: targeted } })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await friend.call('needs.get', { params: { needId: targeted } })).invited).toBeNull();
    const listed = async (who: Caller) =>
      (await who.call('needs.list', { query: { limit: 100 } })).items.map(({ id }) => id);
    expect(await listed(friend)).toContain(targeted);
    expect(await listed(company)).toContain(targeted);
    for (const who of [rival, new Caller(app.address)]) {
      expect(await listed(who)).not.toContain(targeted);
      expect(await listed(who)).toContain(anonymous);
    }
  });

  it('is changed by nobody else, and by nobody who saw an older version', async () => {
    const needId = await enter();
    await step(company, needId, 'publish');
    const params = { needId };
    const rival = await member(app, 'company');
    const signer = await invite(app, company, 'signer');
    for (const who of [rival, signer]) {
      expect(await who.refusal('needs.revise', { params, body: { ...command(2), title: 'x' } })).toMatchObject({
        code: 'NOT_ALLOWED',
      });
      expect(await who.refusal('needs.step', { params, body: { ...command(2), step: 'close' } })).toMatchObject({
        code: 'NOT_ALLOWED',
      });
    }
    expect(await company.refusal('needs.revise', { params, body: { ...command(1), title: 'x' } })).toMatchObject({
      code: 'STALE_VERSION',
    });
  });

  it('is reviewed first where the company wants it, by somebody who reviews', async () => {
    const careful = await member(app, 'company');
    await careful.call('reviews.choose', { body: { ...command(0), patents: false, needs: true } });
    const editor = await invite(app, careful, 'editor');
    const reviewer = await invite(app, careful, 'reviewer');
    const needId = await enter(editor);
    const params = { needId };
    expect(await editor.refusal('needs.step', { params, body: { ...command(1), step: 'publish' } })).toMatchObject({
      code: 'WRONG_STATE',
    });
    await step(editor, needId, 'submit');
    expect(await editor.refusal('needs.step', { params, body: { ...command(2), step: 'approve' } })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await step(reviewer, needId, 'approve');
    expect((await editor.call('needs.get', { params })).state).toBe('open');
  });

  it('closes and opens again, and a repeat of a command happens once', async () => {
    const needId = await enter();
    await step(company, needId, 'publish');
    const request = { params: { needId }, body: { ...command(2), step: 'close' as const } };
    const first = await company.call('needs.step', request);
    expect(await company.call('needs.step', request)).toEqual(first);
    await step(company, needId, 'reopen');
    expect((await company.call('needs.get', { params: { needId } })).state).toBe('open');
  });

  it('expires after its last day, or when nobody confirms it', async () => {
    const own = testClock('2026-05-04T02:00:00.000Z');
    const another = await startApp({ clock: own });
    const owner = await member(another, 'company');
    const dated = await enter(owner, { wantedBy: '2026-06-01' });
    const undated = await enter(owner);
    for (const needId of [dated, undated]) await step(owner, needId, 'publish');
    const states = async () =>
      Promise.all(
        [dated, undated].map(async (needId) => (await owner.call('needs.get', { params: { needId } })).state),
      );
    own.set('2026-06-01T18:00:00.000Z');
    await another.app.scheduler.runDue();
    expect(await states()).toEqual(['expired', 'open']);
    own.set('2026-11-01T18:00:00.000Z');
    await another.app.scheduler.runDue();
    expect(await states()).toEqual(['expired', 'expired']);
    const { version } = await owner.call('needs.get', { params: { needId: undated } });
    expect(version).toBe(3);
    await step(owner, undated, 'reopen');
    expect((await owner.call('needs.get', { params: { needId: undated } })).version).toBe(4);
    await another.stop();
  });
});

it('counts the needs of my organisation by state', async () => {
  const other = await member(app, 'company');
  await enter(other);
  await step(other, await enter(other), 'publish');
  expect(await other.call('needs.counts')).toEqual({
    states: [
      { state: 'draft', count: 1 },
      { state: 'open', count: 1 },
    ],
  });
});
