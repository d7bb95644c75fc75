import { calendarDate } from '../../../server/domain/calendar.ts';
import { creditCode } from '../../../server/domain/credit-code.ts';
import { applicationNumber } from '../../../server/domain/patents/application-number.ts';
import { readClassification } from '../../../server/domain/patents/ipc.ts';
import { publicationNumber } from '../../../server/domain/patents/publication-number.ts';
import { readAmounts } from '../../../server/domain/reading/amounts.ts';
import { cleanText, readLevel } from '../../../server/features/imports/parse/cells.ts';
import { chineseNumber, digitsOf } from '../../../server/domain/reading/chinese-numbers.ts';
import { readDate, readLastDay } from '../../../server/domain/reading/dates.ts';
import { namesOf, readUnit, unitOf } from '../../../server/features/imports/parse/header-words.ts';
import { readList, readNames } from '../../../server/features/imports/parse/names.ts';
import { isNothing } from '../../../server/features/imports/parse/signs.ts';
import { readStatus } from '../../../server/features/imports/parse/status-words.ts';
import { readFile } from '../../../server/features/imports/parse/read-file.ts';
import { analyse } from '../../../matching/text/analyse.ts';
import { indicatorsIn } from '../../../matching/text/indicators.ts';
import { type Part, sheetRows, workbookParts, zip } from '../../support/workbooks.ts';

/** Pieces that are dear to a search which tries every beginning anew, or every division into two parts. */
const pieces = [
  ' ',
  '\n',
  ' \n',
  '0',
  '1 ',
  '9,',
  'a',
  'A01B',
  '专',
  '二',
  '合计',
  '; ',
  ', A',
  '-',
  '=',
  '"',
  '(',
  '(必填',
  '2020-',
  '万',
  'TRL',
];
const oneLine = pieces.filter((piece) => !piece.includes('\n'));
/** Pieces that are dear to a reader of XML. */
const markup = [' ', '"', '[', '<', '<c ', '<row ', '<!--', '<![CDATA[', '<?', '&', '&#1;', ' a="', '_x'];

