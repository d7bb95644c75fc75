import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarDate } from '../../../server/domain/calendar.ts';
import { readFile } from '../../../server/features/imports/parse/read-file.ts';
import { describeWith, sharedFolder } from '../../support/shared.ts';

describeWith('data/patents-cn-numbers.csv', 'real patent lists')('real patent lists', () => {
  it.each([
    ['patents-cn-numbers.csv', 'GB18030', 9740],
    ['patents-cn-abstracts.csv', 'UTF-8', 4095],
  ])('%s is read to its last row', async (name, encoding, count) => {
    const bytes = readFileSync(join(sharedFolder, 'data', name));
    const { understood, rows } = await readFile(bytes, name, 'patents', calendarDate('2026-06-30'));
    expect(understood).toMatchObject({ format: { encoding }, totalRows: count, passedOverCount: 0 });
    expect(understood.header.columns.every(({ field }) => field !== null)).toBe(true);
    expect([...rows].filter((row) => 'problems' in row || row.notes.length > 0)).toEqual([]);
  });
});
