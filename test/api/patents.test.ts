import type { Body } from '../../server/api/operations.ts';
import { Caller, newId, startApp, type TestApp, testClock } from '../support/app.ts';
import { administrator, member, type Member } from '../support/people.ts';
import { least } from '../support/listings.ts';
import { invite } from '../support/members.ts';

const clock = testClock('2026-05-04T02:00:00.000Z');
let app: TestApp;
let university: Member;
beforeAll(async () => {
  app = await startApp({ clock });
  university = await member(app, 'university', { name: '某某大学' });
});
afterAll(() => app.stop());

type Entry = Partial<Body<'patents.create'>>;
let serial = 0;
/** A valid application number that no other test uses. */
const someNumber = (): string => `2017106${String(++serial).padStart(5, '0')}`;

async function enter(who: Member = university, entry: Entry = {}): Promise<string> {
  const id = newId();
  const body = {
    id,
    commandId: newId(),
    expectedVersion: 0 as const,
    title: `一种电池 ${++serial}`,
    holders: ['某某大学'],
    ...least(entry),
    ...entry,
  };
  await who.call('patents.create', { body });
  return id;
}
const command = (expectedVersion: number) => ({ commandId: newId(), expectedVersion });
async function step(who: Member, patentId: string, given: Body<'patents.step'>['step']) {
  const { version } = await who.call('patents.get', { params: { patentId } });
  return who.call('patents.step', { params: { patentId }, body: { ...command(version), step: given } });
}

describe('the names of a patent', () => {
  const revise = (patentId: string, version: number, fields: object) =>
    university.send('patents.revise', { params: { patentId }, body: { ...command(version), ...fields } });
  const happened = async (patentId: string) =>
    (await university.call('patents.timeline', { params: { patentId } })).items;

  it('are changed in a draft as one likes, and corrected with a reason afterwards, which its organisation reads', async () => {
    const number = someNumber();
    const patentId = await enter(university, { applicationNumber: number });
    expect((await revise(patentId, 1, { title: '一种电池壳' })).status).toBe(200);
    await step(university, patentId, 'publish');
    const refused = await revise(patentId, 3, { title: '一种电池壳体' });
    expect(await refused.json()).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'reason' }] });
    const reason = '与专利证书不一致';
    const other = someNumber();
    for (const fields of [{ title: '一种电池壳体' }, { applicationNumber: other }])
      expect((await revise(patentId, 3, fields)).status).toBe(400);
    expect((await revise(patentId, 3, { title: '一种电池壳体', applicationNumber: other, reason })).status).toBe(200);
    // other fields need none, nor does a name that was not known before
    expect((await revise(patentId, 4, { region: '浙江省', publicationNumber: 'CN107000777A' })).status).toBe(200);
    const items = await happened(patentId);
    expect(items.map(({ type, note }) => [type, note])).toEqual([
      ['patent.created', null],
      ['patent.revised', null],
      ['patent.stepped', null],
      ['patent.revised', reason],
      ['patent.revised', null],
    ]);
    expect(items[3]).toMatchObject({ data: { corrected: ['title', 'applicationNumber'] } });
    expect(items[4]?.data).not.toHaveProperty('corrected');
    const events = await app.app.events.ofStream(`patent:${patentId}`);
    expect(JSON.stringify(events)).not.toContain(reason);
    const stranger = await member(app, 'company');
    const timeline = { params: { patentId } };
    expect(await stranger.refusal('patents.timeline', timeline)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await new Caller(app.address).refusal('patents.timeline', timeline)).toMatchObject({
      code: 'NOT_AUTHENTICATED',
    });
  });

  it('are those of one listing in an organisation, whichever number names it', async () => {
    const number = someNumber();
    const first = await enter(university, { applicationNumber: number, publicationNumber: 'CN107123456A' });
    clock.forward(1_000);
    const other = await enter(university, { applicationNumber: someNumber() });
    const create = (entry: Entry, who = university) =>
      who.send('patents.create', {
        body: { id: newId(), commandId: newId(), expectedVersion: 0, title: '另一件', ...entry },
      });
    for (const entry of [{ applicationNumber: number }, { publicationNumber: 'CN107123456B' }])
      expect(await (await create(entry)).json()).toMatchObject({
        code: 'CONFLICT',
        fields: [{ path: Object.keys(entry)[0] }],
      });
    const institute = await member(app, 'institute');
    expect((await create({ applicationNumber: number }, institute)).status).toBe(200);
    const again = await revise(other, 1, { applicationNumber: number, reason: '更正' });
    expect(await again.json()).toMatchObject({ code: 'CONFLICT' });
    expect((await revise(first, 1, { title: '名称' })).status).toBe(200);
    // the latest entered first, or the other way round
    const ids = async (sort?: 'latest' | 'oldest') =>
      (await university.call('patents.mine', { query: { limit: 100, ...(sort && { sort }) } })).items.map(
        ({ id }) => id,
      );
    expect((await ids()).indexOf(other)).toBeLessThan((await ids()).indexOf(first));
    const oldest = await ids('oldest');
    expect(oldest.indexOf(other)).toBeGreaterThan(oldest.indexOf(first));
  });

  it('stands in own lists by title or by the end of its term as well, in pages that lose and repeat nothing', async () => {
    const own = await member(app, 'university');
    const entries = [
      { title: '乙', filedOn: '2020-03-01' },
      { title: '甲', filedOn: '2019-01-02' },
      { title: '乙' },
      { title: '丙', filedOn: '2024-05-06' },
      { title: '"引号"' },
    ];
    for (const entry of entries) await enter(own, entry);
    const inPages = async (sort: 'title' | 'endsFirst') => {
      const found: { title: string; endsOn: string | null }[] = [];
      for (let cursor: string | null | undefined; cursor !== null && found.length < 9;) {
        const page = await own.call('patents.mine', { query: { limit: 2, sort, ...(cursor && { cursor }) } });
        found.push(...page.items.map(({ title, term }) => ({ title, endsOn: term?.endsOn ?? null })));
        cursor = page.nextCursor;
      }
      return found;
    };
    const titles = (await inPages('title')).map(({ title }) => title);
    expect(titles).toEqual(entries.map(({ title }) => title).sort());
    const ends = (await inPages('endsFirst')).map(({ endsOn }) => endsOn);
    expect(ends).toEqual(['2039-01-02', '2040-03-01', '2044-05-06', null, null]);
  });
});

