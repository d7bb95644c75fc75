import { newId, startApp, type TestApp } from '../support/app.ts';
import { beginImport, ownPatents, someNumber as number, start, untilSettled } from '../support/imports.ts';
import { invite } from '../support/members.ts';
import { member, type Member } from '../support/people.ts';

let app: TestApp;
let university: Member;
let name: string;
let count = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  name = `某某大学${++count}`;
  university = await member(app, 'university', { name });
});

const command = (expectedVersion: number) => ({ commandId: newId(), expectedVersion });

describe('a list of needs', () => {
  it('shows in its rows what the texts say where no column does, and keeps it', async () => {
    const company = await member(app, 'company');
    const text =
      '需求名称,需求描述,预算（万元）\n低温电解液,要求-40℃可用，普通许可，预算80万元,\n隔膜涂覆,预算80万元，2030年6月前完成,50';
    const importId = await beginImport(company, text, { subject: 'needs' });
    const preview = await untilSettled(app, company, importId);
    const rows = (await company.call('imports.rows', { params: { importId } })).items;
    expect(rows.map(({ understood }) => understood.map(({ field, words }) => [field, words]))).toEqual([
      [['routes', '普通许可'], ['budget', '80万元']], // prettier-ignore
      [['wantedBy', '2030年6月']],
    ]);
    await start(company, preview);
    await untilSettled(app, company, importId);
    const { items } = await company.call('needs.mine', {});
    expect(items.map((need) => [need.budgetTo?.amount, need.understood.length])).toEqual([
      [undefined, 2],
      ['500000.00', 2],
    ]);
  });
});

describe('rows with errors', () => {
  it('show their whole content and are corrected in the cell, however often the file is read again', async () => {
    const text = `申请号,专利名称,摘要,日期\n2017100000031,甲,一,2017-07-21\n${number(31)},乙,二,2017-07-22`;
    const importId = await beginImport(university, text);
    const preview = await untilSettled(app, university, importId);
    expect(preview.preview).toMatchObject({ rows: 2, new: 1, refused: 1 });
    const rows = async () => (await university.call('imports.rows', { params: { importId } })).items;
    expect((await rows())[0]).toMatchObject({
      problems: [{ column: '申请号', place: 0, text: '2017100000031' }],
      cells: [
        { place: 0, header: '申请号', text: '2017100000031' },
        { place: 1, header: '专利名称', text: '甲' },
        { place: 2, header: '摘要', text: '一' },
        { place: 3, header: '日期', text: '2017-07-21' },
      ],
    });
    const params = { importId, row: '2' };
    const mend = (expectedVersion: number, cell: string) => ({
      params,
      body: { ...command(expectedVersion), cells: [{ place: 0, text: cell }] },
    });
    const rival = await member(app, 'university');
    const reviewer = await invite(app, university, 'reviewer');
    expect(await rival.refusal('imports.mend', mend(preview.version, number(32)))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await reviewer.refusal('imports.mend', mend(preview.version, number(32)))).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(await university.refusal('imports.mend', mend(preview.version - 1, number(32)))).toMatchObject({
      code: 'STALE_VERSION',
    });
    const { version } = await university.call('imports.mend', mend(preview.version, number(32)));
    const look = () => university.call('imports.get', { params: { importId } });
    expect((await look()).preview).toMatchObject({ rows: 2, new: 2, refused: 0 });

    const fields = ['applicationNumber', 'title', 'abstract', 'filedOn'];
    await university.call('imports.readAs', { params: { importId }, body: { ...command(version), fields } });
    const again = await untilSettled(app, university, importId);
    expect(again.preview).toMatchObject({ rows: 2, new: 2, refused: 0 });
    await start(university, again);
    await untilSettled(app, university, importId);
    expect(
      (await ownPatents(university)).map(({ applicationNumber, filedOn }) => [applicationNumber, filedOn]),
    ).toEqual([
      [number(32), '2017-07-21'],
      [number(31), '2017-07-22'],
    ]);
  });
});

