import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addYears,
  type CalendarDate,
  calendarDate,
  dateInShanghai,
  daysBetween,
  readCalendarDate,
  wholeMonthsBetween,
} from '../../../server/domain/calendar.ts';

const day = (text: string): CalendarDate => calendarDate(text);
const anyDay = fc.integer({ min: -10_000, max: 60_000 }).map((days) => addDays(day('1985-04-01'), days));

describe('calendar dates', () => {
  it.each(['2025-02-29', '2025-13-01', '2025-00-10', '2025-1-1', '20250101', '', '2025-01-01T00:00:00Z', '0000-00-00'])(
    'refuses %j',
    (text) => {
      expect(readCalendarDate(text)).toBeUndefined();
      expect(() => calendarDate(text)).toThrow('calendar.malformed');
    },
  );

  it('turns the day at midnight in Shanghai, not in London', () => {
    expect(dateInShanghai(new Date('2025-12-31T15:59:59Z'))).toBe('2025-12-31');
    expect(dateInShanghai(new Date('2025-12-31T16:00:00Z'))).toBe('2026-01-01');
  });

  it('adds days and takes them away again', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it('ends a period of months on the corresponding day, or on the last day of a shorter month', () => {
    expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29');
    expect(addMonths(day('2025-10-31'), 4)).toBe('2026-02-28');
    expect(addMonths(day('2025-03-15'), -3)).toBe('2024-12-15');
    expect(addYears(day('2004-02-29'), 10)).toBe('2014-02-28');
    expect(addYears(day('2004-02-29'), 20)).toBe('2024-02-29');
  });

  it('counts as many whole months as were added', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 400 }), (date, months) => {
        expect(wholeMonthsBetween(date, addMonths(date, months))).toBe(months);
        expect(wholeMonthsBetween(date, addDays(addMonths(date, months), -1))).toBe(months - 1);
      }),
    );
  });
});
