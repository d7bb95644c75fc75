import iconv from 'iconv-lite';
import { newId, startApp, type TestApp } from '../support/app.ts';
import { beginImport, importList, ownPatents, someNumber as number, start, untilSettled } from '../support/imports.ts';
import { member, type Member } from '../support/people.ts';
import { sheetRows, workbook, workbookParts, zip } from '../support/workbooks.ts';

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

describe('a patent list', () => {
  const list = () =>
    [
      '序号,申请号,专利名称,专利权人,IPC分类号,申请日,备注,摘要',
      `1,${number(1)},一种电池,${name},H01M10/0525(2010.01)I;G06F,2017-07-21,好,一`,
      `2,${number(2)},一种泵,别家公司,F04B,2017.7.22,,二`,
      `3,201710000003.?,坏号,${name},F04B,2017-07-23,,`,
      `4,${number(4)},,${name},电池,2017-13-01,,`,
    ].join('\n');

  it('is shown before anything is written: columns, counts, problems, flags', async () => {
    const importId = await beginImport(university, iconv.encode(list(), 'gb18030'));
    const preview = await untilSettled(app, university, importId);
    expect(preview).toMatchObject({
      state: 'previewed',
      version: 2,
      format: { kind: 'csv', encoding: 'GB18030', delimiter: ',', headerRow: 1 },
      preview: { rows: 4, new: 2, changed: 0, unchanged: 0, refused: 2, doubles: 0, foreign: 1, noted: 1 },
      written: { created: 0 },
      progress: { done: 0, total: 2, percent: 0 },
      allowed: ['readAs', 'mend', 'start', 'cancel'],
    });
    expect(preview.format?.columns.filter(({ field }) => field === null)).toEqual([
      { header: '序号', field: null, samples: ['1', '2', '3'] },
      { header: '备注', field: null, samples: ['好'] },
    ]);
    const { items: refused } = await university.call('imports.rows', {
      params: { importId },
      query: { outcome: 'refused' },
    });
    expect(refused).toMatchObject([
      { row: 4, problems: [{ column: '申请号', field: 'applicationNumber', text: '201710000003.?' }] },
      {
        row: 5,
        problems: [{ column: '专利名称', place: 2 }],
        notes: [
          { column: '申请日', text: '2017-13-01' },
          { column: 'IPC分类号', text: '电池' },
        ],
      },
    ]);
    const { items: foreign } = await university.call('imports.rows', {
      params: { importId },
      query: { only: 'foreign' },
    });
    expect(foreign).toMatchObject([{ row: 3, outcome: 'new', isForeign: true }]);
    expect(await ownPatents(university)).toEqual([]);
  });

  it('is written when its owner says so: good rows alone, normalised, foreign holders as text', async () => {
    const done = await importList(app, university, list());
    expect(done).toMatchObject({
      state: 'done',
      written: { created: 2, changed: 0, unchanged: 0, refused: 0 },
      progress: { done: 2, total: 2, percent: 100 },
      allowed: ['undo'],
    });
    const [first, second] = await ownPatents(university);
    expect(first).toMatchObject({
      applicationNumber: number(1),
      ipc: ['H01M 10/0525', 'G06F'],
      holder: 'self',
      state: 'draft',
      version: 1,
      term: { lastDay: '2037-07-20' },
    });
    expect(second).toMatchObject({ holders: ['别家公司'], holder: 'other' });
  });

  it('is public at once when asked for, unless the organisation reviews', async () => {
    await importList(app, university, list(), { publish: true });
    expect((await ownPatents(university)).map(({ state, deadline }) => [state, deadline?.lastDay])).toEqual([
      ['published', '2026-10-31'],
      ['published', '2026-10-31'],
    ]);
    const careful = await member(app, 'university');
    await careful.call('reviews.choose', { body: { ...command(0), patents: true, needs: false } });
    await importList(app, careful, list(), { publish: true });
    expect((await ownPatents(careful)).map(({ state }) => state)).toEqual(['draft', 'draft']);
  });

  it('changes nothing when it comes a second time, even after a person corrected an entry', async () => {
    await importList(app, university, list());
    const before = await ownPatents(university);
    const again = await importList(app, university, list());
    expect(again).toMatchObject({
      preview: { new: 0, unchanged: 2 },
      written: { created: 0, changed: 0, unchanged: 2 },
    });
    expect(await ownPatents(university)).toEqual(before);

    const patentId = before[0]?.id ?? '';
    await university.call('patents.revise', { params: { patentId }, body: { ...command(1), title: '更正的名称' } });
    await importList(app, university, list());
    expect((await ownPatents(university))[0]).toMatchObject({ title: '更正的名称', version: 2 });
  });

  it('adds to what is known without erasing it, and makes versions of editors stale', async () => {
    await importList(app, university, list());
    const wider = `申请号,名称,摘要,授权公告日\n${number(1)},一种电池,很长的摘要,2019-02-01`;
    expect(await importList(app, university, wider)).toMatchObject({
      preview: { new: 0, changed: 1 },
      written: { changed: 1 },
    });
    const [patent] = await ownPatents(university);
    expect(patent).toMatchObject({
      abstract: '很长的摘要',
      grantedOn: '2019-02-01',
      filedOn: '2017-07-21',
      version: 2,
    });
    const request = { params: { patentId: patent?.id ?? '' }, body: { ...command(1), title: '过时' } };
    expect(await university.refusal('patents.revise', request)).toMatchObject({ code: 'STALE_VERSION' });
    await university.call('patents.revise', { ...request, body: { ...command(2), title: '及时' } });
    await university.call('patents.revise', { ...request, body: { ...command(3), title: '再次' } });
  });

  it('knows a patent by either of its numbers, with or without the kind code', async () => {
    await importList(app, university, '公开号,名称\nCN107000001A,甲');
    await importList(app, university, `公开号,申请号,名称\nCN107000001B,${number(7)},甲`);
    await importList(app, university, `申请号,名称,摘要\n${number(7)},甲,一`);
    await importList(app, university, '公开号,名称,摘要\nCN107000001A,甲,一');
    const patents = await ownPatents(university);
    expect(patents).toHaveLength(1);
    expect(patents[0]).toMatchObject({
      applicationNumber: number(7),
      publicationNumber: 'CN107000001B',
      abstract: '一',
    });
  });

  it('follows a number that changes within one batch', async () => {
    const list = `公开号,申请号,名称,摘要\nCN1030001A,,甲,一\nCN1030001A,${number(21)},甲,\nCN1020584C,${number(21)},甲,\nCN1030001A,,甲,二`;
    const first = await importList(app, university, list);
    expect(first).toMatchObject({ preview: { new: 1, changed: 3 }, written: { created: 1, changed: 0 } });
    const patents = await ownPatents(university);
    expect(patents).toMatchObject([{ applicationNumber: number(21), publicationNumber: 'CN1020584C', version: 1 }]);
    expect(await importList(app, university, list)).toMatchObject({
      preview: { unchanged: 4 },
      written: { unchanged: 4 },
    });
    expect(await ownPatents(university)).toEqual(patents);
  });

  it('refuses a row whose two numbers belong to two listings', async () => {
    await importList(app, university, `申请号,公开号,名称\n${number(8)},CN107000008A,甲\n${number(9)},CN107000009A,乙`);
    const importId = await beginImport(university, `申请号,公开号,名称\n${number(8)},CN107000009A,丙`);
    expect(await untilSettled(app, university, importId)).toMatchObject({
      preview: { refused: 1 },
      allowed: ['readAs', 'mend', 'cancel'],
    });
  });

  it('without any number knows the same row again, and reports the same title and owner with another text', async () => {
    const rows = (text: string) => `专利名称,专利权人,摘要\n一种方法,${name},${text}`;
    await importList(app, university, rows('一'));
    const other = await beginImport(university, rows('二'));
    const preview = await untilSettled(app, university, other);
    expect(preview.preview).toMatchObject({ new: 1, doubles: 1 });
    const { items } = await university.call('imports.rows', {
      params: { importId: other },
      query: { only: 'doubles' },
    });
    const [known] = await ownPatents(university);
    expect(items).toMatchObject([{ row: 2, doubles: [{ id: known?.id, row: null, title: '一种方法' }] }]);
    await start(university, preview);
    await untilSettled(app, university, other);
    expect(await ownPatents(university)).toHaveLength(2); // reported, never merged by itself
    expect(await importList(app, university, rows('一'))).toMatchObject({ written: { unchanged: 1 } });
  });

  it('sees repeats and possible doubles within the file itself', async () => {
    const importId = await beginImport(
      university,
      `专利名称,专利权人,摘要\n一种方法,${name},一\n一种方法,${name},一\n一种 方法,${name},二`,
    );
    expect(await untilSettled(app, university, importId)).toMatchObject({
      preview: { rows: 3, new: 2, unchanged: 1, doubles: 1 },
    });
    const { items } = await university.call('imports.rows', { params: { importId }, query: { only: 'doubles' } });
    expect(items).toMatchObject([{ row: 4, doubles: [{ id: null, row: 2 }] }]);
  });

  it('tells at most ten possible doubles of a row, however many rows have its title', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => `一种方法,${name},${at}`);
    const importId = await beginImport(university, `专利名称,专利权人,摘要\n${rows.join('\n')}`);
    expect(await untilSettled(app, university, importId)).toMatchObject({ preview: { new: 20, doubles: 19 } });
    const { items } = await university.call('imports.rows', { params: { importId }, query: { only: 'doubles' } });
    const told = items.map(({ doubles }) => doubles.length);
    expect(told).toEqual(Array.from({ length: 19 }, (_, at) => Math.min(at + 1, 10)));
  });

  it('may be a workbook', async () => {
    const bytes = workbook([
      ['名称', '申请号', '摘要'],
      ['甲', `<v>${number(11).replace('.', '')}</v>`, '一'],
      ['乙', number(12), '<f>1+1</f><v>2</v>'],
    ]);
    expect(await importList(app, university, bytes, { name: '清单.xlsx' })).toMatchObject({
      format: { kind: 'xlsx', sheet: '专利' },
      preview: { new: 2, refused: 0, noted: 1 },
      written: { created: 2 },
    });
  });

  it('gives its problems as a file that a spreadsheet can neither misread nor carry out', async () => {
    const importId = await beginImport(university, `申请号,名称\n"=HYPERLINK(""http://x"")",甲\n@1,乙`);
    await untilSettled(app, university, importId);
    const response = await university.send('imports.problems', { params: { importId } });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=list-problems.csv');
    const lines = Buffer.from(await response.arrayBuffer())
      .toString('utf8')
      .split('\r\n');
    expect(lines[0]).toBe('\uFEFFRow,Column,Reason,Text');
    expect(lines[1]).toMatch(/^2,申请号,The cell is a formula/);
    expect(lines[2]).toMatch(/^3,申请号,.*,'@1$/);
  });

  it('leaves events that name ids and digests, and no texts of the list', async () => {
    const { id } = await importList(app, university, list());
    const events = await app.app.events.ofStream(`import:${id}`);
    expect(events.map(({ type }) => type)).toEqual([
      'import.created',
      'import.previewed',
      'import.started',
      'patents.imported',
      'import.done',
    ]);
    expect(events[3]?.data).toMatchObject({
      created: [expect.any(String), expect.any(String)],
      changed: [],
      unchanged: 0,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(events)).not.toContain('别家公司');
    expect((await app.app.checkpoints.audit()).faults).toEqual([]);
  });
});

