import { Caller, startApp, type TestApp, testClock } from '../support/app.ts';
import { listPatent, publishNeed, stepNeed, stepPatent } from '../support/listings.ts';
import { member, type Member } from '../support/people.ts';

const clock = testClock('2026-05-04T02:00:00.000Z');
let app: TestApp;
let university: Member;
let company: Member;
let anybody: Caller;
const patents: Record<string, string> = {};
const needs: Record<string, string> = {};

beforeAll(async () => {
  app = await startApp({ clock });
  await app.app.searching.ready();
  anybody = new Caller(app.address);
  university = await member(app, 'university', { name: '某某大学' });
  company = await member(app, 'company', { name: '某能源公司' });
  patents['cathode'] = await listPatent(university, {
    title: '一种高镍正极材料及其制备方法',
    abstract: '本发明公开了一种高镍正极材料，循环寿命长，适用于动力电池。',
    applicationNumber: '202010123456.2',
    type: 'invention',
    holders: ['某某大学', '张江"实验"室'],
    ipc: ['H01M 10/0525', 'H01M 4/36'],
    filedOn: '2020-02-21',
    legalStatus: 'inForce',
    maturity: 6,
    routes: ['transfer', 'exclusiveLicence'],
    askingPrice: { amount: '1200000', currency: 'CNY' },
    region: '浙江',
    industry: '动力电池',
    translatedTitle: 'High-nickel cathode material',
    translatedAbstract: 'Lasts many thousand recharges.',
  });
  patents['robot'] = await listPatent(university, {
    title: '焊接机器人',
    abstract: 'A welding robot with six axes',
    ipc: ['B25J 9/00'],
    type: 'utilityModel',
    filedOn: '2018-01-01',
    askingPrice: { amount: '90000.50', currency: 'CNY' },
    maturity: 9,
    region: '江苏',
  });
  patents['secret'] = await listPatent(university, { title: '未公开的正极材料' }, { isPublic: false });
  needs['open'] = await publishNeed(company, {
    title: '寻找高镍正极材料',
    description: '循环寿命 2000 次以上',
    company: '某能源公司',
    ipc: ['H01M'],
    routes: ['transfer'],
    budgetTo: { amount: '2000000', currency: 'CNY' },
    minimumMaturity: 5,
  });
  needs['anonymous'] = await publishNeed(company, {
    title: '寻找焊接机器人',
    description: '六轴',
    company: '某能源公司',
    visibility: 'anonymous',
  });
  needs['targeted'] = await publishNeed(company, {
    title: '寻找隔膜',
    description: '锂电池隔膜',
    visibility: 'targeted',
    invited: [university.organisationId],
  });
  needs['draft'] = await publishNeed(company, { title: '寻找电解液', description: '草稿' }, { isPublic: false });
  await app.settle();
});
afterAll(() => app.stop());

const found = async (who: Caller, query: Record<string, string | number>) =>
  (await who.call('search.patents', { query })).items.map(({ id }) => id);
const foundNeeds = async (who: Caller, query: Record<string, string | number>) =>
  (await who.call('search.needs', { query })).items.map(({ id }) => id);

