import { calendarDate } from '../../../server/domain/calendar.ts';
import { readFile } from '../../../server/features/imports/parse/read-file.ts';
import { columnOf } from '../../../server/features/imports/parse/sheet.ts';
import { type Part, sheetRows, workbook, workbookParts, zip } from '../../support/workbooks.ts';

const read = async (bytes: Buffer) => {
  const { understood, rows } = await readFile(bytes, 'list.xlsx', 'patents', calendarDate('2026-06-30'));
  return { understood, rows: [...rows] };
};
const plain = [
  ['名称', '摘要'],
  ['甲', '一'],
];
const replaced = (parts: Part[], name: string, change: (part: Part) => Part) =>
  parts.map((part) => (part.name.endsWith(name) ? change(part) : part));

describe('a workbook', () => {
  it('is read with numbers as they are written, dates as days, and its rows under their own numbers', async () => {
    const parts = workbookParts({
      Sheet1: sheetRows([
        ['清单'],
        [],
        ['申请号', '名称', '申请日'],
        ['<v>2017106018623</v>', '甲', '<v>42937</v>'],
      ]).replace('<c r="C4">', '<c r="C4" s="1">'),
    });
    const styles = {
      name: 'xl/styles.xml',
      data: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    };
    const { understood, rows } = await read(zip([...parts, styles]));
    expect(understood).toMatchObject({ format: { kind: 'xlsx', sheet: 'Sheet1' }, header: { row: 3 }, totalRows: 1 });
    expect(rows).toMatchObject([
      { row: 4, content: { applicationNumber: '201710601862.3', title: '甲', filedOn: '2017-07-21' } },
    ]);
  });

  it('may have its list on a later sheet', async () => {
    const bytes = zip(workbookParts({ 说明: sheetRows([['请按模板填写']]), 清单: sheetRows(plain) }));
    expect((await read(bytes)).understood.format).toEqual({ kind: 'xlsx', sheet: '清单' });
  });

  it('reports formulas and errors, and never takes their cached values', async () => {
    const { rows } = await read(
      workbook([
        ['名称', '摘要', '备注'],
        ['<f>A3</f><v>1</v>', '一', '好'],
        ['乙', '二', '<f>1+1</f><v>2</v>'],
        ['丙', '<f>1/0</f><v>1</v>', '好'],
      ]),
    );
    expect(rows).toMatchObject([
      { row: 2, problems: [{ column: '名称', key: 'imports.row.formula' }] },
      { row: 3, content: { title: '乙' } }, // in a column that is not read it does no harm
      { row: 4, content: { title: '丙' }, notes: [{ column: '摘要', key: 'imports.row.formula' }] },
    ]);
  });

  it('counts columns as spreadsheets do', () => {
    expect(['A', 'Z', 'AA', 'XFD'].map(columnOf)).toEqual([0, 25, 26, 16_383]);
  });
});

describe('a hostile workbook is refused before it does harm', () => {
  const farOut = (cell: string) => zip(workbookParts({ S: `<row r="1"><c r="${cell}"><v>1</v></c></row>` }));
  const sheet = 'sheet1.xml';
  const good = workbookParts({ S: sheetRows(plain) });
  const withSheet = (data: string) => zip(replaced(good, sheet, (part) => ({ ...part, data })));
  const zeros = Buffer.alloc(64 << 20, ' ');

  it.each<[string, Buffer, string]>([
    ['has a cell in the last corner', farOut('XFD1048576'), 'imports.xlsx.cellFarOut'],
    ['has a cell far to the right', farOut('XFD1'), 'imports.xlsx.cellFarOut'],
    ['has a cell far below', farOut('A1048576'), 'imports.xlsx.cellFarOut'],
    [
      'hides an address behind an entity',
      withSheet('<worksheet><sheetData><row r="1"><c r="XFD1&#48;48576"/></row></sheetData></worksheet>'),
      'imports.xlsx.damaged',
    ],
    ['declares entities', withSheet('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'), 'imports.xlsx.damaged'],
    ['inflates a thousandfold', zip([...good, { name: 'xl/media/x.xml', data: zeros }]), 'imports.xlsx.bomb'],
    [
      'says that a part is small and inflates it all the same',
      zip(
        replaced(good, sheet, (part) => ({
          ...part,
          data: Buffer.concat([Buffer.from(part.data), zeros]),
          claim: 300,
        })),
      ),
      'imports.xlsx.damaged',
    ],
    [
      'adds up to gigabytes',
      zip(Array.from({ length: 20 }, (_, i) => ({ name: `xl/p${i}.bin`, data: 'x', claim: 900_000_000 }))),
      'imports.xlsx.bomb',
    ],
    [
      'has too many parts',
      zip([...good, ...Array.from({ length: 1200 }, (_, i) => ({ name: `x${i}`, data: '' }))]),
      'imports.xlsx.bomb',
    ],
    ['has a part twice', zip([...good, ...good]), 'imports.xlsx.bomb'],
    ['has a comment that could hide another directory', zip(good, 'PK\x05\x06 hidden'), 'imports.xlsx.'],
    ['is encrypted', zip(good.map((part) => ({ ...part, isEncrypted: true }))), 'imports.xlsx.encrypted'],
    ['leaves its own folder', zip([...good, { name: '../../etc/passwd', data: 'x' }]), 'imports.xlsx.damaged'],
    ['is cut off', workbook(plain).subarray(0, 400), 'imports.xlsx.damaged'],
    ['is another kind of archive', zip([{ name: 'readme.txt', data: 'hello' }]), 'imports.xlsx.damaged'],
    ['names a sheet that is not there', zip(good.slice(0, 2)), 'imports.xlsx.damaged'],
    [
      'has text without any tag for megabytes',
      withSheet(`<worksheet><sheetData>${'x '.repeat(2 << 20)}`),
      'imports.xlsx.',
    ],
  ])('when it %s', async (_, bytes, key) => {
    await expect(read(bytes)).rejects.toThrow(key);
  });
});
