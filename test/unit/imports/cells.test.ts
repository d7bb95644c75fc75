import fc from 'fast-check';
import { cleanText, readAmounts, readDate, readLevel, readList } from '../../../server/features/imports/parse/cells.ts';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });
const tenThousands = { tenThousands: true, isDollar: false };

describe('amounts in cells', () => {
  it.each([
    ['120万元', yuan('1200000.00')],
    ['1,200,000.00', yuan('1200000.00')],
    ['¥35.5万', yuan('355000.00')],
    ['0.125万元', yuan('1250.00')],
    ['1.2亿元', yuan('120000000.00')],
    ['3千万', yuan('30000000.00')],
    ['人民币200万元整', yuan('2000000.00')],
    ['$20000', { amount: '20000.00', currency: 'USD' }],
    ['5万美元', { amount: '50000.00', currency: 'USD' }],
    ['１００万', yuan('1000000.00')],
  ])('reads %j', (text, amount) => {
    expect(readAmounts(text, undefined)).toEqual({ from: amount, to: amount });
  });

  it('reads ranges and limits', () => {
    expect(readAmounts('50-100万元', undefined)).toEqual({ from: yuan('500000.00'), to: yuan('1000000.00') });
    expect(readAmounts('50万~100万', undefined)).toEqual({ from: yuan('500000.00'), to: yuan('1000000.00') });
    expect(readAmounts('100万以内', undefined)).toEqual({ to: yuan('1000000.00') });
    expect(readAmounts('≥30万', undefined)).toEqual({ from: yuan('300000.00') });
    expect(readAmounts('面议', undefined)).toBe('open');
  });

  it('uses the unit of the header only where the cell has none', () => {
    expect(readAmounts('120', tenThousands)).toMatchObject({ to: yuan('1200000.00') });
    expect(readAmounts('120元', tenThousands)).toMatchObject({ to: yuan('120.00') });
  });

  it.each(['很多', '1e6', '-5万', '1.234', '100-50万', '12.3.4', '', '9'.repeat(30)])(
    'reads nothing from %j',
    (text) => {
      expect(readAmounts(text, undefined)).toBeUndefined();
    },
  );

  it('never throws and never moves a decimal point wrongly', () => {
    fc.assert(fc.property(fc.string(), (text) => void readAmounts(text, tenThousands)));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.nat(99), (whole, cents) => {
        const text = `${whole}.${String(cents).padStart(2, '0')}`;
        expect(readAmounts(text, undefined)).toMatchObject({ to: yuan(text) });
        expect(readAmounts(`${text}万`, undefined)).toMatchObject({ to: yuan(`${whole * 10_000 + cents * 100}.00`) });
      }),
    );
  });
});

describe('other cells', () => {
  it('reads the usual spellings of a date and no other', () => {
    for (const text of [
      '2020-01-02',
      '2020.1.2',
      '2020/01/02',
      '20200102',
      '2020年1月2日',
      '2020-01-02 08:00:00',
      '２０２０－０１－０２',
    ])
      expect(readDate(text)).toBe('2020-01-02');
    for (const text of ['1/2/2020', '2020-13-01', '2021-02-29', '44197', 'yesterday', '20201301'])
      expect(readDate(text)).toBeUndefined();
  });

  it('divides lists, but not at the commas of company names', () => {
    expect(readList('甲公司；乙大学; 甲公司')).toEqual(['甲公司', '乙大学']);
    expect(readList('Foo Co., Ltd.; Bar, Inc.')).toEqual(['Foo Co., Ltd.', 'Bar, Inc.']);
    expect(readList('张三,李四、王五')).toEqual(['张三', '李四', '王五']);
  });

  it('reads levels of maturity', () => {
    expect(['6', 'TRL6', 'trl 6', '6级', 'TRL 6-7'].map(readLevel)).toEqual([6, 6, 6, 6, 6]);
    expect(['0', '10', 'six', ''].map(readLevel)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('removes control characters and keeps line breaks', () => {
    expect(cleanText(' a\u0000\u200bb \t c\r\n\r\n d ')).toBe('ab c\nd');
  });
});
