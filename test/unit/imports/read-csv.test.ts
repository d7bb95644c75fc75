import fc from 'fast-check';
import iconv from 'iconv-lite';
import { calendarDate } from '../../../server/domain/calendar.ts';
import type { PatentContent } from '../../../server/domain/patents/patent-content.ts';
import { readFile } from '../../../server/features/imports/parse/read-file.ts';

const today = calendarDate('2026-06-30');
async function readAll(bytes: Buffer, name = 'list.csv') {
  const { understood, rows } = await readFile(bytes, name, 'patents', today);
  return { understood, rows: [...rows] };
}
async function contents(bytes: Buffer, name = 'list.csv'): Promise<PatentContent[]> {
  const { rows } = await readAll(bytes, name);
  return rows.map((row) => {
    if ('problems' in row) throw new Error(JSON.stringify(row.problems));
    return row.content as PatentContent;
  });
}
const problemsOf = async (text: string) =>
  (await readAll(Buffer.from(text))).rows.flatMap((row) => ('problems' in row ? row.problems : []));

describe('a delimited file', () => {
  const text = '公开（公告）号,名称,IPC分类号\nCN114081026A,一种装置,A01M; G06F\nCN111504366B,另一种,G01D';

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8', Buffer.from(`\uFEFF${text}`)],
    ['GB18030', iconv.encode(text, 'gb18030')],
    ['UTF-16LE', iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['UTF-16BE', iconv.encode(text, 'utf-16be', { addBOM: true })],
  ])('is read in %s', async (encoding, bytes) => {
    const { understood, rows } = await readAll(bytes);
    expect(understood.format).toMatchObject({ kind: 'csv', encoding, delimiter: ',' });
    expect(rows).toMatchObject([
      { row: 2, content: { title: '一种装置', publicationNumber: 'CN114081026A', ipc: ['A01M', 'G06F'] } },
      { row: 3, content: { title: '另一种', type: 'invention' } },
    ]);
  });

  it('keeps characters that only GB18030 has', async () => {
    const [content] = await contents(iconv.encode('名称,摘要\n一种镕𠮷装置,用于㐂庆', 'gb18030'));
    expect(content).toMatchObject({ title: '一种镕𠮷装置', abstract: '用于㐂庆' });
  });

  it('of any values comes back the same, whatever the encoding, delimiter, order and line ends', async () => {
    const value = fc
      .string({ unit: fc.constantFrom(...'电池负极ab 1"\',;\t|'), minLength: 1, maxLength: 12 })
      .map((s) => `x${s.replace(/\s+/g, ' ').trim()}y`);
    const record = fc.record({
      title: value,
      abstract: value,
      holder: value.map((v) => v.replace(/[,;|\s]/g, '')),
    });
    const columns = { title: '专利名称', abstract: 'Abstract', holder: '专利权人' } as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.shuffledSubarray(['title', 'abstract', 'holder'] as const, { minLength: 3 }),
        fc.constantFrom(',', '\t', ';', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('utf-8', 'gb18030', 'utf-16le'),
        async (records, order, delimiter, end, encoding) => {
          const quote = (cell: string) => `"${cell.replace(/"/g, '""')}"`;
          const lines = [order.map((key) => columns[key]), ...records.map((r) => order.map((key) => r[key]))];
          const csv = lines.map((cells) => cells.map(quote).join(delimiter)).join(end);
          const found = await contents(iconv.encode(csv, encoding, { addBOM: encoding === 'utf-16le' }));
          expect(found.map((c) => ({ title: c.title, abstract: c.abstract, holder: c.holders[0] }))).toEqual(records);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('may have lines above its header and empty lines between its rows', async () => {
    const { understood, rows } = await readAll(
      Buffer.from('某大学专利清单\n\n序号,专利号,专利名称\n1,ZL201710601862.3,甲\n\n2,,乙\n'),
    );
    expect(understood.header).toMatchObject({
      row: 3,
      columns: [{ header: '序号', field: null }, { field: 'applicationNumber' }, { field: 'title' }],
    });
    expect(rows.map(({ row }) => row)).toEqual([4, 6]);
  });

  it('reads exports of the international databases', async () => {
    const google =
      'search URL:,https://patents.example/\nid,title,assignee,inventor/author,priority date,filing/creation date,publication date,grant date\nCN-111504366-B,A method,"Foo Co., Ltd.","Li Lei, Han Mei",2020-01-01,2020-03-04,2021-05-06,2021-05-06';
    expect(await contents(Buffer.from(google))).toMatchObject([
      {
        title: 'A method',
        publicationNumber: 'CN111504366B',
        holders: ['Foo Co., Ltd.'],
        inventors: ['Li Lei', 'Han Mei'],
        filedOn: '2020-03-04',
        grantedOn: '2021-05-06',
      },
    ]);
  });

  it('takes the better of two columns for one field and reports the other as unused', async () => {
    const { understood, rows } = await readAll(Buffer.from('题名,标题,摘要\n泵,一种泵,摘要'));
    expect(understood.header.columns.map(({ field }) => field)).toEqual([null, 'title', 'abstract']);
    expect(rows).toMatchObject([{ content: { title: '一种泵' } }]);
  });

  it.each([
    ['标题(英文)', '摘要(英文)'],
    ['英文标题', '英文摘要'],
    ['Title (English)', 'Abstract (English)'],
    ['Title (EN)', 'Abstract (EN)'],
    ['标题（翻译）', '摘要（翻译）'],
  ])('keeps %s and %s beside the title and abstract themselves', async (title, abstract) => {
    const text = `${title},标题,${abstract},摘要\nA pump,一种泵,It pumps,能泵`;
    expect(await contents(Buffer.from(text))).toMatchObject([
      { title: '一种泵', abstract: '能泵', translatedTitle: 'A pump', translatedAbstract: 'It pumps' },
    ]);
  });

  it('takes English columns for the title and abstract where a list has no others', async () => {
    const [content] = await contents(Buffer.from('Title (English),Abstract (English),Applicant\nA pump,It pumps,X'));
    expect(content).toMatchObject({ title: 'A pump', abstract: 'It pumps' });
    expect(content).not.toHaveProperty('translatedTitle');
    expect(content).not.toHaveProperty('translatedAbstract');
  });

  it('takes an English abstract for a translation where the title is there itself', async () => {
    const [content] = await contents(Buffer.from('标题,Abstract (EN)\n一种泵,It pumps'));
    expect(content).toMatchObject({ title: '一种泵', translatedAbstract: 'It pumps' });
    expect(content).not.toHaveProperty('abstract');
  });

  it('does not take the same words a second time for a translation', async () => {
    const [content] = await contents(Buffer.from('标题,标题(翻译)\n一种泵,一种泵'));
    expect(content).not.toHaveProperty('translatedTitle');
  });

  it('reads numbers that a spreadsheet was kept from rounding', async () => {
    expect(await contents(Buffer.from('申请号,名称\n="2017106018623",甲'))).toMatchObject([
      { applicationNumber: '201710601862.3' },
    ]);
  });

  it('reads terms of a listing with units in the header or the cell', async () => {
    const rows = await contents(
      Buffer.from(
        '名称,意向价格（万元）,转化方式,技术成熟度,法律状态\n甲,120.5,转让;普通许可,TRL 6,授权\n乙,面议,作价入股,中试,未缴年费终止失效\n丙,"1,200,000元",独占许可,,审中-实审',
      ),
    );
    expect(rows).toMatchObject([
      {
        askingPrice: { amount: '1205000.00', currency: 'CNY' },
        routes: ['ordinaryLicence', 'transfer'],
        maturity: 6,
        legalStatus: 'inForce',
      },
      { routes: ['equity'], maturity: 6, legalStatus: 'ended' },
      { askingPrice: { amount: '1200000.00', currency: 'CNY' }, routes: ['exclusiveLicence'], legalStatus: 'pending' },
    ]);
    expect(rows[1]).not.toHaveProperty('askingPrice');
  });

  it('keeps good rows and names row, column and reason of bad ones', async () => {
    const { rows } = await readAll(
      Buffer.from(
        '申请号,名称,申请日,IPC\n201710601862.4,甲,2017-07-21,A01M\n201710601862.3,,2017/07/21,A01M\n,乙,2017-02-30,电池\nCN201710601862.3,丙,2017年7月21日,H01M10/0525(2010.01)I',
      ),
    );
    expect(rows).toMatchObject([
      {
        row: 2,
        problems: [
          {
            column: '申请号',
            key: 'patents.applicationNumber.check',
            values: { expected: '3' },
            text: '201710601862.4',
          },
        ],
      },
      { row: 3, problems: [{ column: '名称', key: 'imports.row.titleMissing' }] },
      {
        row: 4,
        content: { title: '乙', ipc: [] },
        notes: [
          { column: '申请日', key: 'imports.row.date', text: '2017-02-30' },
          { column: 'IPC', key: 'imports.row.ipc', text: '电池' },
        ],
      },
      { row: 5, content: { applicationNumber: '201710601862.3', filedOn: '2017-07-21', ipc: ['H01M 10/0525'] } },
    ]);
  });

  it('refuses numbers that contradict each other, and leaves out a day or type that contradicts them', async () => {
    const text =
      '申请号,公开号,名称,专利类型,申请日,授权日\n' +
      '201710601862.3,CN215792497U,甲,,,\n' +
      '201710601862.3,,乙,实用新型,,\n' +
      '201710601862.3,,丙,发明,2018-01-01,\n' +
      ',,丁,,2020-01-01,2019-01-01\n' +
      ',,戊,,2026-07-01,';
    expect((await problemsOf(text)).map(({ row, key }) => [row, key])).toEqual([[2, 'patents.numbersDisagree']]);
    const { rows } = await readAll(Buffer.from(text));
    expect(rows.slice(1)).toMatchObject([
      { content: { type: 'invention' }, notes: [{ field: 'type', key: 'patents.typeDisagrees' }] },
      { notes: [{ field: 'filedOn', key: 'patents.filedAfterNumber' }] },
      { content: { filedOn: '2020-01-01' }, notes: [{ field: 'grantedOn', key: 'patents.datesOutOfOrder' }] },
      { notes: [{ field: 'filedOn', key: 'patents.dateInFuture' }] },
    ]);
    for (const row of [3, 5])
      expect(rows[row - 1]).not.toHaveProperty(row === 3 ? 'content.filedOn' : 'content.grantedOn');
  });

  it('takes an earlier filing date than the number says: divisionals and national phases have it', async () => {
    expect(await problemsOf('申请号,名称,申请日\n201710601862.3,甲,2015-01-01')).toEqual([]);
  });

  it('makes a formula a row error and never its text', async () => {
    expect(await problemsOf('名称,摘要\n=HYPERLINK("http://x"),a\n=1+1,b\n好,c')).toMatchObject([
      { row: 2, column: '名称', key: 'imports.row.formula' },
      { row: 3, key: 'imports.row.formula' },
    ]);
  });

  it('reports a row with more cells than the header', async () => {
    expect(await problemsOf('名称,摘要\n甲,乙,丙\n丁,戊,')).toMatchObject([
      { row: 2, key: 'imports.row.tooManyCells' },
    ]);
  });

  it('loses only the line whose quotation mark is never closed', async () => {
    const { rows } = await readAll(Buffer.from('名称,摘要\n甲,一\n"乙,二\n丙,三\n丁,四'));
    expect(rows).toMatchObject([
      { row: 2, content: { title: '甲' } },
      { row: 3, problems: [{ key: 'imports.row.quote' }] },
      { row: 4, content: { title: '丙' } },
      { row: 5, content: { title: '丁' } },
    ]);
  });
});

describe('a file that cannot be used as a whole is refused with one reason', () => {
  const latin = Buffer.from([0xe9, 0x2c, 0xff, 0x0a, 0x80, 0xff]);
  it.each([
    ['has no bytes', 'a.csv', Buffer.alloc(0), 'imports.file.empty'],
    ['is of another kind', 'a.docx', Buffer.from('x'), 'imports.file.unsupported'],
    ['has no extension', 'list', Buffer.from('x'), 'imports.file.unsupported'],
    ['is a workbook named .csv', 'a.csv', Buffer.from('PK\x03\x04rest'), 'imports.file.notWhatItSays'],
    ['is text named .xlsx', 'a.xlsx', Buffer.from('名称\n甲'), 'imports.file.notWhatItSays'],
    ['is an old .xls in disguise', 'a.xlsx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0]), 'imports.file.notWhatItSays'],
    ['is a program', 'a.csv', Buffer.from([0x7f, 0x45, 0x4c, 0x46]), 'imports.file.notWhatItSays'],
    ['has zero bytes in it', 'a.csv', Buffer.from('名称\0\n甲'), 'imports.file.notText'],
    ['is in no known encoding', 'a.csv', latin, 'imports.file.encoding'],
    ['has no known header', 'a.csv', Buffer.from('foo,bar\n1,2'), 'imports.file.noHeader'],
    ['has a header without the title', 'a.csv', Buffer.from('申请号,摘要\n1,2'), 'imports.file.noHeader'],
    [
      'has more rows than anybody looks through',
      'a.csv',
      Buffer.from(`名称\n${'甲\n'.repeat(100_001)}`),
      'imports.file.tooManyRows',
    ],
    ['has a header and nothing below', 'a.csv', Buffer.from('名称,摘要\n\n,\n'), 'imports.file.noRows'],
  ])('when it %s', async (_, name, bytes, key) => {
    await expect(readAll(bytes, name)).rejects.toThrow(key);
  });
});