describe('searching patents', () => {
  it('finds by Chinese words, by another form of an English word, by number and by holder', async () => {
    expect(await found(anybody, { text: '高镍正极' })).toEqual([patents['cathode']]);
    expect(await found(anybody, { text: 'robots' })).toEqual([patents['robot']]);
    expect(await found(anybody, { text: 'ZL202010123456.2' })).toEqual([patents['cathode']]);
    expect(await found(anybody, { text: '2020101234562' })).toEqual([patents['cathode']]);
    expect(await found(anybody, { holder: '张江"实验"室' })).toEqual([patents['cathode']]);
  });

  it('finds by the title and the abstract of the other language, and shows where', async () => {
    expect(await found(anybody, { text: 'cathode' })).toEqual([patents['cathode']]);
    expect(await found(anybody, { text: 'recharges' })).toEqual([patents['cathode']]);
    const { items } = await anybody.call('search.patents', { query: { text: 'cathode' } });
    expect(items[0]?.snippets.find(({ field }) => field === 'translatedTitle')?.parts).toContainEqual({
      text: 'cathode',
      isMatch: true,
    });
  });

  it('finds exactly one by its number in any spelling, and says which word of several stands nowhere', async () => {
    for (const text of ['CN202010123456.2', 'zl 2020 1 0123456.2', '２０２０１０１２３４５６', '202010123456.2'])
      expect(await found(anybody, { text })).toEqual([patents['cathode']]);
    const answer = await anybody.call('search.patents', { query: { text: '高镍 正极 夸克' } });
    expect(answer).toMatchObject({ items: [{ id: patents['cathode'] }], complete: 0, dropped: ['夸克'] });
  });

  it('shows the patent as it is, its remaining life, and the words that were found', async () => {
    const { items, engine } = await anybody.call('search.patents', { query: { text: '高镍正极' } });
    expect(engine).toBe('builtin');
    expect(items[0]).toMatchObject({
      title: '一种高镍正极材料及其制备方法',
      organisationId: university.organisationId,
      expiresOn: '2040-02-20',
      remainingMonths: 165,
      askingPrice: { amount: '1200000.00', currency: 'CNY' },
      isPublic: true,
    });
    const title = items[0]!.snippets.find(({ field }) => field === 'title');
    expect(
      title?.parts
        .filter(({ isMatch }) => isMatch)
        .map(({ text }) => text)
        .join(''),
    ).toContain('高镍正极');
  });

  it('shows what is not listed to its own organisation only, and counts it for nobody else', async () => {
    expect(await found(university, { text: '正极材料' })).toContain(patents['secret']);
    for (const who of [anybody, company]) {
      expect(await found(who, { text: '未公开的正极材料' })).not.toContain(patents['secret']);
      expect((await who.call('search.patents', {})).total).toBe(2);
    }
    expect((await university.call('search.patents', {})).total).toBe(3);
  });

  it('filters by IPC, industry, type, route, price, maturity, region, remaining life and organisation', async () => {
    const { cathode, robot } = patents;
    for (const ipc of ['B', 'B25', 'B25J']) expect(await found(anybody, { ipc })).toEqual([robot]);
    expect(await found(anybody, { industry: '动力电池' })).toEqual([cathode]);
    expect(await found(anybody, { type: 'invention' })).toEqual([cathode]);
    expect(await found(anybody, { route: 'exclusiveLicence' })).toEqual([cathode]);
    expect(await found(anybody, { priceTo: 90000.5 })).toEqual([robot]);
    expect(await found(anybody, { priceFrom: 90001 })).toEqual([cathode]);
    expect(await found(anybody, { maturityFrom: 7 })).toEqual([robot]);
    expect(await found(anybody, { region: '浙江' })).toEqual([cathode]);
    expect(await found(anybody, { remainingMonths: 24 })).toEqual([cathode]);
    expect(await found(anybody, { organisationId: company.organisationId })).toEqual([]);
  });

  it('sorts by price both ways and pages by cursor', async () => {
    const { cathode, robot } = patents;
    expect(await found(anybody, { sort: 'priceUp' })).toEqual([robot, cathode]);
    const first = await anybody.call('search.patents', { query: { sort: 'priceDown', limit: 1 } });
    expect(first.items.map(({ id }) => id)).toEqual([cathode]);
    const cursor = first.nextCursor ?? '';
    const second = await anybody.call('search.patents', { query: { sort: 'priceDown', limit: 1, cursor } });
    expect(second).toMatchObject({ items: [{ id: robot }], nextCursor: null, facets: {} });
  });

  it('counts the facets of everything found, and never tells of audiences', async () => {
    const { facets } = await anybody.call('search.patents', {});
    expect(facets['ipc']).toEqual(['B', 'B25', 'B25J', 'H', 'H01', 'H01M'].map((value) => ({ value, count: 1 })));
    expect(facets['industry']).toEqual([{ value: '动力电池', count: 1 }]);
    expect(facets).not.toHaveProperty('audience');
  });

  it('counts a facet that is filtered by as if it were not, and the others within the filter', async () => {
    const { facets, total } = await anybody.call('search.patents', { query: { region: '浙江' } });
    expect(total).toBe(1);
    expect(facets['region']?.map(({ value }) => value).sort()).toEqual(['江苏', '浙江']);
    expect(facets['type']).toEqual([{ value: 'invention', count: 1 }]);
    const both = await anybody.call('search.patents', { query: { region: ['江苏', '浙江'], type: 'invention' } });
    expect(both.facets['region']).toEqual([{ value: '浙江', count: 1 }]);
    expect(both.facets['type']?.map(({ value }) => value).sort()).toEqual(['invention', 'utilityModel']);
  });

  it.each([
    ['an unknown field', { nonsense: 1 }, ''],
    ['an IPC symbol that is too long', { ipc: 'H01M 10/05' }, 'ipc'],
    ['a page beyond the end of all pages', { cursor: '10000' }, 'cursor'],
    ['a cursor that is none', { cursor: 'x' }, 'cursor'],
    ['a price below nothing', { priceFrom: -1 }, 'priceFrom'],
    ['too long a text', { text: '电'.repeat(501) }, 'text'],
  ])('refuses %s', async (_what, query, path) => {
    const problem = await anybody.looseRefusal('search.patents', { query });
    expect(problem).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path }] });
  });

  it('hides a withdrawn patent at once, before the index knows, and finds it no more later', async () => {
    const fleeting = await listPatent(university, { title: '转瞬即逝的装置' });
    await app.settle();
    expect(await found(anybody, { text: '转瞬即逝' })).toEqual([fleeting]);
    await stepPatent(university, fleeting, 'withdraw');
    expect(await found(anybody, { text: '转瞬即逝' })).toEqual([]);
    await app.settle();
    expect((await anybody.call('search.patents', { query: { text: '转瞬即逝' } })).total).toBe(0);
  });
});