describe('what the columns are', () => {
  it('is remembered for the next list of the same kind, of this organisation alone', async () => {
    const list = (at: number) => `申请号,专利名称,我们的摘要\n${number(at)},甲,说明${at}`;
    const importId = await beginImport(university, list(41));
    const { version, format } = await untilSettled(app, university, importId);
    expect(format).toMatchObject({ isRemembered: false, columns: [{}, {}, { field: null, samples: ['说明41'] }] });
    const fields = ['applicationNumber', 'title', 'abstract'];
    await university.call('imports.readAs', { params: { importId }, body: { ...command(version), fields } });
    await untilSettled(app, university, importId);
    const next = await untilSettled(app, university, await beginImport(university, list(42)));
    expect(next.format).toMatchObject({ isRemembered: true, columns: [{}, {}, { field: 'abstract' }] });
    const rival = await member(app, 'university');
    const other = await untilSettled(app, rival, await beginImport(rival, list(43)));
    expect(other.format).toMatchObject({ isRemembered: false, columns: [{}, {}, { field: null }] });
  });
});

describe('the columns of a list', () => {
  const list = () => `件名,说明,权利单位\n一种泵,省电的泵,${name}\n一种阀,,${name}`;
  const titled = () => `专利名称,说明,权利单位\n一种泵,省电的泵,${name}\n一种阀,,${name}`;
  const readAs = (importId: string, version: number, fields: (string | null)[]) => ({
    params: { importId },
    body: { ...command(version), fields },
  });

  it('are read anew as their owner says, as often as wanted, before anything is written', async () => {
    const first = await untilSettled(app, university, await beginImport(university, titled()));
    expect(first.format).toMatchObject({ columns: [{ field: 'title' }, { field: null }, { field: null }] });
    expect(first.format?.fields).toEqual(expect.arrayContaining(['title', 'abstract', 'holders']));
    expect(first).toMatchObject({ preview: { new: 2, foreign: 0 }, allowed: ['readAs', 'mend', 'start', 'cancel'] });

    const request = readAs(first.id, first.version, ['title', 'keywords', 'holders']);
    await university.call('imports.readAs', request);
    await university.call('imports.readAs', request); // the same command again
    const second = await untilSettled(app, university, first.id);
    const third = readAs(first.id, second.version, ['title', 'abstract', 'holders']);
    await university.call('imports.readAs', third);
    const preview = await untilSettled(app, university, first.id);
    expect(preview).toMatchObject({
      state: 'previewed',
      format: { columns: [{ field: 'title' }, { field: 'abstract' }, { field: 'holders' }] },
      preview: { rows: 2, new: 2 },
    });
    await start(university, preview);
    await untilSettled(app, university, first.id);
    expect((await ownPatents(university))[0]).toMatchObject({ title: '一种泵', abstract: '省电的泵', holder: 'self' });
    const late = readAs(first.id, preview.version + 3, ['title', null, null]);
    expect(['WRONG_STATE', 'STALE_VERSION']).toContain((await university.refusal('imports.readAs', late)).code);
  });

  it.each([
    ['a field that is none', ['title', 'nonsense', null]],
    ['one field twice', ['title', 'abstract', 'abstract']],
    ['no title', [null, 'abstract', null]],
    ['another number of columns', ['title']],
    ['a name of every object', ['title', 'constructor', null]],
  ])('are not read as %s', async (_what, fields) => {
    const { id, version } = await untilSettled(app, university, await beginImport(university, titled()));
    const problem = await university.refusal('imports.readAs', readAs(id, version, fields));
    expect(problem).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'fields' }] });
  });

  it('are nobody else’s to name, and not by an old version', async () => {
    const { id, version } = await untilSettled(app, university, await beginImport(university, titled()));
    const fields = ['title', null, null];
    const other = await member(app, 'university');
    expect(await other.refusal('imports.readAs', readAs(id, version, fields))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const reviewer = await invite(app, university, 'reviewer');
    expect(await reviewer.refusal('imports.readAs', readAs(id, version, fields))).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(await university.refusal('imports.readAs', readAs(id, version - 1, fields))).toMatchObject({
      code: 'STALE_VERSION',
    });
  });

  it('need a header that can be found: without one the file is refused with the reason', async () => {
    const refused = await untilSettled(app, university, await beginImport(university, list()));
    expect(refused).toMatchObject({ state: 'refused', refusal: expect.stringContaining('title') });
  });
});