describe('what a list says of rights that have ended', () => {
  it('takes them out of the public store at once, also in talks', async () => {
    const list = (word: string) =>
      `申请号,专利名称,摘要,法律状态\n${number(51)},甲,一,${word}\n${number(52)},乙,二,${word === '有效' ? word : '部分无效'}`;
    await importList(app, university, list('有效'), { publish: true });
    expect((await ownPatents(university)).map(({ state }) => state)).toEqual(['published', 'published']);
    await importList(app, university, list('全部撤销'));
    expect((await ownPatents(university)).map(({ state, legalStatus }) => [state, legalStatus])).toEqual([
      ['lapsed', 'ended'],
      ['published', 'inForce'],
    ]);
  });

  it('keeps a new patent without number or abstract a draft, and says so', async () => {
    const done = await importList(app, university, `申请号,专利名称,摘要\n${number(53)},甲,一\n,乙,`, {
      publish: true,
    });
    expect(done.preview).toMatchObject({ new: 2, noted: 1 });
    expect((await ownPatents(university)).map(({ state, lacks }) => [state, lacks])).toEqual([
      ['published', []],
      ['draft', ['number', 'abstract']],
    ]);
  });
});

describe('a need list', () => {
  it('is written as needs', async () => {
    const company = await member(app, 'company', { name: `某能源公司${count}` });
    const list = `编号,需求名称,需求描述,需求单位,预算（万元）,截止日期\nX-1,高镍正极,长寿命,某能源公司${count},50-100,2026-12-31\nX-2,涂层,防腐,别家,很多,2026-01-01`;
    expect(await importList(app, company, list, { subject: 'needs', publish: true })).toMatchObject({
      preview: { new: 2, foreign: 1, noted: 1 },
      written: { created: 2 },
    });
    const { items } = await company.call('needs.mine');
    expect(items).toMatchObject([
      { reference: 'X-1', state: 'open', budgetTo: { amount: '1000000.00', currency: 'CNY' } },
      { reference: 'X-2', state: 'draft', company: '别家', budgetTo: null },
    ]);
    expect(await importList(app, company, list, { subject: 'needs' })).toMatchObject({ written: { unchanged: 2 } });
    const changed = await importList(app, company, '编号,需求名称,关键词\nX-1,高镍正极材料,电池', { subject: 'needs' });
    expect(changed).toMatchObject({ written: { changed: 1 } });
    expect((await company.call('needs.mine')).items[0]).toMatchObject({
      title: '高镍正极材料',
      keywords: ['电池'],
      version: 2,
    });
  });
});

