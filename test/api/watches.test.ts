import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { listPatent, publishNeed, stepPatent } from '../support/listings.ts';
import { member, type Member } from '../support/people.ts';

const clock = testClock('2026-05-04T02:00:00.000Z');
let app: TestApp;
let university: Member;
let company: Member;
let patentId: string;
beforeAll(async () => {
  app = await startApp({ clock });
  university = await member(app, 'university');
  company = await member(app, 'company');
  patentId = await listPatent(university, { title: '一种装置' });
});
afterAll(() => app.stop());

const command = (expectedVersion: number) => ({ commandId: newId(), expectedVersion });
const patent = (thingId: string) => ({ kind: 'patent' as const, thingId });
const listed = async (who: Caller) => (await who.call('watches.list', {})).items;

it('a watch begins, tells what changed until it is seen, and ends', async () => {
  const body = command(0);
  const first = await company.call('watches.watch', { params: patent(patentId), body });
  expect(await company.call('watches.watch', { params: patent(patentId), body })).toEqual(first); // the same once more
  await app.settle();
  expect(await listed(company)).toMatchObject([{ kind: 'patent', id: patentId, title: '一种装置', isVisible: true }]);
  await company.call('watches.see', {});

  clock.forward(60_000);
  const { version } = await university.call('patents.get', { params: { patentId } });
  await university.call('patents.revise', {
    params: { patentId },
    body: { ...command(version), title: '一种更好的装置', reason: '名称有误' },
  });
  await app.settle();
  expect(await listed(company)).toMatchObject([
    { title: '一种更好的装置', isNew: true, changedAt: clock.now().toISOString() },
  ]);
  await company.call('watches.see', {});
  expect(await listed(company)).toMatchObject([{ isNew: false }]);

  expect(await company.call('watches.get', { params: patent(patentId) })).toEqual({ version: 1, isWatched: true });
  await company.call('watches.stop', { params: patent(patentId), body: command(1) });
  expect(await listed(company)).toEqual([]);
  await company.call('watches.watch', { params: patent(patentId), body: command(2) }); // and begins again
  expect(await listed(company)).toHaveLength(1);
});

it('what is taken down keeps the title it had, and says no more', async () => {
  const fleeting = await listPatent(university, { title: '转瞬即逝' });
  await company.call('watches.watch', { params: patent(fleeting), body: command(0) });
  const { version } = await stepPatent(university, fleeting, 'withdraw');
  await university.call('patents.revise', {
    params: { patentId: fleeting },
    body: { ...command(version), title: '秘密的新名称', reason: '名称有误' },
  });
  expect((await listed(company)).find(({ id }) => id === fleeting)).toMatchObject({
    title: '转瞬即逝',
    isVisible: false,
  });
});

it('is refused for what one may not see, twice, by an old version, and without sign-in', async () => {
  const draft = await listPatent(university, {}, { isPublic: false });
  const targeted = await publishNeed(company, { visibility: 'targeted', invited: [university.organisationId] });
  expect(await company.refusal('watches.watch', { params: patent(draft), body: command(0) })).toMatchObject({
    code: 'NOT_FOUND',
  });
  const stranger = await member(app, 'institute');
  const need = { params: { kind: 'need' as const, thingId: targeted }, body: command(0) };
  expect(await stranger.refusal('watches.watch', need)).toMatchObject({ code: 'NOT_FOUND' });
  await university.call('watches.watch', need);
  expect(await university.refusal('watches.watch', { ...need, body: command(1) })).toMatchObject({
    code: 'WRONG_STATE',
  });
  const late = command(1);
  await university.call('watches.stop', { ...need, body: command(1) });
  expect(await university.refusal('watches.watch', { ...need, body: late })).toMatchObject({ code: 'STALE_VERSION' });
  expect(await stranger.refusal('watches.stop', { ...need, body: command(0) })).toMatchObject({ code: 'WRONG_STATE' });
  expect(await new Caller(app.address).refusal('watches.watch', need)).toMatchObject({ code: 'NOT_AUTHENTICATED' });
});

it('is nobody else\u2019s business', async () => {
  const other = await member(app, 'company');
  expect(await listed(other)).toEqual([]);
  expect(await other.call('watches.get', { params: patent(patentId) })).toEqual({ version: 0, isWatched: false });
});
