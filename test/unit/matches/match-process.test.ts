import { allowedInMatch, checkDecline, stepMatch } from '../../../server/domain/matches.ts';

describe('the life of a match', () => {
  it('becomes mutual whichever side is first', () => {
    expect(stepMatch(stepMatch('suggested', 'showInterest', 'supplier'), 'showInterest', 'demander')).toBe('mutual');
    expect(stepMatch(stepMatch('suggested', 'showInterest', 'demander'), 'showInterest', 'supplier')).toBe('mutual');
  });

  it('one side alone never makes it mutual', () => {
    for (const side of ['supplier', 'demander'] as const) {
      const once = stepMatch('suggested', 'showInterest', side);
      expect(() => stepMatch(once, 'showInterest', side)).toThrow();
    }
  });

  it('begins again after the time for an answer has passed, and ends with a no', () => {
    const expired = stepMatch('interestedBySupplier', 'expire', 'system');
    expect(stepMatch(expired, 'showInterest', 'demander')).toBe('interestedByDemander');
    expect(allowedInMatch(stepMatch(expired, 'decline', 'supplier'), 'demander')).toEqual([]);
  });

  it('takes a no back to where it was, for whoever said it and only in time', () => {
    const now = new Date('2026-05-04T02:00:00.000Z');
    const until = new Date(now.getTime() + 1);
    for (const from of ['suggested', 'interestedBySupplier', 'interestedByDemander', 'expired'] as const)
      for (const by of ['supplier', 'demander'] as const) {
        const no = { by, from, until };
        const before = from === 'expired' ? 'suggested' : from;
        expect(stepMatch('declined', 'takeBack', by, { no, now })).toBe(before);
        expect(allowedInMatch('declined', by, { no, now })).toEqual(['takeBack']);
        const other = by === 'supplier' ? 'demander' : 'supplier';
        for (const role of [other, 'facilitator', 'system'] as const)
          expect(allowedInMatch('declined', role, { no, now })).toEqual([]);
        expect(() => stepMatch('declined', 'takeBack', by, { no, now: until })).toThrow();
        expect(() => stepMatch('declined', 'takeBack', by, { no: null, now })).toThrow();
      }
  });

  it('only the system lets it expire, only a centre recommends', () => {
    expect(() => stepMatch('interestedBySupplier', 'expire', 'supplier')).toThrow();
    expect(() => stepMatch('suggested', 'recommend', 'demander')).toThrow();
    expect(() => stepMatch('suggested', 'showInterest', 'facilitator')).toThrow();
  });

  it('takes "other" as a reason only with words', () => {
    expect(() => checkDecline('other', '')).toThrow();
    expect(() => checkDecline('other', 'we build it ourselves')).not.toThrow();
    expect(() => checkDecline('price', '')).not.toThrow();
  });
});