describe('a file that cannot be used', () => {
  const bomb = () =>
    zip([...workbookParts({ S: sheetRows([['名称'], ['甲']]) }), { name: 'xl/x.xml', data: Buffer.alloc(64 << 20) }]);
  const farOut = () => zip(workbookParts({ S: '<row r="1"><c r="XFD1048576"><v>1</v></c></row>' }));
  it.each<[string, string, () => string | Buffer, RegExp]>([
    ['that is not what its name says', 'a.csv', () => workbook([['名称'], ['甲']]), /content is zip/],
    ['of another kind', 'a.pdf', () => '%PDF-1.7', /not read/],
    ['that is a zip bomb', 'a.xlsx', bomb, /grow far too large/],
    ['with a cell far out', 'a.xlsx', farOut, /cell far out at XFD1048576/],
    ['without a known header', 'a.csv', () => 'a,b\n1,2', /No header row/],
  ])('is refused as a whole with one sentence: one %s', async (_, fileName, content, sentence) => {
    const importId = await beginImport(university, content(), { name: fileName });
    const refused = await untilSettled(app, university, importId);
    expect(refused).toMatchObject({ state: 'refused', format: null, allowed: [], preview: { rows: 0 } });
    expect(refused.refusal).toMatch(sentence);
  });
});