describe('a patent entered by hand', () => {
  it('is normalised, and its term, remaining life and dormancy are worked out', async () => {
    const patentId = await enter(university, {
      applicationNumber: 'ZL 2017 1 0601862.3',
      publicationNumber: 'cn107000001b',
      ipc: ['h01m10/0525(2010.01)I', 'G06F'],
      filedOn: '2017-07-21',
      grantedOn: '2019-02-01',
      legalStatus: 'inForce',
      askingPrice: { amount: '1200000.5', currency: 'CNY' },
      maturity: 6,
      routes: ['transfer', 'ordinaryLicence'],
    });
    const patent = await university.call('patents.get', { params: { patentId } });
    expect(patent).toMatchObject({
      version: 1,
      state: 'draft',
      organisation: { id: university.organisationId, name: '某某大学' },
      holder: 'self',
      applicationNumber: '201710601862.3',
      publicationNumber: 'CN107000001B',
      type: 'invention',
      ipc: ['H01M 10/0525', 'G06F'],
      askingPrice: { amount: '1200000.50', currency: 'CNY' },
      term: { lastDay: '2037-07-20', endsOn: '2037-07-21', remainingMonths: 134 },
      dormancy: { isDormant: true, since: '2022-02-01', clockStartedOn: '2019-02-01' },
      mainClaim: null,
      lacks: [],
      publishedAt: null,
      deadline: null,
    });
    expect(patent.allowed.sort()).toEqual(['publish', 'revise', 'submit']);
  });

  it.each<[string, Entry, string]>([
    ['a wrong check character', { applicationNumber: '201710601862.4' }, 'applicationNumber'],
    ['a publication number of another form', { publicationNumber: 'US123' }, 'publicationNumber'],
    ['a symbol that is none', { ipc: ['电池'] }, 'ipc'],
    ['a type that its number denies', { applicationNumber: '201720601862', type: 'invention' }, 'type'],
    ['a filing date in the future', { filedOn: '2026-05-05' }, 'filedOn'],
    ['a grant before the filing', { filedOn: '2020-01-02', grantedOn: '2020-01-01' }, 'grantedOn'],
    ['a day that does not exist', { filedOn: '2021-02-29' }, 'filedOn'],
    ['a price below nothing', { askingPrice: { amount: '-1.00', currency: 'CNY' } }, 'askingPrice'],
    ['a price with three decimals', { askingPrice: { amount: '1.001', currency: 'CNY' } }, 'askingPrice.amount'],
    ['a level of maturity beyond nine', { maturity: 10 }, 'maturity'],
  ])('is refused with %s, and the field is named', async (_, entry, path) => {
    const body = { id: newId(), ...command(0), title: '甲', ...entry };
    const problem = await university.looseRefusal('patents.create', { body });
    expect(problem).toMatchObject({ code: 'INVALID_INPUT', status: 400 });
    expect(problem.fields.map((field) => field.path)[0]).toBe(path);
  });

  it('names the field that is not known', async () => {
    const body = { id: newId(), ...command(0), title: '甲', owner: 'x' };
    expect(await university.looseRefusal('patents.create', { body })).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is entered once by each organisation, and may be listed by two', async () => {
    const applicationNumber = someNumber();
    await enter(university, { applicationNumber });
    const body = { id: newId(), ...command(0), expectedVersion: 0 as const, title: '乙', applicationNumber };
    expect(await university.refusal('patents.create', { body })).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'applicationNumber' }],
    });
    await enter(await member(app, 'institute'), { applicationNumber });
  });

  it('keeps a foreign holder as text and flags it', async () => {
    const patentId = await enter(university, { holders: ['别家公司'] });
    expect(await university.call('patents.get', { params: { patentId } })).toMatchObject({
      holders: ['别家公司'],
      holder: 'other',
    });
    const { items } = await university.call('patents.mine', { query: { holder: 'other' } });
    expect(items.map(({ id }) => id)).toContain(patentId);
  });

  it('happens once however often its command is sent, and never with another content', async () => {
    const body = { id: newId(), ...command(0), expectedVersion: 0 as const, title: '重复' };
    const first = await university.call('patents.create', { body });
    expect(await university.call('patents.create', { body })).toEqual(first);
    expect(await university.refusal('patents.create', { body: { ...body, title: '别的' } })).toMatchObject({
      code: 'CONFLICT',
    });
  });
});

