import { calendarDate, type CalendarDate } from '../../../../server/domain/calendar.ts';
import { nextAnnualFee } from '../../../../server/domain/patents/annual-fees.ts';
import { dormancyOf } from '../../../../server/domain/patents/dormancy.ts';
import { remainingLife, termOf } from '../../../../server/domain/patents/term.ts';

const day = (text: string): CalendarDate => calendarDate(text);

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
  const filed = day('1997-06-03');
  const next = (today: string) => nextAnnualFee(filed, day('2017-06-03'), day(today));

  it('are due on the anniversary of the filing for the coming patent year', () => {
    expect(next('2002-06-02')).toEqual({ patentYear: 6, dueOn: '2002-06-03' });
    expect(next('2002-06-03')).toEqual({ patentYear: 6, dueOn: '2002-06-03' });
    expect(next('2002-06-04')).toEqual({ patentYear: 7, dueOn: '2003-06-03' });
  });

  it('end with the year that ends with the term', () => {
    expect(next('2016-06-03')).toEqual({ patentYear: 20, dueOn: '2016-06-03' });
    expect(next('2016-06-04')).toBeNull();
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
