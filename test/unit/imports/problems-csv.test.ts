import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvHead, csvLines } from '../../../server/features/imports/problems-csv.ts';

const problemAt = (text: string) => ({ row: 2, column: '名称', key: 'imports.row.formula', values: {}, text }) as const;
const cellsOf = (csv: string): string[][] => parse(csv, { record_delimiter: '\r\n' });

describe('the problems of a list as a file', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@sum',
    '\tx',
    '\rx',
    '＝1',
    '＋1',
    '－1',
    '＠sum',
    '\n=1',
    '\r\n ＝1',
    ' +1',
    '\u200b=1',
    '\u3000@sum',
    '−1',
    '﹦1',
  ])('lets no spreadsheet carry out a cell that begins like a formula (%j)', (text) =>
    expect(cellsOf(csvLines([problemAt(text)], 'en'))[0]?.[3]).toBe(`'${text}`),
  );

  it('gives every other text back as it was, with quotes, commas and line ends', () => {
    const harmless = fc
      .string({ unit: fc.constantFrom('a', '专', ',', '"', "'", '\n', '\r', ';', '=', '-') })
      .filter((text) => !/^[\t\r\n]|^\s*[=+\-@]/.test(text));
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1 }), (texts) => {
        expect(cellsOf(csvLines(texts.map(problemAt), 'zh')).map((cells) => cells[3])).toEqual(texts);
      }),
    );
  });

  it('begins with a byte order mark', () => {
    expect(csvHead('zh')).toBe('\uFEFF行号,列,原因,内容\r\n');
  });
});
