import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarDate } from '../../../server/domain/calendar.ts';
import { readFile } from '../../../server/features/imports/parse/read-file.ts';

const folder = join(process.cwd(), '../shared/data');
const present = existsSync(join(folder, 'patents-cn-numbers.csv'));
if (!present) console.warn(`NOT RUN: real patent lists, because ${folder} is absent`);

(present ? describe : describe.skip)('real patent lists', () => {
  it.each([
    ['patents-cn-numbers.csv', 'GB18030', 9740],
    ['patents-cn-abstracts.csv', 'UTF-8', 4095],
  ])('%s is read to its last row', async (name, encoding, count) => {
    const bytes = readFileSync(join(folder, name));
    const { understood, rows } = await readFile(bytes, name, 'patents', calendarDate('2026-06-30'));
    expect(understood).toMatchObject({ format: { encoding }, totalRows: count });
    expect(understood.header.columns.every(({ field }) => field !== null)).toBe(true);
    expect([...rows].filter((row) => 'problems' in row)).toEqual([]);
  });
});
