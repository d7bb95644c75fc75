import fc from 'fast-check';
import iconv from 'iconv-lite';
import { calendarDate } from '../../../server/domain/calendar.ts';
import { applicationCheck } from '../../../server/domain/patents/application-number.ts';
import type { PatentContent } from '../../../server/domain/patents/patent-content.ts';
import { patentHeaders } from '../../../server/features/imports/parse/patent-columns.ts';
import { readFile } from '../../../server/features/imports/parse/read-file.ts';
import { workbookParts, zip } from '../../support/workbooks.ts';

type Patent = Readonly<{ title: string; number: string; holder: string; filedOn: string; price: number }>;
type Table = readonly (readonly string[])[];

const patent: fc.Arbitrary<Patent> = fc
  .record({
    name: fc.constantFrom('果蔬清洗机', '合计算法装置', '总计量表', '备注识别方法', '联系人管理系统', '平均功率控制器'),
    serial: fc.integer({ min: 1_000_000, max: 9_999_999 }),
    holder: fc.constantFrom('江东理工大学', '海天船舶（江东）有限公司'),
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 1, max: 12 }),
    price: fc.integer({ min: 1, max: 900 }),
  })
  .map(({ name, serial, holder, day, month, price }) => {
    const digits = `20201${serial}`;
    const filedOn = `2020-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    return { title: `一种${name}${serial}`, number: `${digits}.${applicationCheck(digits)}`, holder, filedOn, price };
  });
const list = fc.uniqueArray(patent, { minLength: 1, maxLength: 8, selector: ({ number }) => number });

const headers = {
  title: ['专利名称', '1.专利名称（必填）', '发明名称', '專利名稱', '*名称', 'Title'],
  number: ['专利申请号/专利号', '申请号（专利号）', '申请号', '专利号', '申請號', 'Application No.'],
  holder: ['第一专利权人', '专利权人', '权利人名称', '申请（专利权）人', '專利權人'],
  filedOn: ['申请日', '申请日期（年月日）', '专利申请日', '申請日'],
  price: ['转让价格（万元）', '意向价格/万元', '转让费（单位：万元）', '期望价格(人民币万元)'],
} as const;
const header = fc.tuple(
  ...[headers.title, headers.number, headers.holder, headers.filedOn, headers.price].map((some) =>
    fc.constantFrom(...some),
  ),
);

const numberForms: ((number: string) => string)[] = [
  (number) => number,
  (number) => `ZL${number}`,
  (number) => `CN${number.slice(0, 12)}`,
  (number) => `ZL ${number.slice(0, 4)} ${number.slice(4, 5)} ${number.slice(5)}`,
  (number) => `'${number}`,
  (number) => number.replace('.', '。'),
  (number) => `${number}（分案）`,
  (number) => `${number}/ZL${number}`,
];
const serial = (day: string) =>
  String((Date.parse(`${day}T00:00:00Z`) - Date.parse('1899-12-30T00:00:00Z')) / 86_400_000);
const dayForms: ((day: string) => string)[] = [
  (day) => day,
  (day) => day.replaceAll('-', '.'),
  (day) => day.replaceAll('-', ''),
  (day) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`,
  serial,
  (day) => `${day}T00:00:00.000Z`,
  (day) => `${day.replaceAll('-', '/')} 0:00`,
];
const priceForms: ((price: number) => string)[] = [
  (price) => String(price),
  (price) => `${price}万`,
  (price) => `${price * 10_000}元`,
  (price) => `￥${(price * 10_000).toLocaleString('en')}元`,
  (price) => `${price}w`,
];
const body = (patents: readonly Patent[], [n, d, p]: readonly [number, number, number]): string[][] =>
  patents.map(({ title, number, holder, filedOn, price }) => [
    ...[title, numberForms[n]?.(number) ?? '', holder, dayForms[d]?.(filedOn) ?? '', priceForms[p]?.(price) ?? ''],
  ]);
const forms = fc.tuple(fc.nat(numberForms.length - 1), fc.nat(dayForms.length - 1), fc.nat(priceForms.length - 1));

/** Rows around a list that are no entries. */
const above = fc.subarray([['江东理工大学可转让专利清单'], ['填报日期：2024年5月6日'], []]);
const below = fc.subarray([
  ['合计：3 件'],
  ['合计', '50件', '', '', '1200'],
  ['总 计', '', '', '', '300'],
  ['小计', '3'],
  ['共 12 件'],
  ['注：以上专利均可转让，联系人：科技处'],
  ['备注：价格可议'],
  ['填表人：张三', '审核人：李四'],
  ['联系电话：0571-00000000'],
  ['填表日期：2024年5月6日'],
  ['单位（盖章）：'],
  ['2024年5月6日'],
  ['第 1 页 共 3 页'],
  ['（以下空白）'],
  [],
]);

const expectRead = async (bytes: Buffer, name: string, patents: readonly Patent[]) => {
  const { rows, understood } = await readFile(bytes, name, 'patents', calendarDate('2026-06-30'));
  const found = [...rows].map((row) => {
    if (!('content' in row)) return row.problems;
    const { title, applicationNumber, holders, filedOn, askingPrice } = row.content as PatentContent;
    return {
      title,
      number: applicationNumber,
      holder: holders[0],
      filedOn,
      price: Number(askingPrice?.amount) / 10_000,
    };
  });
  expect(found).toEqual(patents);
  return understood;
};

const csvOf = (rows: Table, delimiter: string) =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');

/** A sheet by hand: `plain` cells have no address; numbers stand as the programs store them, with 17 digits. */
function sheetOf(rows: Table, { plain = false, numbers = [] as readonly number[], merges = '' } = {}): string {
  const cell = (text: string, row: number, column: number) => {
    const at = plain ? '' : ` r="${String.fromCharCode(65 + column)}${row + 1}"`;
    if (text === '' && !plain) return '';
    if (numbers.includes(column) && /^\d+(\.\d)?$/.test(text))
      return `<c${at}><v>${Number(text)
        .toPrecision(17)
        .replace(/\.?0+$/, '')}</v></c>`;
    return `<c${at} t="inlineStr"><is><t>${text}</t></is></c>`;
  };
  const inside = rows.map(
    (cells, row) =>
      `<row${plain ? '' : ` r="${row + 1}"`}>${cells.map((text, column) => cell(text, row, column)).join('')}</row>`,
  );
  return `${inside.join('')}</sheetData>${merges === '' ? '' : `<mergeCells>${merges}</mergeCells>`}<sheetData>`;
}

describe('lists of one kind are read alike', () => {
  it('whatever their headers, numbers, days, prices, encoding and delimiter, and whatever stands around them', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...([
          list,
          header,
          forms,
          above,
          below,
          fc.constantFrom(',', '\t', ';', '|'),
          fc.constantFrom('utf-8', 'utf-8 bom', 'gb18030', 'utf-16le'),
        ] as const),
        async (patents, names, chosen, before, after, delimiter, encoding) => {
          const rows = [...before, names, ...body(patents, chosen), ...after];
          const bytes = iconv.encode(csvOf(rows, delimiter), encoding.split(' ')[0] ?? '', {
            addBOM: encoding !== 'gb18030' && encoding !== 'utf-8',
          });
          await expectRead(bytes, 'list.csv', patents);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('with their header again on each page, and subtotals between', async () => {
    await fc.assert(
      fc.asyncProperty(list, header, forms, fc.integer({ min: 1, max: 3 }), async (patents, names, chosen, page) => {
        const entries = body(patents, chosen).flatMap((row, at) =>
          at > 0 && at % page === 0 ? [['小计', String(page)], [], names, row] : [row],
        );
        const understood = await expectRead(Buffer.from(csvOf([names, ...entries], ',')), 'list.csv', patents);
        expect(understood.passedOverCount).toBe(2 * Math.floor((patents.length - 1) / page));
      }),
      { numRuns: 100 },
    );
  });

  it('with their header again, which takes nothing back of what a person said the columns are', async () => {
    const names = ['专利名称', '申请号', '我们的说明'];
    const text = csvOf([names, ['一种泵', '201710601862.3', '甲'], names, ['一种阀', '201710601863.8', '乙']], ',');
    const fields = ['title', 'applicationNumber', 'abstract'];
    const { rows } = await readFile(Buffer.from(text), 'list.csv', 'patents', calendarDate('2026-06-30'), fields);
    expect([...rows]).toMatchObject([
      { content: { abstract: '甲' } },
      { row: 4, content: { title: '一种阀', abstract: '乙' } },
    ]);
  });

  it('with another table of other columns below', async () => {
    const [first, second] = [
      ['专利名称', '申请号'],
      ['申请号', '权利人', '发明名称'],
    ];
    const text = csvOf(
      [first, ['一种泵', '201710601862.3'], ['实用新型专利清单'], second, ['201710601863.8', '某大学', '一种阀']],
      ',',
    );
    const { rows } = await readFile(Buffer.from(text), 'list.csv', 'patents', calendarDate('2026-06-30'));
    expect([...rows].map((row) => ('content' in row ? row.content.title : row.problems.map(({ key }) => key)))).toEqual(
      expect.arrayContaining(['一种泵', '一种阀']),
    );
  });

  it('as workbooks of any program: with or without addresses, with 17 digits, blocks merged, a title row, hidden sheets', async () => {
    await fc.assert(
      fc.asyncProperty(
        list,
        header,
        fc.boolean(),
        above,
        below,
        fc.boolean(),
        async (patents, names, plain, before, after, isHidden) => {
          const top = before.length + 1;
          const same = patents.map((one) => ({
            ...one,
            holder: patents[0]?.holder ?? '',
            price: patents[0]?.price ?? 0,
          }));
          const rows = body(same, [0, 4, 0]).map((row, at) =>
            plain || at === 0 ? row : [row[0] ?? '', row[1] ?? '', '', row[3] ?? '', ''],
          );
          const [from, to] = [top + 1, top + rows.length];
          const merges =
            plain || rows.length < 2 ? '' : `<mergeCell ref="C${from}:C${to}"/><mergeCell ref="E${from}:E${to}"/>`;
          const sheet = sheetOf([...before, names, ...rows, ...after], { plain, numbers: [1, 3, 4], merges });
          const old = sheetOf([
            ['专利名称', '申请号'],
            ['旧专利', '201710601862.3'],
          ]);
          const parts = workbookParts(isHidden ? { 旧: old, 清单: sheet } : { 清单: sheet });
          const hidden = parts.map((part) =>
            part.name === 'xl/workbook.xml'
              ? { ...part, data: String(part.data).replace('name="旧"', 'name="旧" state="hidden"') }
              : part,
          );
          const understood = await expectRead(zip(hidden), 'list.xlsx', same);
          expect(understood.unread).toEqual(isHidden ? [{ sheet: '旧', rows: 1, isHidden: true }] : []);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('whose header stands in two rows, merged or not', async () => {
    const upper = ['序号', '专利名称', '申请号', '日期', '', '权利人', '价格'];
    const lower = ['', '', '', '申请日', '授权公告日', '', '（万元）'];
    const row = ['1', '一种泵', '201710601862.3', '2017-07-21', '2019-01-01', '某大学', '3'];
    for (const bytes of [csvOf([['清单'], upper, lower, row], ','), csvOf([upper, lower, row], '\t')]) {
      const { rows } = await readFile(Buffer.from(bytes), 'list.csv', 'patents', calendarDate('2026-06-30'));
      expect([...rows]).toMatchObject([
        {
          content: {
            title: '一种泵',
            filedOn: '2017-07-21',
            grantedOn: '2019-01-01',
            holders: ['某大学'],
            askingPrice: { amount: '30000.00' },
          },
        },
      ]);
    }
  });

  it('with one cut character, which costs no more than a note', async () => {
    await fc.assert(
      fc.asyncProperty(list, fc.nat(), fc.boolean(), async (patents, at, hasMark) => {
        const text = csvOf(
          [
            ['专利名称', '申请号', '摘要'],
            ...patents.map(({ title, number }) => [title, number, '本发明涉及一种清洗机。']),
          ],
          ',',
        );
        const bytes = Buffer.from(text);
        const last = bytes.lastIndexOf(Buffer.from('涉'));
        const cut = Buffer.concat([bytes.subarray(0, last + 1 + (at % 2)), bytes.subarray(last + 3)]);
        const whole = hasMark ? Buffer.concat([Buffer.from('\uFEFF'), cut]) : cut;
        const { understood, rows } = await readFile(whole, 'list.csv', 'patents', calendarDate('2026-06-30'));
        const read = [...rows];
        expect(understood.format).toMatchObject({ encoding: 'UTF-8' });
        expect(read.map((row) => 'content' in row && row.content.title)).toEqual(patents.map(({ title }) => title));
        expect(read.filter((row) => 'notes' in row && row.notes.length > 0)).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('headers', () => {
  const fieldsOf = (...cells: string[]) =>
    patentHeaders
      .findHeader([{ number: 1, cells: ['专利名称', ...cells] }])
      ?.columns.slice(1)
      .map(({ field }) => field);

  it.each([
    ['专利申请号/专利号', 'applicationNumber'],
    ['专利类别', 'type'],
    ['第一专利权人', 'holders'],
    ['目前状态', 'legalStatus'],
    ['技术成熟度（TRL）', 'maturity'],
    ['许可方式', 'routes'],
    ['转化方式（转让/许可/作价入股）', 'routes'],
    ['申请日（年/月/日）', 'filedOn'],
    ['<公开（公告）号>', 'publicationNumber'],
    ['[标]当前申请(专利权)人', 'holders'],
    ['公布公告日', 'publishedOn'],
    ['最新法律状态', 'legalStatus'],
    ['国省代码', 'region'],
    ['颁证日', 'grantedOn'],
    ['主权项', 'mainClaim'],
    ['洛迦诺分类号', 'locarno'],
    ['二、申请号', 'applicationNumber'],
  ])('%s is %s', (header, field) => {
    expect(fieldsOf(header)).toEqual([field]);
  });

  it.each([
    '摘要（日文）',
    '申请人地址电话',
    '申请日（优先权）',
    '失效日',
    '专利代理机构',
    '许可次数',
    '同族专利项',
    '审查员',
    '参考文献',
    '发明人国籍',
  ])('%s is not taken for something else', (header) => {
    expect(fieldsOf(header)).toEqual([null]);
  });
});

describe('needs', () => {
  it('keep their rows where deadline or class is in words', async () => {
    const text =
      '需求名称,技术领域分类,截止时间,预算（万元）\n甲,新材料,尽快,30-80\n乙,H01M10/0525;电池,2026年底,50\n丙,/,长期有效,面议\n合计,,,130';
    const { rows } = await readFile(Buffer.from(text), 'needs.csv', 'needs', calendarDate('2026-06-30'));
    expect([...rows]).toMatchObject([
      {
        content: { title: '甲', ipc: [], budgetFrom: { amount: '300000.00' }, budgetTo: { amount: '800000.00' } },
        notes: [
          { field: 'ipc', text: '新材料' },
          { field: 'wantedBy', key: 'imports.row.deadline', text: '尽快' },
        ],
      },
      { content: { ipc: ['H01M 10/0525'], wantedBy: '2026-12-31' } },
      { content: { title: '丙' }, notes: [] },
    ]);
  });

  it('with a range of the price: a budget keeps both ends, a price is refused with its reason', async () => {
    const { rows } = await readFile(
      Buffer.from('专利名称,转让价格\n甲,30-80万\n乙,不低于30万'),
      'list.csv',
      'patents',
      calendarDate('2026-06-30'),
    );
    expect([...rows]).toMatchObject(
      [1, 2].map(() => ({ notes: [{ field: 'askingPrice', key: 'imports.row.priceRange' }] })),
    );
  });
});
