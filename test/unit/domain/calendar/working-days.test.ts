import fc from 'fast-check';
import { addDays, calendarDate as day, isWeekend } from '../../../../server/domain/calendar.ts';
import { statutoryDaysOff } from '../../../../server/domain/calendar/statute.ts';
import {
  addWorkingDays,
  endOfPatentPeriod,
  isWorkingDay,
  shiftPatentDeadline,
  workingDaysBetween,
} from '../../../../server/domain/calendar/working-days.ts';
import { calendarOf, type CalendarYear, shippedYears } from '../../../../server/domain/calendar/years.ts';

const calendar = calendarOf([]);
/** A made-up notice. */
const noticed = (year: number, parts: Partial<CalendarYear>): CalendarYear => ({
  ...{ year, daysOff: [], workdays: [], local: [], ...parts },
  notice: { number: 'n', title: 't', publishedOn: day(`${year - 1}-11-01`), url: 'https://example.org/' },
});

describe('working days by the notices of the State Council', () => {
  it.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i of them', (year, count) => {
    expect(workingDaysBetween(calendar, day(`${year - 1}-12-31`), day(`${year}-12-31`))).toBe(count);
  });

  it('names the notice of each shipped year', () => {
    expect(shippedYears.map(({ year, notice }) => [year, notice?.number, notice?.publishedOn])).toEqual([
      [2024, '国办发明电〔2023〕7号', '2023-10-25'],
      [2025, '国办发明电〔2024〕12号', '2024-11-12'],
      [2026, '国办发明电〔2025〕7号', '2025-11-04'],
    ]);
  });

  it('works only weekend days in exchange, and has its make-up days apart from its days off', () => {
    for (const { daysOff, workdays } of shippedYears) {
      expect(workdays.every(isWeekend)).toBe(true);
      expect(workdays.filter((one) => daysOff.includes(one))).toEqual([]);
    }
  });

  it.each([
    ['2024-02-09', '2024-02-22'],
    ['2024-09-13', '2024-09-23'],
    ['2024-09-30', '2024-10-12'],
    ['2025-01-24', '2025-02-07'],
    ['2025-01-27', '2025-02-10'],
    ['2025-04-25', '2025-05-06'],
    ['2025-09-26', '2025-10-10'],
    ['2025-09-30', '2025-10-14'],
    ['2026-01-01', '2026-01-08'],
    ['2026-02-13', '2026-02-27'],
    ['2026-02-27', '2026-03-05'],
    ['2026-04-30', '2026-05-11'],
    ['2026-09-18', '2026-09-24'],
    ['2026-09-24', '2026-10-09'],
    ['2026-09-30', '2026-10-13'],
  ])('the fifth after %s is %s', (start, end) => {
    expect(addWorkingDays(calendar, day(start), 5)).toEqual({ day: end, isProvisional: false });
    expect(workingDaysBetween(calendar, day(start), day(end))).toBe(5);
  });

  it('are as many between as were added', () => {
    const start = fc.integer({ min: 0, max: 1000 }).map((days) => addDays(day('2024-01-01'), days));
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 60 }), (from, days) => {
        const { day: end } = addWorkingDays(calendar, from, days);
        expect(workingDaysBetween(calendar, from, end)).toBe(days);
        if (days > 0) expect(isWorkingDay(calendar, end)).toBe(true);
      }),
    );
  });

  it('leave out what a place has off for itself, there and nowhere else', () => {
    const local = [{ place: '450000', date: day('2027-04-09'), source: '广西壮族自治区少数民族习惯节日放假办法' }];
    const guangxi = calendarOf([noticed(2027, { local })]);
    expect(addWorkingDays(guangxi, day('2027-04-08'), 1, '450100').day).toBe('2027-04-12');
    expect(addWorkingDays(guangxi, day('2027-04-08'), 1, '440100').day).toBe('2027-04-09');
  });

  it('can be moved in December by the notice of the next year', () => {
    const moved = calendarOf([noticed(2027, { daysOff: [day('2026-12-31')], workdays: [day('2026-12-26')] })]);
    expect(addWorkingDays(moved, day('2026-12-25'), 5).day).toBe('2027-01-01');
    expect(addWorkingDays(calendar, day('2026-12-25'), 4).day).toBe('2026-12-31');
  });
});

describe('the end of a patent period', () => {
  it.each([
    ['2024-02-12', '2024-02-19'],
    ['2024-09-14', '2024-09-18'],
    ['2024-10-12', '2024-10-14'],
    ['2025-01-26', '2025-01-27'],
    ['2025-10-03', '2025-10-09'],
    ['2025-10-11', '2025-10-13'],
    ['2026-01-02', '2026-01-05'],
    ['2026-02-14', '2026-02-24'],
    ['2026-02-28', '2026-03-02'],
    ['2026-05-09', '2026-05-11'],
    ['2026-10-10', '2026-10-12'],
  ])('on %s is moved to %s', (last, end) => {
    expect(shiftPatentDeadline(calendar, day(last))).toEqual({ day: end, isProvisional: false });
  });

  it('is the corresponding day, or the last one of a shorter month, and stays on a working day', () => {
    expect(endOfPatentPeriod(calendar, day('2024-12-31'), 2).day).toBe('2025-02-28');
    expect(endOfPatentPeriod(calendar, day('2025-12-31'), 2).day).toBe('2026-03-02');
    expect(endOfPatentPeriod(calendar, day('2025-03-14'), 4).day).toBe('2025-07-14');
  });

  it('never is a Saturday or Sunday, though people may work then', () => {
    const any = fc.integer({ min: 0, max: 1400 }).map((days) => addDays(day('2024-01-01'), days));
    fc.assert(fc.property(any, (last) => expect(isWeekend(shiftPatentDeadline(calendar, last).day)).toBe(false)));
  });
});

describe('a year whose notice is not out', () => {
  it('has the days off of the statute, those on a weekend given back on the next working days', () => {
    expect(statutoryDaysOff(2027)).toEqual([
      ...['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10'],
      ...['2027-04-05', '2027-05-01', '2027-05-02', '2027-05-03', '2027-05-04', '2027-06-09', '2027-09-15'],
      ...['2027-10-01', '2027-10-02', '2027-10-03', '2027-10-04', '2027-10-05'],
    ]);
    expect(statutoryDaysOff(2028)).toContain('2028-10-03'); // 中秋 within 国庆
  });

  it('makes every period that touches it provisional, and no other', () => {
    expect(addWorkingDays(calendar, day('2026-12-25'), 5)).toEqual({ day: '2027-01-04', isProvisional: true });
    expect(addWorkingDays(calendar, day('2026-12-25'), 4)).toEqual({ day: '2026-12-31', isProvisional: false });
    expect(addWorkingDays(calendar, day('2027-02-04'), 1)).toEqual({ day: '2027-02-11', isProvisional: true });
    expect(shiftPatentDeadline(calendar, day('2027-01-01'))).toEqual({ day: '2027-01-04', isProvisional: true });
    expect(shiftPatentDeadline(calendar, day('2022-05-04')).isProvisional).toBe(true);
  });

  it('is counted anew, and is no longer provisional, once its notice is known', () => {
    const imported = calendarOf([noticed(2027, { daysOff: [day('2027-01-01')], workdays: [day('2027-01-02')] })]);
    expect(addWorkingDays(imported, day('2026-12-31'), 1)).toEqual({ day: '2027-01-02', isProvisional: false });
  });
});
