import { existsSync, rmSync, statSync } from 'node:fs';
import { divided, pairOf } from '../../server/features/matches/table.job.ts';
import { Caller, newId, startApp, startBeside, type TestApp, testClock } from '../support/app.ts';
import { importList, someNumber } from '../support/imports.ts';
import { listPatent, publishNeed } from '../support/listings.ts';
import { member, type Member } from '../support/people.ts';

const clock = testClock('2026-05-04T02:00:00.000Z');
let app: TestApp;
let university: Member;
let company: Member;

/** Materials that the shipped table has never heard of, and things that it knows. */
const materials = [
  ['xylorene', '锎镄'],
  ['brontium', '钔锘'],
  ['quellite', '铹钅'],
  ['zanthrol', '镎镅'],
  ['morvene', '锔锫'],
  ['dravide', '钷铕'],
  ['filcrone', '钆铽'],
  ['gastride', '镝钬'],
  ['hulvane', '铒铥'],
  ['jespite', '镱镥'],
] as const;
const things = [
  ['battery', '电池'],
  ['motor', '电机'],
  ['pump', '水泵'],
  ['valve', '阀门'],
  ['robot', '机器人'],
  ['sensor', '传感器'],
  ['film', '薄膜'],
  ['catalyst', '催化剂'],
] as const;
const pairs = materials.flatMap(([material, 材料]) =>
  things.map(([thing, 东西]) => ({ en: `${material} for a ${thing}`, zh: `用于${东西}的${材料}` })),
);
const { training, heldBack } = divided(pairs);
/** Of each title that teaches, one of a material that is another. */
const wrongly = (en: string) => {
  const at = materials.findIndex(([material]) => en.startsWith(material));
  return en.replace(/^\w+/, materials[(at + 1) % materials.length]?.[0] ?? '');
};
const ids = new Map<string, string>();

const night = async () => {
  clock.forward(86_400_000);
  const job = app.app.jobHandlers.find(({ kind }) => kind === 'matches.learnTable');
  await job?.run({ _id: 'night', data: {} }, clock.now());
};
const inUse = async (server: TestApp = app): Promise<string> => {
  const needId = await publishNeed(company, { title: `寻找电机 ${newId()}`, description: '电机' });
  await app.settle();
  await server.app.tail.catchUp();
  const caller = Object.assign(new Caller(server.address), { cookie: company.cookie });
  const { items } = await caller.call('matches.forNeed', { params: { needId } });
  return items[0]?.reasons.versions.table ?? '';
};
/** Lists all pairs, those that teach with this English title. */
const list = (titleOf: (en: string) => string) =>
  [
    '申请号,标题,标题(英文),摘要',
    ...pairs.map(
      (pair, n) => `${someNumber(n)},${pair.zh},${training.includes(pair) ? titleOf(pair.en) : pair.en},说明`,
    ),
  ].join('\n');
const ownTable = () => app.app.matching.tables.own;

beforeAll(async () => {
  app = await startApp({ clock });
  university = await member(app, 'university');
  company = await member(app, 'company');
  const done = await importList(app, university, list(wrongly));
  expect(done).toMatchObject({ state: 'done', written: { created: pairs.length } });
  const { items } = await university.call('patents.mine', { query: { limit: 100 } });
  for (const { id, title } of items) ids.set(title, id);
  await listPatent(university, { title: '电机' });
});
afterAll(() => app.stop());

describe('the table of translations', () => {
  it('is taught by enough pairs, in two languages', () => {
    expect(training.length).toBeGreaterThanOrEqual(50);
    expect(heldBack.length).toBeGreaterThanOrEqual(10);
    const none = { holders: [], inventors: [], ipc: [], locarno: [], keywords: [], routes: [] };
    expect(pairOf({ ...none, title: '泵', translatedTitle: 'Pump' })).toEqual({ zh: '泵', en: 'Pump' });
    expect(pairOf({ ...none, title: 'Pump', translatedTitle: '泵' })).toEqual({ zh: '泵', en: 'Pump' });
    expect(pairOf({ ...none, title: '泵', translatedTitle: '水泵' })).toBeUndefined();
    expect(pairOf({ ...none, title: '泵' })).toBeUndefined();
  });

  it('learns nothing from what is not public', async () => {
    const before = await inUse();
    await night();
    expect(existsSync(ownTable())).toBe(false);
    expect(await inUse()).toBe(before);
  });

  it('that would translate worse does not go live', async () => {
    await university.call('patents.stepMany', {
      body: { id: newId(), commandId: newId(), expectedVersion: 0, patentIds: [...ids.values()], step: 'publish' },
    });
    await app.settle();
    const before = await inUse();
    expect(before).not.toBe('');
    await night();
    expect(existsSync(ownTable())).toBe(false);
    expect(await inUse()).toBe(before);
  });

  it('that translates better does, here and in other servers, and lists name it', async () => {
    const second = await startBeside(app, { clock });
    const shipped = await inUse();
    const corrected = await importList(
      app,
      university,
      list((en) => en),
    );
    expect(corrected.written).toMatchObject({ changed: training.length });
    await app.settle();
    await night();
    expect(statSync(ownTable()).mode & 0o777).toBe(0o600);
    const version = await inUse();
    expect(version).toMatch(new RegExp(`^${shipped.replaceAll('+', '\\+')}\\+own-${training.length}-[0-9a-f]{8}$`));
    expect(await inUse(second)).toBe(version);
    await second.stop();
  });

  it('understands needs by what it learned, and keeps it over a start', async () => {
    const bare = await listPatent(university, { title: '锎镄涂层' });
    app.app.matching.ask('save', null).catch(() => undefined);
    const needId = await publishNeed(company, { title: 'Xylorene coating', description: 'xylorene' });
    await app.settle();
    const { items } = await company.call('matches.forNeed', { params: { needId } });
    expect(items.map(({ patent }) => patent?.id)).toContain(bare);
    const again = await startBeside(app, { clock });
    expect(await inUse(again)).toBe(await inUse());
    await again.stop();
  });

  it('is not learned again from the same pairs, and is put aside with the shipped one it was learned on', async () => {
    const before = statSync(ownTable()).mtimeMs;
    await night();
    expect(statSync(ownTable()).mtimeMs).toBe(before);
    rmSync(ownTable());
  });
});
