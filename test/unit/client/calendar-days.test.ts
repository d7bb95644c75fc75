import { join } from 'node:path';
import fc from 'fast-check';
import { addDays, calendarDate } from '../../../server/domain/calendar.ts';
import { shippedYears } from '../../../server/domain/calendar/years.ts';

/** Loaded by path, for its types are the browser's. */
const load = async () =>
  (await import(join('..', '..', '..', 'client', 'features', 'calendars', 'read-days.ts'))) as {
    readDays: (year: number, text: string) => { days: string[]; unread: string[] };
    readNotice: (year: number, text: string) => { daysOff: string[]; workdays: string[] };
    daysText: (days: readonly string[]) => string;
  };

// 国办发明电〔2025〕7号
const notice2026 = `一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`;

test('the words of a notice give its days off and its make-up days', async () => {
  const { readNotice } = await load();
  const shipped = shippedYears.find(({ year }) => year === 2026);
  expect(readNotice(2026, notice2026)).toEqual({ daysOff: shipped?.daysOff, workdays: shipped?.workdays });
});

test.each([
  ['2027-01-01', ['2027-01-01']],
  ['1月1日至3日', ['2027-01-01', '2027-01-02', '2027-01-03']],
  ['01-30 ~ 02-01', ['2027-01-30', '2027-01-31', '2027-02-01']],
  ['2026年12月31日到2027年1月1日', ['2026-12-31', '2027-01-01']],
  ['5月1日（星期六）、2027-05-02', ['2027-05-01', '2027-05-02']],
])('"%s" is read', async (text, days) => {
  expect((await load()).readDays(2027, text)).toEqual({ days, unread: [] });
});

test.each([
  ['2027-02-30', '2027-02-30'],
  ['1月3日至1日', '1月3日至1日'],
  ['1月1日至12月31日', '1月1日至12月31日'],
  ['20270101', '20270101'],
  ['2027-01-01, 春节', '春节'],
])('"%s" is not taken for days', async (text, unread) => {
  expect((await load()).readDays(2027, text).unread).toEqual([unread]);
});

test('any days are read again from how they are shown', async () => {
  const { daysText, readDays } = await load();
  const days = fc.uniqueArray(fc.nat({ max: 364 }), { maxLength: 40 }).map((some) => {
    const first = calendarDate('2027-01-01');
    return some
      .sort((a, b) => a - b)
      .map((n) => addDays(first, n))
      .filter((_, at) => at % 31 !== 30);
  });
  fc.assert(fc.property(days, (some) => expect(readDays(2027, daysText(some)).days).toEqual(some)));
});