/** Milliseconds of processor time. */
async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  try {
    await work();
  } catch {
    // a refusal is an answer too, if it comes soon
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Four times the text may take four times as long, not sixteen times; what takes next to nothing is not compared. A
 * machine with other work only adds: where it seems too long the least of three counts.
 */
async function expectLinear(work: (text: string) => unknown, piece: string, characters: number): Promise<void> {
  const text = (times: number) => piece.repeat(Math.ceil((characters * times) / piece.length));
  const [once, four] = [text(1), text(4)];
  let [small, large] = [Infinity, Infinity];
  const isLinear = () => large <= 9 * Math.max(small, 40);
  for (let round = 0; round < 3 && (round === 0 || !isLinear()); round++) {
    small = Math.min(small, await processorTime(() => work(once)));
    large = Math.min(large, await processorTime(() => work(four)));
  }
  expect({ piece, isLinear: isLinear(), small, large }).toMatchObject({ isLinear: true });
}

const today = calendarDate('2026-06-30');
const csv = (text: string) => readAll(Buffer.from(text), 'list.csv');
async function readAll(bytes: Buffer, name: string) {
  const { rows } = await readFile(bytes, name, 'patents', today);
  return [...rows].length;
}

describe('twice the input takes twice the work, not four times', () => {
  const readers: Record<string, (text: string) => unknown> = {
    cleanText,
    readList,
    readNames,
    'readNames divided': (text) => readNames(`张三;${text}`),
    readStatus,
    'readStatus of a history': (text) => readStatus(`2020-01-01 授权 | ${text}`),
    isNothing,
    chineseNumber,
    digitsOf,
    readUnit,
    unitOf,
    namesOf: (text) => [...namesOf(text, () => false)],
    readDate,
    readLastDay: (text) => readLastDay(text, today),
    'readClassification of a design': (text) => readClassification(text, true),
    readAmounts: (text) => readAmounts(text, undefined),
    'readAmounts of a number': (text) => readAmounts(`100${text}x`, undefined),
    'readDate of a day': (text) => readDate(`2020-01-02${text}x`),
    readLevel,
    readClassification,
    applicationNumber,
    publicationNumber,
    creditCode,
    analyse,
    indicatorsIn,
    'indicators after a number': (text) => indicatorsIn(`5 ${text}`),
  };
  for (const [name, read] of Object.entries(readers))
    it(`in ${name}`, async () => {
      for (const piece of pieces) await expectLinear(read, piece, 20_000);
    });

  it('in the header of a list', async () => {
    for (const piece of oneLine) await expectLinear((text) => csv(`名称,摘要,价格${text}x\n甲,乙,1`), piece, 10_000);
  });

  it('in cells of a list, whatever their column', async () => {
    const columns = [
      '名称',
      '申请号',
      '申请日',
      '专利权人',
      '分类号',
      '价格',
      '成熟度',
      '法律状态',
      '转化方式',
      '公开号',
      '授权公告号',
      '洛迦诺分类号',
      '发明人',
    ];
    for (const piece of oneLine) {
      const read = (text: string) => csv(`${columns.join('\t')}\n${columns.map(() => `1${text}x`).join('\t')}`);
      await expectLinear(read, piece, 8_000);
    }
  });

  it('in what stands around a list', async () => {
    for (const piece of oneLine)
      for (const start of ['合计', '注：', '联系人', '以上', '名称'])
        await expectLinear((text) => csv(`名称,摘要\n甲,乙\n${start}${text}\n`), piece, 8_000);
  });

  it('in many rows that are none', async () => {
    await expectLinear((text) => csv(`名称,摘要\n甲,乙\n${text}`), '名称,摘要\n', 4_000);
    await expectLinear((text) => csv(`名称,摘要\n甲,乙\n${text}`), '合计,3\n', 4_000);
  });

  it('in a file of empty cells', async () => {
    await expectLinear((text) => csv(`名称,摘要\n${text}`), ' ,', 100_000);
    await expectLinear((text) => csv(text), ' ', 100_000);
  });

  const parts = workbookParts({ 专利: sheetRows([['名称', '摘要'], ['甲', '乙']]) }); // prettier-ignore
  const relation = (type: string) =>
    `<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${type}.xml"/></Rel`;
  const changed = (end: string, change: (data: string) => string, more: readonly Part[] = []) =>
    zip([
      ...parts.map((part) => (part.name.endsWith(end) ? { ...part, data: change(String(part.data)) } : part)),
      ...more,
    ]);
  const places: Record<string, (text: string) => Buffer> = {
    'after the end of a sheet': (text) => changed('sheet1.xml', (data) => data + text),
    'inside a sheet': (text) => changed('sheet1.xml', (data) => data.replace('</sheetData>', `${text}</sheetData>`)),
    'inside a cell': (text) => changed('sheet1.xml', (data) => data.replace('甲', text)),
    'inside a value of a tag': (text) =>
      changed('sheet1.xml', (data) => data.replace('<row r="2"', `<row r="2" x="${text.replaceAll('"', '')}"`)),
    'in the list of sheets': (text) => changed('workbook.xml', (data) => data + text),
    'in the relations': (text) => changed('workbook.xml.rels', (data) => data + text),
    'in shared texts': (text) =>
      changed('workbook.xml.rels', (data) => data.replace('</Rel', relation('sharedStrings')), [
        { name: 'xl/sharedStrings.xml', data: `<sst><si><t>a${text}` },
      ]),
    'in a number format': (text) =>
      changed('workbook.xml.rels', (data) => data.replace('</Rel', relation('styles')), [
        {
          name: 'xl/styles.xml',
          data: `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${text.replaceAll('"', '')}"/></numFmts><cellXfs><xf numFmtId="200" applyNumberFormat="1"/></cellXfs></styleSheet>`,
        },
      ]),
  };
  for (const [place, make] of Object.entries(places))
    it(`in a workbook, ${place}`, async () => {
      for (const piece of markup) {
        const made = new Map<string, Buffer>();
        const bytes = (text: string) => made.get(text) ?? made.set(text, make(text)).get(text)!;
        await expectLinear((text) => readAll(bytes(text), 'list.xlsx'), piece, 60_000);
      }
    });
});