describe('revising', () => {
  it('keeps a title and an abstract in the other language beside the own ones', async () => {
    const patentId = await enter(university, { translatedTitle: 'A pump' });
    expect(await university.call('patents.get', { params: { patentId } })).toMatchObject({
      translatedTitle: 'A pump',
      translatedAbstract: null,
    });
    const revise = (changes: Entry, version: number) => ({
      params: { patentId },
      body: { ...command(version), ...changes },
    });
    await university.call('patents.revise', revise({ translatedAbstract: 'It pumps' }, 1));
    await university.call('patents.revise', revise({ translatedTitle: null }, 2));
    expect(await university.call('patents.get', { params: { patentId } })).toMatchObject({
      translatedTitle: null,
      translatedAbstract: 'It pumps',
    });
    expect(await university.refusal('patents.revise', revise({ translatedTitle: 'x'.repeat(501) }, 3))).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('leaves absent fields, clears null ones, and lets the type follow a new number', async () => {
    const patentId = await enter(university, { abstract: '甲', region: '杭州', applicationNumber: someNumber() });
    await university.call('patents.revise', {
      params: { patentId },
      body: { ...command(1), abstract: null, applicationNumber: `2017206${String(++serial).padStart(5, '0')}` },
    });
    expect(await university.call('patents.get', { params: { patentId } })).toMatchObject({
      version: 2,
      abstract: null,
      region: '杭州',
      type: 'utilityModel',
    });
  });

  it('refuses a stale version and says which is the present one', async () => {
    const patentId = await enter();
    const revise = (expectedVersion: number, title: string) => ({
      params: { patentId },
      body: { ...command(expectedVersion), title },
    });
    await university.call('patents.revise', revise(1, '二'));
    expect(await university.refusal('patents.revise', revise(1, '三'))).toMatchObject({
      code: 'STALE_VERSION',
      details: { version: 2 },
    });
  });

  it('lets only one of many at once win', async () => {
    const patentId = await enter();
    const attempts = Array.from({ length: 6 }, (_, i) =>
      university.send('patents.revise', { params: { patentId }, body: { ...command(1), title: `第${i}` } }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 412, 412, 412, 412, 412]);
    expect((await university.call('patents.get', { params: { patentId } })).version).toBe(2);
  });
});

describe('who may see and do what', () => {
  it('hides a draft from everybody else, and shows what is published to anybody', async () => {
    const patentId = await enter();
    const nobody = new Caller(app.address);
    const other = await member(app, 'company');
    for (const who of [nobody, other])
      expect(await who.refusal('patents.get', { params: { patentId } })).toMatchObject({ code: 'NOT_FOUND' });
    await step(university, patentId, 'publish');
    for (const who of [nobody, other]) {
      expect(await who.call('patents.get', { params: { patentId } })).toMatchObject({
        state: 'published',
        allowed: [],
      });
    }
    const { items } = await nobody.call('patents.list');
    expect(items[0]?.id).toBe(patentId);
  });

  it('lets nobody of another organisation change anything', async () => {
    const draft = await enter();
    const shown = await enter();
    await step(university, shown, 'publish');
    const other = await member(app, 'company');
    const { version } = await university.call('patents.get', { params: { patentId: shown } });
    const attempts = [
      [draft, 1, 'NOT_FOUND'],
      [shown, version, 'NOT_ALLOWED'],
    ] as const;
    for (const [patentId, at, code] of attempts) {
      const params = { patentId };
      expect(await other.refusal('patents.revise', { params, body: { ...command(at), title: 'x' } })).toMatchObject({
        code,
      });
      expect(await other.refusal('patents.step', { params, body: { ...command(at), step: 'withdraw' } })).toMatchObject(
        { code },
      );
    }
  });

  it('lets neither strangers nor signers nor unapproved organisations enter patents', async () => {
    const body = { id: newId(), ...command(0), expectedVersion: 0 as const, title: '甲' };
    const signer = await invite(app, university, 'signer');
    const pending = await member(app, 'company', { isApproved: false });
    expect(await new Caller(app.address).refusal('patents.create', { body })).toMatchObject({
      code: 'NOT_AUTHENTICATED',
    });
    for (const who of [signer, pending, await administrator(app)]) {
      expect(await who.refusal('patents.create', { body })).toMatchObject({ code: 'NOT_ALLOWED' });
    }
  });
});

describe('the life of a listing', () => {
  it('passes faculty and school where the organisation asks for it', async () => {
    const careful = await member(app, 'university');
    await careful.call('reviews.choose', { body: { ...command(0), patents: true, needs: false } });
    const editor = await invite(app, careful, 'editor');
    const reviewer = await invite(app, careful, 'reviewer');
    const patentId = await enter(editor);

    const publish = { params: { patentId }, body: { ...command(1), step: 'publish' as const } };
    expect(await editor.refusal('patents.step', publish)).toMatchObject({ code: 'WRONG_STATE' });
    await step(editor, patentId, 'submit');
    const approve = { params: { patentId }, body: { ...command(2), step: 'approveInFaculty' as const } };
    expect(await editor.refusal('patents.step', approve)).toMatchObject({ code: 'NOT_ALLOWED' });
    await step(reviewer, patentId, 'approveInFaculty');
    await step(careful, patentId, 'approveInSchool');
    await step(editor, patentId, 'assess');
    await step(editor, patentId, 'publish');
    expect(await new Caller(app.address).call('patents.get', { params: { patentId } })).toMatchObject({
      state: 'published',
      version: 6,
    });
  });

  it('never shows a patent whose right has ended', async () => {
    const patentId = await enter(university, { legalStatus: 'ended' });
    const publish = { params: { patentId }, body: { ...command(1), step: 'publish' as const } };
    expect(await university.refusal('patents.step', publish)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('is not published without the least: a number and an abstract, and it is said which is missing', async () => {
    const publish = async (entry: Entry) => {
      const id = newId();
      await university.call('patents.create', {
        body: { id, ...command(0), expectedVersion: 0 as const, title: '甲', ...entry },
      });
      expect((await university.call('patents.get', { params: { patentId: id } })).allowed).not.toContain('publish');
      return university.refusal('patents.step', { params: { patentId: id }, body: { ...command(1), step: 'publish' } });
    };
    expect(await publish({})).toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringMatching(/number and an abstract/),
    });
    expect(await publish({ abstract: '一' })).toMatchObject({
      message: expect.stringMatching(/application or publication number/),
    });
    expect(await publish({ publicationNumber: 'CN107777777A' })).toMatchObject({
      message: expect.stringMatching(/^Without an abstract/),
    });
  });

  it('leaves the public store at once when it is said to have ended', async () => {
    const patentId = await enter();
    await step(university, patentId, 'publish');
    await university.call('patents.revise', { params: { patentId }, body: { ...command(2), legalStatus: 'ended' } });
    expect(await university.call('patents.get', { params: { patentId } })).toMatchObject({ state: 'lapsed' });
    expect(await new Caller(app.address).refusal('patents.get', { params: { patentId } })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('moves many at once, or none of them if one cannot', async () => {
    const owner = await member(app, 'institute');
    const patentIds = [await enter(owner), await enter(owner), await enter(owner)];
    const batch = (ids: string[], given: Body<'patents.step'>['step']) => ({
      body: { id: newId(), ...command(0), expectedVersion: 0 as const, patentIds: ids, step: given },
    });
    const publish = batch(patentIds, 'publish');
    const first = await owner.call('patents.stepMany', publish);
    expect(await owner.call('patents.stepMany', publish)).toEqual(first);
    const draft = await enter(owner);
    expect(await owner.refusal('patents.stepMany', batch([patentIds[0]!, draft], 'confirm'))).toMatchObject({
      code: 'WRONG_STATE',
    });
    const rival = await member(app, 'institute');
    expect(await rival.refusal('patents.stepMany', batch(patentIds, 'withdraw'))).toMatchObject({ code: 'NOT_FOUND' });
    const { items } = await owner.call('patents.mine');
    expect(items.map(({ state, version }) => `${state} ${version}`).sort()).toEqual([
      'draft 1',
      'published 2',
      'published 2',
      'published 2',
    ]);
  });

  it('leaves the public store unconfirmed after 180 days, and comes back confirmed', async () => {
    const own = testClock('2026-05-04T02:00:00.000Z');
    const another = await startApp({ clock: own });
    const owner = await member(another, 'university');
    const patentId = await enter(owner);
    const expiring = await enter(owner, { type: 'utilityModel', filedOn: '2016-11-02' });
    await step(owner, patentId, 'publish');
    await step(owner, expiring, 'publish');
    expect((await owner.call('patents.get', { params: { patentId } })).deadline?.lastDay).toBe('2026-10-31');

    const atNight = async (instant: string) => {
      own.set(instant);
      await another.app.scheduler.runDue();
      await another.settle();
      return owner.call('patents.get', { params: { patentId } });
    };
    expect((await atNight('2026-10-30T18:00:00.000Z')).state).toBe('published');
    expect((await atNight('2026-11-01T18:00:00.000Z')).state).toBe('dueForReview');
    expect((await owner.call('patents.get', { params: { patentId: expiring } })).state).toBe('lapsed');
    expect(await new Caller(another.address).refusal('patents.get', { params: { patentId } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    await step(owner, patentId, 'confirm');
    expect(await owner.call('patents.get', { params: { patentId } })).toMatchObject({
      state: 'published',
      deadline: { lastDay: '2027-05-01' },
    });
    await another.stop();
  });
});

describe('the public store', () => {
  it('is paged in a stable order and filtered by type and symbol', async () => {
    const owner = await member(app, 'institute');
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      const patentId = await enter(owner, { ipc: [i % 2 ? 'H04L 1/00' : 'H04L 12/24'], type: 'invention' });
      ids.push(patentId);
      clock.forward(1000);
      await step(owner, patentId, 'publish');
    }
    const nobody = new Caller(app.address);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { limit: 2, ipc: 'H04L', type: 'invention' as const, ...(cursor ? { cursor } : {}) };
      const page: { items: { id: string }[]; nextCursor: string | null } = await nobody.call('patents.list', { query });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(found).toEqual([...ids].reverse());
    const { items } = await nobody.call('patents.list', {
      query: { ipc: 'H04L 12/', organisationId: owner.organisationId },
    });
    expect(items).toHaveLength(3);
    expect(await nobody.looseRefusal('patents.list', { query: { ipc: 'battery' } })).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('the patents of my organisation', () => {
  it('are counted by state and found by a part of their title or by a number, however it is spelled', async () => {
    const institute = await member(app, 'institute');
    const applicationNumber = '201710601862.3';
    const first = await enter(institute, { title: '一种 (A+B) 电池', applicationNumber });
    const second = await enter(institute, { title: '一种泵', publicationNumber: 'CN107000009B' });
    await step(institute, first, 'publish');
    expect(await institute.call('patents.counts')).toEqual({
      states: [
        { state: 'draft', count: 1 },
        { state: 'published', count: 1 },
      ],
    });
    const found = async (text: string) =>
      (await institute.call('patents.mine', { query: { text } })).items.map(({ id }) => id);
    expect(await found('(A+B)')).toEqual([first]);
    expect(await found('ZL 2017 1 0601862')).toEqual([first]);
    expect(await found('cn107000009')).toEqual([second]);
    expect(await found('.*')).toEqual([]);
    expect(await (await member(app, 'institute')).call('patents.counts')).toEqual({ states: [] });
  });
});
