import { calendarDate as day } from '../../../server/domain/calendar.ts';
import { calendarOf } from '../../../server/domain/calendar/years.ts';
import { type Deadline, deadlineOf, nextDue, recount, termAfter } from '../../../server/domain/deadlines.ts';
import { needProcess } from '../../../server/domain/needs/need-process.ts';
import { listingProcess } from '../../../server/domain/patents/listing-process.ts';

const calendar = calendarOf([]);
const entry = { place: '000000', effectiveFrom: day('2024-01-01'), value: 5, source: 'rule' };
const term = (counting: Deadline['counting'], startedOn: string): Deadline =>
  deadlineOf({ days: 'match.answerDays', counting, command: 'expire' }, entry, {
    ...{ startedOn: day(startedOn), place: '330100', calendar },
  });

describe('a term', () => {
  it('says its first day, its last day and its rule; the day that set it running is not counted', () => {
    expect(term('calendar', '2026-09-24')).toEqual({
      ...{ startedOn: '2026-09-24', firstDay: '2026-09-25', lastDay: '2026-09-29', days: 5, counting: 'calendar' },
      ...{ parameter: 'match.answerDays', place: '330100', source: 'rule', isProvisional: false },
    });
    expect(term('working', '2026-09-24')).toMatchObject({ firstDay: '2026-09-25', lastDay: '2026-10-09' });
  });

  it('of calendar days never is provisional, one of working days is in a year without a notice', () => {
    expect(term('calendar', '2026-12-30').isProvisional).toBe(false);
    expect(term('working', '2026-12-30').isProvisional).toBe(true);
  });

  it('counted anew in a calendar that says the same stays as it is', () => {
    for (const one of [term('working', '2026-12-30'), term('calendar', '2026-12-30')])
      expect(recount(one, calendar)).toEqual(one);
  });

  it('begins with its state, anew when somebody confirms, and runs on when something else happens', () => {
    const confirm = listingProcess.after?.published;
    expect(termAfter(listingProcess, { from: 'draft', command: 'publish', to: 'published' })).toBe(confirm);
    expect(termAfter(listingProcess, { from: 'published', command: 'confirm', to: 'published' })).toBe(confirm);
    expect(termAfter(listingProcess, { from: 'published', command: 'revise', to: 'published' })).toBe('runsOn');
    expect(termAfter(listingProcess, { from: 'published', command: 'startTalks', to: 'inTalks' })).toBeNull();
  });
});

describe('what time does next', () => {
  const deadline = { ...term('calendar', '2026-05-04'), lastDay: day('2026-10-31') };
  const until = (wantedBy: string | undefined) => ({ wantedBy: wantedBy === undefined ? undefined : day(wantedBy) });

  it('is what ends first: the term of the state, or a last day of the thing itself', () => {
    const due = (wantedBy?: string) => nextDue(needProcess, { state: 'open', deadline, until: until(wantedBy) });
    expect(due('2026-06-01')).toEqual({ command: 'expire', lastDay: '2026-06-01' });
    expect(due('2027-06-01')).toEqual({ command: 'expire', lastDay: '2026-10-31' });
    expect(due()).toEqual({ command: 'expire', lastDay: '2026-10-31' });
  });

  it('is nothing in a state in which the system may not give the command, nor on a provisional day', () => {
    expect(nextDue(needProcess, { state: 'inTalks', deadline: null, until: until('2026-06-01') })).toBeNull();
    const provisional = { ...deadline, isProvisional: true };
    expect(nextDue(needProcess, { state: 'open', deadline: provisional, until: {} })).toBeNull();
  });
});
