import { calendarDate, type CalendarDate } from '../../../../server/domain/calendar.ts';
import { annualFeeDueOn, lateFeePercent, patentYearOn } from '../../../../server/domain/patents/annual-fees.ts';
import { dormancyOf } from '../../../../server/domain/patents/dormancy.ts';
import { remainingLife, termOf } from '../../../../server/domain/patents/term.ts';

const day = (text: string): CalendarDate => calendarDate(text);
const plainWeeks = { holidays: new Set<CalendarDate>(), workedWeekendDays: new Set<CalendarDate>() };

describe('the term of a patent', () => {
  it("follows the guideline's own example to the day", () => {
    expect(termOf('utilityModel', day('1999-09-06'))).toMatchObject({ lastDay: '2009-09-05', endsOn: '2009-09-06' });
  });

  it('is 20, 10 and 15 years from filing, and 10 for designs filed before June 2021', () => {
    expect(termOf('invention', day('2020-03-01'))?.lastDay).toBe('2040-02-29');
    expect(termOf('design', day('2021-05-31'))?.years).toBe(10);
    expect(termOf('design', day('2021-06-01'))?.years).toBe(15);
    expect(termOf('invention', day('1985-03-31'))).toBeUndefined();
  });

  it('grows by the days of compensation in the register', () => {
    expect(termOf('invention', day('2010-05-05'), 100)?.endsOn).toBe('2030-08-13');
  });

  it('leaves one day on its last day and none on the day it ends', () => {
    const term = termOf('utilityModel', day('1999-09-06'))!;
    expect(remainingLife(term, day('2009-09-05')).days).toBe(1);
    expect(remainingLife(term, day('2009-09-06'))).toEqual({ days: 0, months: 0 });
    expect(remainingLife(term, day('2020-01-01'))).toEqual({ days: 0, months: 0 });
    expect(remainingLife(term, day('2008-09-06')).months).toBe(12);
  });
});

describe('annual fees', () => {
  it('are due on the anniversary of the filing for the coming patent year', () => {
    expect(annualFeeDueOn(day('1997-06-03'), 6)).toBe('2002-06-03');
    expect(patentYearOn(day('1997-06-03'), day('2002-06-02'))).toBe(5);
    expect(patentYearOn(day('1997-06-03'), day('2002-06-03'))).toBe(6);
  });

  it('cost nothing extra for a month, then 5 to 25 percent, and after six months the right lapses', () => {
    const due = day('2024-06-03');
    const late = (on: string) => lateFeePercent(due, day(on), plainWeeks);
    expect(['2024-06-03', '2024-07-03', '2024-07-04', '2024-08-04'].map(late)).toEqual([0, 0, 5, 5]);
    expect(['2024-08-06', '2024-09-04', '2024-10-05', '2024-11-05'].map(late)).toEqual([10, 15, 20, 25]);
    expect(['2024-12-03', '2024-12-04'].map(late)).toEqual([25, undefined]);
  });

  it('give until the next working day when a period ends on a weekend', () => {
    const due = day('2024-05-03'); // one month later is Monday 3 June; two months later Wednesday; 3 August a Saturday
    expect(lateFeePercent(due, day('2024-08-05'), plainWeeks)).toBe(10);
    expect(lateFeePercent(due, day('2024-08-06'), plainWeeks)).toBe(15);
  });
});

describe('dormancy', () => {
  const facts = { isInForce: true, isAcademic: true, grantedOn: day('2020-01-15') };
  const on = (today: string, more = {}) => dormancyOf({ ...facts, ...more }, { years: 3 }, day(today));

  it('begins three years after the grant', () => {
    expect(on('2023-01-14')).toEqual({ isDormant: false, because: 'grantedRecently', dormantFrom: '2023-01-15' });
    expect(on('2023-01-15')).toEqual({ isDormant: true, since: '2023-01-15', clockStartedOn: '2020-01-15' });
  });

  it('starts again with any recorded use', () => {
    expect(on('2023-06-01', { lastUsedOn: day('2022-12-31') })).toEqual({
      isDormant: false,
      because: 'usedRecently',
      dormantFrom: '2025-12-31',
    });
  });

  it('concerns only patents in force of universities and institutes with a known grant', () => {
    expect(on('2024-01-01', { isInForce: false })).toMatchObject({ because: 'notInForce' });
    expect(on('2024-01-01', { isAcademic: false })).toMatchObject({ because: 'notAcademic' });
    expect(dormancyOf({ isInForce: true, isAcademic: true }, { years: 3 }, day('2024-01-01'))).toMatchObject({
      because: 'grantUnknown',
    });
  });
});
