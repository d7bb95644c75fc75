import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarDate } from '../../../server/domain/calendar.ts';
import type { PatentContent } from '../../../server/domain/patents/patent-content.ts';
import { readFile } from '../../../server/features/imports/parse/read-file.ts';
import type { RowProblem } from '../../../server/features/imports/parse/row-reader.ts';
import { describeWith, sharedFolder } from '../../support/shared.ts';

type Read = Readonly<{ row: number; content?: PatentContent; notes?: RowProblem[]; problems?: RowProblem[] }>;

async function read(path: string, subject: 'patents' | 'needs' = 'patents') {
  const bytes = readFileSync(join(sharedFolder, 'cases', path));
  const name = path.split('/').at(-1) ?? '';
  const { understood, rows } = await readFile(bytes, name, subject, calendarDate('2026-06-30'));
  return { understood, rows: [...rows] as unknown as Read[] };
}
const at = async (path: string, index: number): Promise<Read> => {
  const found = (await read(path)).rows[index];
  if (!found) throw new Error(`${path} has no row ${index}`);
  return found;
};
/** The row is kept, without the field, and says why. */
const expectNoted = ({ content, notes }: Read, field: keyof PatentContent) => {
  expect(content).toBeDefined();
  expect(content?.[field]).toBeUndefined();
  expect(notes?.map((note) => note.field)).toContain(field);
};
const yuan = (amount: string) => ({ amount, currency: 'CNY' });

