import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarDate } from '../../../server/domain/calendar.ts';
import { type ParseBounds, parseInChild } from '../../../server/features/imports/parse/parse-in-child.ts';
import { sheetRows, workbookParts, zip } from '../../support/workbooks.ts';

const childFile = join(process.cwd(), 'dist/server/features/imports/parse/child.js');
const folder = mkdtempSync(join(tmpdir(), 'imports-'));
afterAll(() => rmSync(folder, { recursive: true }));

function parse(name: string, content: string | Buffer, bounds?: ParseBounds) {
  const path = join(folder, 'upload');
  writeFileSync(path, content);
  return parseInChild(childFile, { path, name, subject: 'patents', today: calendarDate('2026-06-30') }, bounds);
}
async function all(messages: ReturnType<typeof parse>) {
  const found = [];
  for await (const message of messages) found.push(message);
  return found;
}

describe('the parsing process', () => {
  it('hands rows over in batches, after saying how it understood the file', async () => {
    const lines = Array.from({ length: 1234 }, (_, i) => `标题${i},摘要${i}`);
    const [understood, ...batches] = await all(parse('a.csv', `名称,摘要\n${lines.join('\n')}`));
    expect(understood).toMatchObject({ is: 'understood', understood: { totalRows: 1234 } });
    expect(batches.map((batch) => (batch.is === 'rows' ? batch.rows.length : 0))).toEqual([500, 500, 234]);
  });

  it('refuses one entry more', async () => {
    const rows = Array.from({ length: 100_001 }, (_, i) => [`一种装置${i}`]);
    const bytes = zip(workbookParts({ S: sheetRows([['专利名称'], ...rows]) }));
    await expect(all(parse('a.xlsx', bytes))).rejects.toMatchObject({ key: 'imports.file.tooManyRows' });
  });

  it('passes on why a file was refused', async () => {
    await expect(all(parse('a.csv', 'x,y\n1,2'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      key: 'imports.file.noHeader',
    });
    await expect(all(parse('a.pdf', 'x'))).rejects.toMatchObject({ details: { extension: 'pdf' } });
  });

  it('dies alone when a workbook of modest size wants all memory', async () => {
    const rows = Array.from({ length: 80_000 }, (_, i) => [`名称${i}`, `摘要${i}`, `发明人${i}`]);
    const bytes = zip(workbookParts({ S: sheetRows([['名称', '摘要', '发明人'], ...rows]) }));
    await expect(
      all(parse('a.xlsx', bytes, { heapMegabytes: 24, processorSeconds: 60, silentSeconds: 600 })),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      key: 'imports.file.tooMuchMemory',
    });
  });

  it('is stopped when it has used up its processor time, though its own thread never comes to rest', async () => {
    const probe = join(folder, 'burning.mjs');
    const own = join(process.cwd(), 'dist/server/features/imports/parse/processor-time.js');
    writeFileSync(probe, `import { endsWithItsTime } from ${JSON.stringify(own)}; endsWithItsTime(0.3); for (;;);`);
    const job = { path: probe, name: 'a.csv', subject: 'patents', today: calendarDate('2026-06-30') } as const;
    const bounds = { heapMegabytes: 64, processorSeconds: 0.3, silentSeconds: 600 };
    await expect(all(parseInChild(probe, job, bounds))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      key: 'imports.file.tooSlow',
      details: { limit: 0.3 },
    });
  });

  it('counts the processor time of a file from its first byte', async () => {
    const bounds = { heapMegabytes: 64, processorSeconds: 0.001, silentSeconds: 600 };
    const lines = Array.from({ length: 50_000 }, (_, i) => `标题${i},摘要${i}`);
    await expect(all(parse('a.csv', `名称,摘要\n${lines.join('\n')}`, bounds))).rejects.toMatchObject({
      key: 'imports.file.tooSlow',
    });
  });

  it('is stopped when it says nothing and does nothing', async () => {
    const probe = join(folder, 'silent.cjs');
    writeFileSync(probe, 'setInterval(() => undefined, 1000)');
    const job = { path: probe, name: 'a.csv', subject: 'patents', today: calendarDate('2026-06-30') } as const;
    const bounds = { heapMegabytes: 64, processorSeconds: 20, silentSeconds: 0.2 };
    await expect(all(parseInChild(probe, job, bounds))).rejects.toMatchObject({ key: 'imports.file.tooSlow' });
  });

  it('tells a failure of its own from a refusal of the file', async () => {
    const broken = join(folder, 'broken.cjs');
    writeFileSync(broken, 'throw new TypeError("a case nobody thought of")');
    const job = { path: broken, name: 'a.csv', subject: 'patents', today: calendarDate('2026-06-30') } as const;
    await expect(all(parseInChild(broken, job))).rejects.toMatchObject({
      name: 'ParserFailed',
      message: expect.stringContaining('a case nobody thought of'),
    });
  });

  it('ends when nobody wants the rest', async () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `标题${i},摘要`);
    for await (const message of parse('a.csv', `名称,摘要\n${lines.join('\n')}`)) {
      expect(message.is).toBe('understood');
      break;
    }
  });

  it('is given no secret of the server', async () => {
    process.env['PROBE_SECRET'] = 'x';
    const probe = join(folder, 'probe.cjs');
    writeFileSync(
      probe,
      `console.log(JSON.stringify({ is: 'refused', key: 'imports.file.empty', details: { env: Object.keys(process.env) } }))`,
    );
    const path = join(folder, 'upload');
    const job = { path, name: 'a.csv', subject: 'patents', today: calendarDate('2026-06-30') } as const;
    await expect(all(parseInChild(probe, job))).rejects.toMatchObject({ details: { env: [] } });
  });
});
