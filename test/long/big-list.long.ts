import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarDate } from '../../server/domain/calendar.ts';
import { parseInChild } from '../../server/features/imports/parse/parse-in-child.ts';
import { sheetRows, workbookParts, zip } from '../support/workbooks.ts';

const folder = mkdtempSync(join(tmpdir(), 'imports-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the parsing process', () => {
  it('takes a workbook of as many entries as a list may have, below a title and a header, within its bounds', async () => {
    const columns = ['专利名称', '申请号', '专利权人', '摘要', '申请日', '法律状态', '分类号', '转让价格（万元）'];
    const rows = Array.from({ length: 100_000 }, (_, i) => [
      ...[`一种装置${i}`, `20201${String(1_000_000 + i)}`, '江东理工大学', `本发明公开了一种装置${i}，用于清洗果蔬。`],
      ...['2020-01-02', '授权', 'H01M10/0525(2010.01)I', '30'],
    ]);
    const path = join(folder, 'upload');
    writeFileSync(
      path,
      zip(workbookParts({ S: sheetRows([['江东理工大学专利清单'], columns, ...rows, ['合计：100000 件']]) })),
    );
    const child = join(process.cwd(), 'dist/server/features/imports/parse/child.js');
    let understood: unknown;
    let count = 0;
    const job = { path, name: 'a.xlsx', subject: 'patents', today: calendarDate('2026-06-30') } as const;
    for await (const message of parseInChild(child, job)) {
      if (message.is === 'understood') understood = message.understood;
      else if (message.is === 'rows') count += message.rows.filter((row) => 'content' in row).length;
    }
    expect(understood).toMatchObject({ totalRows: 100_000, passedOverCount: 1 });
    expect(count).toBe(100_000);
  });
});
