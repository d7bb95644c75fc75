import { calendarDate } from '../../../server/domain/calendar.ts';
import { parameterAt, type ParameterEntry } from '../../../server/domain/parameters.ts';

const day = calendarDate('2026-05-04');
const entry = (place: string, value: number, effectiveFrom = '2026-01-01'): ParameterEntry => ({
  ...{ place, value, source: 'test' },
  effectiveFrom: calendarDate(effectiveFrom),
});

describe('what a parameter is in a place on a day', () => {
  it('is said by the smallest area around the place, and there by what took effect last', () => {
    const entries = [entry('330000', 20), entry('330100', 25), entry('330100', 30, '2026-05-01')];
    expect(parameterAt('match.answerDays', entries, '330106', day)?.value).toBe(30);
    expect(parameterAt('match.answerDays', entries, '330206', day)?.value).toBe(20);
    expect(parameterAt('match.answerDays', entries, '440100', day)?.value).toBe(30);
    expect(parameterAt('match.answerDays', entries, '330106', calendarDate('2026-04-30'))?.value).toBe(25);
  });

  it('is nothing where no rule sets it: the days of a price publicity are known for Zhejiang and no guess elsewhere', () => {
    expect(parameterAt('price.publicityDays', [], '330106', day)).toMatchObject({
      value: 15,
      source: '浙江省促进科技成果转化条例 第十七条',
    });
    expect(parameterAt('price.publicityDays', [], '410100', day)).toBeNull();
  });

  it('is nothing before the guideline that set it was out', () => {
    expect(parameterAt('centre.projects', [], '330106', calendarDate('2024-12-30'))).toBeNull();
    expect(parameterAt('centre.projects', [], '330106', calendarDate('2024-12-31'))?.value).toBe(10);
  });
});
