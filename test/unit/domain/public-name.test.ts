import * as fc from 'fast-check';
import { cleanFileName, foldedName, publicName } from '../../../server/domain/public-name.ts';
import { spreadsheetText } from '../../../server/domain/spreadsheet-text.ts';

describe('a name that everybody sees', () => {
  it('has one spelling for characters of several widths, and single spaces', () => {
    expect(publicName(' Ａｃｍｅ  （杭州） 有限公司 ')).toBe('Acme (杭州) 有限公司');
    expect(publicName('北京大学')).toBe('北京大学');
  });

  it.each([
    ...['甲\n乙', '甲\r乙', '甲\u2028乙', '甲\u2029乙', '甲\u0000乙', '甲\u0007乙', '甲\t乙', '甲\u0085乙'],
    ...['甲\u202e乙', '甲\u2066乙', '甲\u200f乙', '甲\u061c乙'], // which way it is read
    ...['甲\u200b乙', '甲\u200d乙', '甲\u2060乙', '甲\ufeff乙', '甲\u00ad乙', '甲\u3164乙', '甲\ufe0f乙'], // not seen
    ...['\u0301甲', '甲\ue000乙'],
  ])('is refused with characters that are not seen or change how others are read: %j', (text) =>
    expect(publicName(text)).toBeNull(),
  );

  it('is alike where it differs in case, width, spaces and punctuation only', () => {
    expect(foldedName('ACME（杭州） Co., Ltd.')).toBe(foldedName('acme(杭州)co ltd'));
    expect(foldedName('甲大学')).not.toBe(foldedName('乙大学'));
  });
});

describe('the name of a file', () => {
  it.each([
    ['合同\u202efdp.exe', '合同fdp.exe'],
    ['a\u200bb\u2066c\ufeff.pdf', 'abc.pdf'],
    ['甲\r\nset-cookie: a=b', '甲 set-cookie: a=b'],
    ['甲\u0000\u0007\u0085乙.csv', '甲 乙.csv'],
    ['\u200b\u0301 甲.csv ', '甲.csv'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['..\\a.csv', '.._a.csv'],
    ['合同（一）　二.pdf', '合同（一） 二.pdf'],
    ['.gitignore', '.gitignore'],
  ])('is cleaned of what should not be in one: %j', (text, name) => expect(cleanFileName(text)).toBe(name));

  it.each(['', ' ', '\u200b', '..', '.\u200b', '\u0301'])('is none where nothing is left: %j', (text) =>
    expect(cleanFileName(text)).toBeNull(),
  );

  it('that was cleaned is clean, and would do as a public name but for its width', () => {
    const texts = fc.string({ unit: 'binary' });
    const check = fc.property(texts, (text) => {
      const name = cleanFileName(text);
      if (name === null) return;
      expect(cleanFileName(name)).toBe(name);
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\/]/u);
    });
    fc.assert(check, { numRuns: 5_000 });
  });
});

describe('a text in a file for spreadsheet programs', () => {
  it.each(['=1', '+1', '-1', '@a', '\t1', '\r1', '\n=1', ' =1', '＝1', '＋1', '－1', '＠a', '\u200b=1', '−1'])(
    'is not carried out: %j',
    (text) => expect(spreadsheetText(text)).toBe(`'${text}`),
  );
  it.each(['', '甲', '1-1', 'a=b', "'=1"])('stays as it is where it begins otherwise: %j', (text) =>
    expect(spreadsheetText(text)).toBe(text),
  );
});