describe('searching needs', () => {
  it('shows open ones to everybody, targeted ones to the invited, drafts to nobody else', async () => {
    const { open, anonymous, targeted, draft } = needs;
    expect((await foundNeeds(anybody, {})).sort()).toEqual([open, anonymous].sort());
    expect((await foundNeeds(university, {})).sort()).toEqual([open, anonymous, targeted].sort());
    expect((await foundNeeds(company, {})).sort()).toEqual([open, anonymous, targeted, draft].sort());
  });

  it('tells nobody whose an anonymous need is, and does not find it by that name', async () => {
    const { items } = await university.call('search.needs', { query: { text: '焊接机器人' } });
    expect(items[0]).toMatchObject({ id: needs['anonymous'], company: null, organisationId: null });
    expect(await foundNeeds(anybody, { text: '某能源公司' })).toEqual([needs['open']]);
    expect(await foundNeeds(anybody, { organisationId: company.organisationId })).toEqual([needs['open']]);
  });

  it('finds a need by the organisation it is of, named in the need or not, but never an anonymous one', async () => {
    const owner = await member(app, 'company', { name: '东湖激光科技公司' });
    const named = await publishNeed(owner, { title: '寻找切割头', description: '要求耐用' });
    const hidden = await publishNeed(owner, { title: '寻找振镜', description: '要求快速', visibility: 'anonymous' });
    await app.settle();
    const { items } = await anybody.call('search.needs', { query: { text: '东湖激光' } });
    expect(items).toMatchObject([{ id: named, company: '东湖激光科技公司' }]);
    for (const who of [anybody, university, owner])
      expect(await foundNeeds(who, { text: '东湖激光科技公司' })).not.toContain(hidden);
    for (const id of [named, hidden]) await stepNeed(owner, id, 'close');
    await app.settle();
  });

  it('filters by IPC, budget and the maturity at hand', async () => {
    expect(await foundNeeds(anybody, { ipc: 'H01M' })).toEqual([needs['open']]);
    expect(await foundNeeds(anybody, { budgetFrom: 2_000_000 })).toEqual([needs['open']]);
    expect(await foundNeeds(anybody, { budgetFrom: 2_000_001 })).toEqual([]);
    expect(await foundNeeds(anybody, { maturity: 4 })).toEqual([]);
    expect(await foundNeeds(anybody, { maturity: 5 })).toEqual([needs['open']]);
  });

  it('finds a closed need no more', async () => {
    const closing = await publishNeed(company, { title: '即将关闭的需求', description: '短暂' });
    await app.settle();
    expect(await foundNeeds(anybody, { text: '即将关闭' })).toEqual([closing]);
    await stepNeed(company, closing, 'close');
    await app.settle();
    expect(await foundNeeds(anybody, { text: '即将关闭' })).toEqual([]);
  });
});

it('health says which engine serves', async () => {
  const { parts } = await anybody.call('system.health', {});
  expect(parts['search']).toMatchObject({
    ok: true,
    detail: 'The built-in engine works, in the memory of this process.',
  });
});
