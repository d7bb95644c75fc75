import fc from 'fast-check';
import { readAmounts } from '../../../server/domain/reading/amounts.ts';
import { cleanText, readLevel } from '../../../server/features/imports/parse/cells.ts';
import { chineseNumber } from '../../../server/domain/reading/chinese-numbers.ts';
import { readDate, readDay, readLastDay } from '../../../server/domain/reading/dates.ts';
import { readUnit, unitOf } from '../../../server/features/imports/parse/header-words.ts';
import { readList, readNames } from '../../../server/features/imports/parse/names.ts';
import { isNothing } from '../../../server/features/imports/parse/signs.ts';
import { readStatus } from '../../../server/features/imports/parse/status-words.ts';
import { calendarDate } from '../../../server/domain/calendar.ts';

const yuan = (amount: string) => ({ amount, currency: 'CNY' });
const tenThousands = { zeros: 4, currency: 'CNY' } as const;

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
    ['50w', yuan('500000.00')],
    ['二十万元', yuan('200000.00')],
    ['叁佰伍拾万元整', yuan('3500000.00')],
    ['USD 20,000', { amount: '20000.00', currency: 'USD' }],
    ['300 000', yuan('300000.00')],
    ['30（万元）', yuan('300000.00')],
    ['30万元/项', yuan('300000.00')],
  ])('reads %j', (text, amount) => {
    expect(readAmounts(text, undefined)).toMatchObject({ from: amount, to: amount });
  });

  it('reads ranges and limits', () => {
    expect(readAmounts('50-100万元', undefined)).toEqual({ from: yuan('500000.00'), to: yuan('1000000.00') });
    expect(readAmounts('50万~100万', undefined)).toEqual({ from: yuan('500000.00'), to: yuan('1000000.00') });
    expect(readAmounts('100万以内', undefined)).toEqual({ to: yuan('1000000.00') });
    expect(readAmounts('≥30万', undefined)).toEqual({ from: yuan('300000.00') });
    expect(readAmounts('30-80万', undefined)).toEqual({ from: yuan('300000.00'), to: yuan('800000.00') });
    expect(readAmounts('面议', undefined)).toEqual({ isOpen: true });
    expect(readAmounts('面议（约30万）', undefined)).toEqual({ isOpen: true, words: '约30万' });
    expect(readAmounts('约30万元左右', undefined)).toMatchObject({ from: yuan('300000.00'), words: '约 左右' });
  });

  it('uses the unit of the header only where the cell has none', () => {
    expect(readAmounts('120', tenThousands)).toMatchObject({ to: yuan('1200000.00') });
    expect(readAmounts('120元', tenThousands)).toMatchObject({ to: yuan('120.00') });
    expect(readAmounts('120', { zeros: 4, currency: 'USD' })).toMatchObject({
      to: { currency: 'USD', amount: '1200000.00' },
    });
  });

  it.each([
    ['3e5', 'imports.row.amountRounded'],
    ['免费', 'imports.row.amountFree'],
    ['20万元/年', 'imports.row.amountPeriod'],
    ['入门费10万元+销售额3%', 'imports.row.amountParts'],
    ['5万欧元', 'imports.row.amountCurrency'],
    ['￥5-$6', 'imports.row.amountUnit'],
  ])('says what %j is', (text, why) => {
    expect(readAmounts(text, undefined)).toEqual({ why });
  });

  it('is never a factor off: a unit that is not understood refuses what names none of its own', () => {
    for (const header of ['价格（万欧元）', '价格(百万日元)', '年费（万元/年）', '转让费（万港币）'])
      expect(readAmounts('5', unitOf(header))).toHaveProperty('why');
    expect(readAmounts('5万元', unitOf('价格（万欧元）'))).toMatchObject({ to: yuan('50000.00') });
  });

  it('reads whole numbers in Chinese characters', () => {
    expect(['二十', '三百五十', '贰拾捌', '一万二千', '一百零五', '两千万', '三百五', '万'].map(chineseNumber)).toEqual(
      [...['20', '350', '28', '12000', '105', '20000000', undefined, undefined]],
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (number) => {
        expect(chineseNumber(inCharacters(number))).toBe(String(number));
      }),
    );
  });

  it.each(['很多', '1e6', '-5万', '1.234', '100-50万', '12.3.4', '', '9'.repeat(30)])(
    'reads nothing from %j',
    (text) => {
      expect(readAmounts(text, undefined)).toHaveProperty('why');
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

/** A whole number as people write it in characters. */
function inCharacters(number: number): string {
  const below = (part: number): string => {
    let text = '';
    let isGap = false;
    for (const [power, name] of [
      [1000, '千'],
      [100, '百'],
      [10, '十'],
      [1, ''],
    ] as const) {
      const digit = Math.floor(part / power) % 10;
      if (digit === 0) isGap = text !== '';
      else {
        text += `${isGap ? '零' : ''}${'零一二三四五六七八九'.charAt(digit)}${name}`;
        isGap = false;
      }
    }
    return text;
  };
  const [high, low] = [Math.floor(number / 10_000), number % 10_000];
  const gap = high > 0 && low > 0 && low < 1000 ? '零' : '';
  return `${high > 0 ? `${below(high)}万` : ''}${gap}${below(low)}`;
}

describe('units in headers', () => {
  it.each([
    ['转让费（千元）', { zeros: 3, currency: 'CNY' }],
    ['转让费(万美元)', { zeros: 4, currency: 'USD' }],
    ['价格（单位：万元）', { zeros: 4, currency: 'CNY' }],
    ['价格（元）', { zeros: 0, currency: 'CNY' }],
    ['价格/万元', { zeros: 4, currency: 'CNY' }],
    ['转让价格万元', { zeros: 4, currency: 'CNY' }],
    ['Price (USD)', { zeros: 0, currency: 'USD' }],
    ['价格（万元/件）', { zeros: 4, currency: 'CNY' }],
    ['价格（亿元）', { zeros: 8, currency: 'CNY' }],
    ['价格（万）', { zeros: 4 }],
    ['价格（万元/年）', 'unclear'],
    ['价格（万欧元）', 'unclear'],
    ['价格（HKD）', 'unclear'],
    ['价格（面议）', undefined],
    ['价格', undefined],
  ])('of %s', (header, unit) => {
    expect(unitOf(header)).toEqual(unit);
  });

  it('may stand in a row of their own', () => {
    expect([readUnit('万元'), readUnit('单位：千元'), readUnit('名称')]).toEqual([
      ...[{ zeros: 4, currency: 'CNY' }, { zeros: 3, currency: 'CNY' }, undefined],
    ]);
  });
});

describe('days', () => {
  it('are read in the usual spellings', () => {
    for (const text of [
      ...['2020-01-02', '2020.1.2', '2020/01/02', '20200102', '2020年1月2日', '2020 1 2', '2020年01月02日 星期四'],
      ...[
        '2020-01-02 08:00:00',
        '２０２０－０１－０２',
        '43832',
        '43832.75',
        '2 Jan 2020',
        'Jan 2, 2020',
        '02-Jan-2020',
      ],
      ...[
        '2020-01-02T00:00:00.000Z',
        '2020-01-01T16:00:00Z',
        '2020/1/2 0:00',
        '二〇二〇年一月二日',
        "'2020-01-02",
        '2020年1月2号',
      ],
    ])
      expect([text, readDate(text)]).toEqual([text, '2020-01-02']);
    expect(readDate('13/02/2020')).toBe('2020-02-13');
    expect(readDate('二〇二〇年十二月三十一日')).toBe('2020-12-31');
  });

  it.each([
    ['1/2/2020', 'imports.row.dateTwoReadings'],
    ['20-1-2', 'imports.row.dateTwoReadings'],
    ['2020-01', 'imports.row.dateNoDay'],
    ['2020年6月底', 'imports.row.dateNoDay'],
    ['109/01/02', 'imports.row.dateMinguo'],
    ['2020-13-01', 'imports.row.date'],
    ['2021-02-29', 'imports.row.date'],
    ['yesterday', 'imports.row.date'],
    ['20201301', 'imports.row.date'],
  ])('%s is none, and it is said why', (text, why) => {
    expect(readDay(text)).toEqual({ why });
  });

  it('by which something is wanted may be named by a month, a quarter or a year', () => {
    const last = (text: string) => readLastDay(text, calendarDate('2026-06-30'));
    const rounded = (date: string) => ({ date, isRounded: true });
    expect(
      ['2026年12月', '2027年6月底', '2026年底', '明年6月', '2026年第三季度', '2027上半年', '2026', '2027年Q1前'].map(
        last,
      ),
    ).toEqual([
      ...[
        '2026-12-31',
        '2027-06-30',
        '2026-12-31',
        '2027-06-30',
        '2026-09-30',
        '2027-06-30',
        '2026-12-31',
        '2027-03-31',
      ].map(rounded),
    ]);
    expect(last('2026年12月31日前')).toEqual({ date: '2026-12-31', isRounded: false });
    expect(last('2026.1.1至2026.12.31')).toEqual({ date: '2026-12-31', isRounded: false });
    expect(['长期有效', '不限'].map(last)).toEqual(['open', 'open']);
    expect(['尽快', '三个月内', '合同签订后一年', ''].map(last)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('names', () => {
  it('are divided, but not at the commas of one name', () => {
    expect(readNames('甲公司；乙大学; 甲公司')).toEqual(['甲公司', '乙大学']);
    expect(readNames('Foo Co., Ltd.; Bar, Inc.')).toEqual(['Foo Co., Ltd.', 'Bar, Inc.']);
    expect(readNames('张三,李四、王五')).toEqual(['张三', '李四', '王五']);
    expect(readNames('ZHANG, Weiming | LI, Na')).toEqual(['ZHANG, Weiming', 'LI, Na']);
    expect(readNames('Zhang, Weiming')).toEqual(['Zhang, Weiming']);
    expect(readNames('Li Lei, Han Mei')).toEqual(['Li Lei', 'Han Mei']);
    expect(readNames('张伟明 李娜')).toEqual(['张伟明', '李娜']);
    expect(readNames('A/B 公司')).toEqual(['A/B 公司']);
    expect(readList('a, b；c')).toEqual(['a', 'b', 'c']);
  });

  it('divided by a semicolon or stroke come back whole, whatever commas they have', () => {
    const part = fc.stringMatching(/^[A-Z][a-z]{2,8}$/);
    const name = fc.tuple(part, part).map(([last, first]) => `${last}, ${first}`);
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 2, maxLength: 6 }),
        fc.constantFrom('; ', ' | ', ';;', '；', '\n'),
        (list, separator) => {
          expect(readNames(list.join(separator))).toEqual(list);
        },
      ),
    );
  });
});

describe('words of legal status', () => {
  it.each<[string, string | undefined]>([
    ['未失效', 'inForce'],
    ['质押登记注销', undefined],
    ['权利终止 | 权利恢复', 'inForce'],
    ['驳回等复审请求', 'pending'],
    ['未缴年费终止，等恢复', 'ended'],
    ['等待年登印费', 'pending'],
    ['Not in force', 'ended'],
    ['Granted; Lapsed', 'ended'],
    ['INACTIVE', 'ended'],
    ['invalid', 'ended'],
    ['届满终止失效', 'ended'],
    ['专利权质押', 'inForce'],
    ['申请权转移', 'pending'],
    ['2019-01-01 授权 | 2023-05-01 未缴年费终止', 'ended'],
    ['2023-05-01 未缴年费终止 | 2023-09-01 权利恢复', 'inForce'],
    ['良好', undefined],
  ])('%s: %s', (text, status) => {
    expect(readStatus(text)).toEqual(status === undefined ? { isUnknown: true } : { status });
  });
});

describe('other cells', () => {
  it('say in many ways that there is nothing', () => {
    for (const sign of [
      '/',
      '无',
      '——',
      '—',
      '--',
      'N/A',
      '暂无',
      '未授权',
      'null',
      '待授权',
      '\\',
      '空',
      '',
      ' ／ ',
      'None',
      '#N/A',
      '……',
    ])
      expect([sign, isNothing(sign)]).toEqual([sign, true]);
    for (const text of ['无线充电装置', '空调', '0', 'A', '无锡', '未授权的访问'])
      expect([text, isNothing(text)]).toEqual([text, false]);
  });

  it('reads levels of maturity, of a range the lower end', () => {
    expect(['6', 'TRL6', 'trl 6', '6级', 'TRL 6-6'].map(readLevel)).toEqual(
      [6, 6, 6, 6, 6].map((level) => ({ level, isRange: false })),
    );
    expect(readLevel('TRL 6-7')).toEqual({ level: 6, isRange: true });
    expect(['0', '10', 'six', ''].map(readLevel)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('removes control characters and keeps line breaks', () => {
    expect(cleanText(' a\u0000\u200bb \t c\r\n\r\n d ')).toBe('ab c\nd');
  });
});
