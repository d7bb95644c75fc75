import {
  allowedInMatch,
  checkDecline,
  interestedIn,
  type MatchCommand,
  matchProcess,
  type MatchRole,
  matchStates,
  stepMatch,
} from '../../../server/domain/matches.ts';

const commands = Object.keys(matchProcess.table) as MatchCommand[];
const roles: MatchRole[] = ['supplier', 'demander', 'facilitator', 'system'];

describe('the life of a match', () => {
  it('every state × command × role leads somewhere or is refused, and `allowed` says the same', () => {
    for (const state of matchStates) {
      for (const command of commands) {
        for (const role of roles) {
          const isAllowed = allowedInMatch(state, role).includes(command);
          const step = () => stepMatch(state, command, role);
          if (isAllowed) expect(matchStates).toContain(step());
          else expect(step).toThrow();
        }
      }
    }
  });

  it('at most one target is open for any state, command and role', () => {
    for (const state of matchStates) {
      for (const role of roles) {
        const facts = {
          side: role === 'supplier' || role === 'demander' ? role : null,
          interested: interestedIn(state),
        } as const;
        const open = matchProcess.table.showInterest.to.filter(({ when }) => !when || when.holds(facts));
        expect(open.length).toBeLessThanOrEqual(1);
      }
    }
  });

  it('becomes mutual whichever side is first', () => {
    expect(stepMatch(stepMatch('suggested', 'showInterest', 'supplier'), 'showInterest', 'demander')).toBe('mutual');
    expect(stepMatch(stepMatch('seen', 'showInterest', 'demander'), 'showInterest', 'supplier')).toBe('mutual');
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