describeWith('cases', 'lists that failed once')('lists that failed once', () => {
  describe('excel-numbers', () => {
    it.each([
      [0, '202017589670.1', '123000.00'],
      [1, '202019391423.3', '199000.00'],
      [2, '202017812312.2', '386000.00'],
      [3, '202017580489.4', '500000.00'],
      [4, '202018520163.9', '75000.00'],
      [5, '202013186028.3', '1000.00'],
    ])('patent %i', async (index, applicationNumber, amount) => {
      expect(await at('excel-numbers/patents.xlsx', index)).toMatchObject({
        content: { applicationNumber, askingPrice: yuan(amount), maturity: 6 },
      });
    });
    it('budgets', async () => {
      expect((await read('excel-numbers/needs.xlsx', 'needs')).rows).toMatchObject([
        { content: { budgetFrom: yuan('123000.00'), budgetTo: yuan('386000.00') } },
        { content: { budgetFrom: yuan('200000.00'), budgetTo: yuan('500000.00') } },
        { content: { budgetFrom: yuan('11000.00'), budgetTo: yuan('22000.00') } },
      ]);
    });
  });

  it('hidden-sheet', async () => {
    const { understood, rows } = await read('hidden-sheet/hidden-first.xlsx');
    expect(understood).toMatchObject({
      format: { sheet: '2024可转让清单' },
      unread: [{ sheet: '旧台账（勿用）', rows: 2, isHidden: true }],
    });
    expect(rows.map(({ content }) => content?.title)).toEqual([1, 2, 3, 4, 5].map((n) => `一种可转让的传感装置${n}`));
  });

  it.each([0, 1, 2, 3, 4, 5])('merged-cells, row %i', async (index) => {
    expect(await at('merged-cells/patents.xlsx', index)).toMatchObject({
      content: {
        holders: [index < 3 ? '江东理工大学' : '江东稀土研究院'],
        industry: '新材料',
        askingPrice: yuan('300000.00'),
      },
    });
  });

  describe('one-broken-character', () => {
    it('utf8-one-cut', async () => {
      const { rows } = await read('one-broken-character/utf8-one-cut.csv');
      expect(rows).toHaveLength(20);
      expect(rows.every(({ content }) => content?.applicationNumber !== undefined)).toBe(true);
      expect(rows.filter(({ notes }) => (notes?.length ?? 0) > 0)).toHaveLength(1);
    });
    it('utf16le-no-mark', async () => {
      const { understood, rows } = await read('one-broken-character/utf16le-no-mark.csv');
      expect(understood.format).toMatchObject({ encoding: 'UTF-16LE' });
      expect(rows.map(({ content }) => content?.title)).toEqual([1, 2, 3].map((n) => `一种盐碱地改良剂${n}`));
    });
    it('big5', async () => {
      const { rows } = await read('one-broken-character/big5.csv');
      expect(rows).toMatchObject([
        { content: { title: '一種鹽鹼地改良劑', applicationNumber: '202016299228.9', holders: ['江東理工大學'] } },
      ]);
    });
  });

  describe('password', () => {
    it('with', async () => {
      await expect(read('password/with-password.xlsx')).rejects.toThrow('imports.xlsx.encrypted');
    });
    it('without', async () => {
      // its number has a wrong check character, which the row says
      expect((await read('password/without.xlsx')).rows).toMatchObject([
        { cells: ['一种加密清单里的专利', '202010123456.9', '江东理工大学'] },
      ]);
    });
  });

  describe('status-words', () => {
    const words = (() => {
      try {
        return readFileSync(join(sharedFolder, 'cases/status-words/expected.tsv'), 'utf8').trim().split(/\r?\n/);
      } catch {
        return [];
      }
    })().map((line) => line.split('\t') as [string, string]);
    it.each(words.length > 0 ? words : [['', '']])('%s is %s', async (word, right) => {
      const rows = (await read('status-words/patents.csv')).rows;
      const row = rows.find(({ content }) => content?.legalStatusText === word);
      if (right === '?') return expect(row).toBeDefined();
      if (right !== 'none') return expect(row?.content?.legalStatus).toBe(right);
      expect(row?.content?.legalStatus).toBeUndefined();
      expect(row?.notes?.map(({ field }) => field)).toContain('legalStatus');
    });
  });

  describe('signs-for-nothing', () => {
    it.each([...Array(14).keys()])('number column, row %i', async (index) => {
      const row = await at('signs-for-nothing/grant-number.csv', index);
      expect(row).toMatchObject({ content: { ipc: ['A01G 9/22'] } });
      expect(row.content).not.toHaveProperty('publicationNumber');
    });
    it.each([...Array(14).keys()])('class column, row %i', async (index) => {
      expect(await at('signs-for-nothing/ipc.csv', index)).toMatchObject({ content: { ipc: [], locarno: [] } });
    });
  });

  it.each<[number, string[], string[]]>([
    [
      0,
      ['JIANGDONG UNIVERSITY OF TECHNOLOGY', 'HAITIAN MARINE CO., LTD.'],
      ['ZHANG, Weiming', 'LI, Na', 'OUYANG, Haitao'],
    ],
    [1, ['Jiangdong University of Technology', 'Haitian Marine Co., Ltd.'], ['Zhang, Weiming', 'Li, Na']],
    [2, ['JIANGDONG UNIV TECH', 'HAITIAN MARINE CO LTD'], ['ZHANG WEIMING', 'LI NA']],
    [3, ['Jiangdong University of Technology'], ['Zhang, Weiming, Jr.', 'Li, Na']],
    [4, ['江东理工大学'], ['张伟明', '李娜', '欧阳海涛']],
    [5, ['江东理工大学'], ['张伟明', '李娜', '欧阳海涛']],
    [6, ['江东理工大学'], ['张伟明', '李娜', '欧阳海涛']],
    [7, ['江东理工大学', '海天船舶（江东）有限公司'], ['艾合买提·买买提', '张伟明']],
  ])('names-with-commas, row %i', async (index, holders, inventors) => {
    expect(await at('names-with-commas/patents.csv', index)).toMatchObject({ content: { holders, inventors } });
  });

  describe('number-forms', () => {
    it.each([
      [0, '202012354636'],
      [1, '202080588554'],
      [2, '201817965703'],
      [3, '201815231215'],
      [4, '201810356670'],
      [5, '201818090573'],
      [6, '201815218773'],
    ])('row %i is read', async (index, digits) => {
      expect((await at('number-forms/patents.csv', index)).content?.applicationNumber?.slice(0, 12)).toBe(digits);
    });
    it.each([
      [7, 'patents.applicationNumber.international'],
      [8, 'patents.applicationNumber.foreign'],
      [9, 'patents.applicationNumber.rounded'],
    ])('of row %i it is said what it is', async (index, key) => {
      const { notes = [], problems = [] } = await at('number-forms/patents.csv', index);
      expect([...notes, ...problems].map((one) => one.key)).toContain(key);
    });
  });

  describe('date-forms', () => {
    it.each<[number, string | undefined]>([
      ...[0, 1, 2, 3, 5, 6].map((index): [number, string] => [index, '2020-01-02']),
      ...[7, 8, 10].map((index): [number, undefined] => [index, undefined]),
    ])('row %i is %s', async (index, right) => {
      const row = await at('date-forms/patents.csv', index);
      if (right !== undefined) return expect(row.content?.filedOn).toBe(right);
      expectNoted(row, 'filedOn');
    });
    it.each([4, 9])('row %i is kept', async (index) => {
      expect(await at('date-forms/patents.csv', index)).toHaveProperty('content');
    });
  });

  describe('other-programs', () => {
    it.each([
      ['no-cell-addresses.xlsx', '一种报表导出的专利'],
      ['strict-ooxml.xlsx', '一种严格格式的专利'],
    ])('%s', async (name, title) => {
      expect((await read(`other-programs/${name}`)).rows).toMatchObject(
        [1, 2, 3].map((n) => ({ content: { title: `${title}${n}`, abstract: '摘要一行', holders: ['江东理工大学'] } })),
      );
    });
  });

  describe('around-the-list', () => {
    it('header-again.csv', async () => {
      const { understood, rows } = await read('around-the-list/header-again.csv');
      expect(rows.map(({ content }) => content?.title)).toEqual([
        '一种果蔬分级机1',
        '一种果蔬分级机2',
        '一种果蔬包装机1',
        '一种果蔬包装机2',
      ]);
      expect(understood.passedOver.map(({ row, why }) => [row, why])).toEqual([[4, 'header']]);
    });
    it('notes-below.xlsx', async () => {
      const { understood, rows } = await read('around-the-list/notes-below.xlsx');
      expect(rows.map(({ content }) => content?.title)).toEqual([1, 2, 3].map((n) => `一种果蔬清洗机${n}`));
      expect(understood.passedOver.map(({ row, why }) => [row, why])).toEqual([
        [5, 'total'],
        [6, 'note'],
        [7, 'signature'],
      ]);
    });
    it('two-header-rows.xlsx', async () => {
      expect((await read('around-the-list/two-header-rows.xlsx')).rows).toMatchObject([
        {
          content: {
            title: '一种果蔬削皮机',
            filedOn: '2021-03-01',
            grantedOn: '2022-05-06',
            holders: ['江东理工大学'],
          },
        },
        {
          content: {
            title: '一种果蔬切丁机',
            filedOn: '2021-04-01',
            grantedOn: '2022-06-07',
            holders: ['江东理工大学'],
          },
        },
      ]);
    });
  });

  describe('price-units', () => {
    it.each([
      ['qian-yuan.csv', 0, yuan('300000.00')],
      ['qian-yuan.csv', 1, yuan('80000.00')],
      ['wan-usd.csv', 0, { amount: '50000.00', currency: 'USD' }],
      ['wan-usd.csv', 1, { amount: '125000.00', currency: 'USD' }],
      ['values.csv', 0, yuan('500000.00')],
      ['values.csv', 1, yuan('500000.00')],
      ['values.csv', 2, yuan('200000.00')],
      ['values.csv', 9, yuan('300000.00')],
      ['values.csv', 11, yuan('150000000.00')],
      ['values.csv', 12, yuan('300000.00')],
      ['values.csv', 13, yuan('300000.00')],
      ['values.csv', 14, yuan('300000.00')],
      ['values.csv', 15, { amount: '20000.00', currency: 'USD' }],
      ['values.csv', 17, yuan('300000.00')],
      ['values.csv', 19, yuan('300000.00')],
    ])('%s, row %i', async (name, index, right) => {
      expect((await at(`price-units/${name}`, index)).content?.askingPrice).toEqual(right);
    });
    // free, zero, a price a year, an entry fee with a share, ranges, a lower bound, a rounded number
    it.each([3, 4, 5, 6, 7, 8, 10, 16, 18])('values.csv, row %i is no one amount', async (index) => {
      expectNoted(await at('price-units/values.csv', index), 'askingPrice');
    });
  });

  describe('classes', () => {
    it.each([
      ['one-class-column.csv', 0, '14-02'],
      ['one-class-column.csv', 1, '07-01'],
      ['one-class-column.csv', 2, '26-05'],
      ['one-class-column.csv', 3, '26-05'],
      ['one-class-column.csv', 4, '26-05'],
      ['incopat-columns.csv', 0, '14-02'],
      ['incopat-columns.csv', 1, '07-01'],
      ['incopat-columns.csv', 2, '26-05'],
    ])('%s, row %i', async (name, index, locarno) => {
      expect(await at(`classes/${name}`, index)).toMatchObject({ content: { ipc: [], locarno: [locarno] } });
    });
    it.each([
      [0, ['H01M 10/0525', 'H01M 4/36']],
      [1, ['H01M 10/0525']],
      [2, ['H01M 10/0525', 'G06F 17/50', 'H05K 7/20']],
      [3, ['H01M 10/0525', 'H01M 4/36']],
      [4, ['H01M 10/0525']],
      [5, ['H01M 10/0525', 'H01M 4/36']],
      [6, ['H01M 10/0525']],
      [7, ['H01M 10/00']],
      [8, ['H01M 10/525']],
      [9, ['H01M 10/525']],
    ])('ipc-forms.csv, row %i', async (index, ipc) => {
      const row = await at('classes/ipc-forms.csv', index);
      expect(row).toMatchObject({ content: { ipc } });
      expect(row.notes).toHaveLength(index === 1 ? 1 : 0); // Y02E is no class of the IPC
    });
  });

  describe('long-side-columns', () => {
    it.each([
      ['address.csv', 'region', 300],
      ['industry.csv', 'industry', 300],
      ['claims.csv', 'mainClaim', 20_000],
      ['status-history.csv', 'legalStatusText', 200],
    ] as const)('%s', async (name, field, limit) => {
      const row = await at(`long-side-columns/${name}`, 0);
      const text = String(row.content?.[field]);
      expect(text.length).toBeLessThanOrEqual(limit);
      if (field === 'legalStatusText') return expect(row.content?.legalStatus).toBe('inForce');
      expect(text.length).toBeGreaterThan(limit / 2);
      expect(row.notes?.map((note) => note.key)).toContain('imports.row.shortened');
    });
  });
});
