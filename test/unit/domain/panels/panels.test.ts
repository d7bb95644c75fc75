import { calendarDate } from '../../../../server/domain/calendar.ts';
import { DomainError } from '../../../../server/domain/errors.ts';
import { resultsOf } from '../../../../server/domain/panels/aggregate.ts';
import { lackingIn } from '../../../../server/domain/panels/panel.ts';
import { ask, form, fresh, organise, score, sign, sit, today, type World } from '../../../support/panel-examples.ts';

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return `${error.code} ${error.key}`;
    throw error;
  }
  return 'done';
};
const thingsOf = ({ seats }: World, userId: string) =>
  seats.find((one) => one.userId === userId)?.things.map(({ thingId, state, ground }) => [thingId, state, ground]);
const asked = () => ask(fresh(), { x: ['a', 'b'], y: ['a', 'b'] });
const seated = () => sit(sit(asked(), 'x', sign()), 'y', sign());
const judged = () =>
  [
    ['x', score('a', 10)],
    ['y', score('a', 8)],
    ['x', score('b', 5)],
    ['y', score('b', 5, 0)],
  ].reduce((world, [who, what]) => sit(world, who as string, what as ReturnType<typeof score>), seated());

describe('an expert', () => {
  it('signs and says with what there is a conflict before anything can be judged; what is known counts as well', () => {
    const world = asked();
    expect(refusal(() => sit(world, 'x', score('a', 1)))).toBe('WRONG_STATE common.wrongState');
    const found = new Map([['b', [{ ground: 'dealing' as const, name: null }]]]);
    expect(thingsOf(sit(world, 'x', sign(['a']), { found }), 'x')).toEqual([
      ['a', 'conflicted', 'declared'],
      ['b', 'conflicted', 'dealing'],
    ]);
    expect(refusal(() => sit(world, 'x', { ...sign(), undertaking: 'older' } as ReturnType<typeof sign>))).toBe(
      'STALE_VERSION panels.otherUndertaking',
    );
    expect(refusal(() => sit(world, 'x', sign(['z'])))).toBe('NOT_FOUND common.notFound');
    // given more later, they say so again for what is new, and only then may judge that
    const later = ask(sit(ask(fresh(), { x: ['a'] }), 'x', sign()), { x: ['b'] });
    expect(refusal(() => sit(later, 'x', score('b', 1)))).toBe('NOT_FOUND common.notFound');
    expect(refusal(() => sit(sit(later, 'x', sign()), 'x', score('b', 1)))).toBe('done');
  });

  it('cannot judge what a conflict has come to light with since', () => {
    const found = new Map([['a', [{ ground: 'sameOrganisation' as const, name: 'o' }]]]);
    expect(refusal(() => sit(seated(), 'x', score('a', 1), { found }))).toBe('CONFLICT panels.inConflict');
  });

  it('answers late until the last day, which is marked, and not afterwards', () => {
    const lateness = (on: string) => {
      const world = sit(seated(), 'x', score('a', 1), { on: calendarDate(on) });
      return world.answers[0]?.isLate;
    };
    expect([lateness('2026-05-10'), lateness('2026-05-11'), lateness('2026-05-15')]).toEqual([false, true, true]);
    expect(refusal(() => lateness('2026-05-16'))).toBe('WRONG_STATE panels.tooLate');
  });

  it('answers on the form in force; what was given on an earlier one stays what it was', () => {
    const before = sit(seated(), 'x', score('a', 10, 0));
    const [first] = form.criteria;
    const after = organise(before, { command: 'reviseForm', form: { ...form, criteria: [first!] } });
    expect(refusal(() => sit(after, 'y', score('a', 1)))).toBe('STALE_VERSION panels.otherForm');
    const world = sit(after, 'y', { ...score('a', 5, 0, 2), scores: { need: 5 } } as ReturnType<typeof score>);
    expect(world.answers.map(({ formVersion }) => formVersion)).toEqual([1, 2]);
    // 30 of 35 points on the first form, 15 of 30 on the second
    expect(resultsOf(world.panel, world.seats, world.answers)[0]).toMatchObject({ score: 6786, answers: 2 });
  });

  it.each([
    {},
    { need: 11, way: 1 },
    { need: -1, way: 1 },
    { need: 1.5, way: 1 },
    { need: 1 },
    { need: 1, way: 1, x: 1 },
  ])('cannot give %j', (scores) => {
    const intent = { ...score('a', 1), scores } as ReturnType<typeof score>;
    expect(refusal(() => sit(seated(), 'x', intent))).toBe('INVALID_INPUT panels.badScores');
  });
});

describe('a place that somebody left', () => {
  it('is lacking, and is not given to who declined, was released or is in conflict', () => {
    const declined = sit(seated(), 'x', { command: 'decline', reason: 'r' });
    expect(lackingIn(declined.panel, declined.seats)).toEqual(['a', 'b'].map((thingId) => ({ thingId, missing: 1 })));
    expect(refusal(() => ask(declined, { x: ['a'] }))).toBe('CONFLICT panels.notAgain');
    const released = sit(seated(), 'x', { command: 'release', reason: 'r' }, { roles: ['organiser'] });
    expect(refusal(() => ask(released, { x: ['a'] }))).toBe('CONFLICT panels.notAgain');
    const conflicted = sit(seated(), 'x', { command: 'declare', thingId: 'a', reason: 'r' });
    expect(refusal(() => ask(conflicted, { x: ['a'] }))).toBe('CONFLICT panels.notAgain');
    expect(lackingIn(conflicted.panel, conflicted.seats)).toEqual([{ thingId: 'a', missing: 1 }]);
    expect(lackingIn(...both(ask(conflicted, { z: ['a'] })))).toEqual([]);
  });

  it('takes its answers with it', () => {
    const left = sit(judged(), 'x', { command: 'declare', thingId: 'a', reason: 'r' });
    expect(resultsOf(left.panel, left.seats, left.answers)).toMatchObject([
      { thingId: 'a', answers: 1, isShort: true },
      { thingId: 'b', answers: 2, isShort: false },
    ]);
  });

  const both = ({ panel, seats }: World) => [panel, seats] as const;
});

describe('an organiser', () => {
  it('closes when everybody has answered, or when the last day has passed and there is an answer', () => {
    const close = (world: World, on = today) =>
      refusal(() => organise(world, { command: 'close', chosen: ['a'], results: [], reason: 'r' }, on));
    const [late, last] = [calendarDate('2026-05-16'), calendarDate('2026-05-15')];
    expect(close(judged())).toBe('done');
    const some = sit(seated(), 'x', score('a', 1));
    expect([close(some), close(some, last), close(some, late)]).toEqual([
      ...['WRONG_STATE common.wrongState', 'WRONG_STATE common.wrongState', 'done'],
    ]);
    expect(close(seated(), late)).toBe('WRONG_STATE common.wrongState');
  });

  it('moves days to later ones only, once experts judge', () => {
    const days = (soft: string, hard: string) => ({
      ...{ command: 'setDays' as const, softDay: calendarDate(soft), hardDay: calendarDate(hard) },
    });
    expect(refusal(() => organise(fresh(), days('2026-05-05', '2026-05-06')))).toBe('done');
    expect(refusal(() => organise(asked(), days('2026-05-10', '2026-05-14')))).toBe('INVALID_INPUT panels.daysShorter');
    expect(refusal(() => organise(asked(), days('2026-05-12', '2026-05-20')))).toBe('done');
    expect(refusal(() => organise(fresh(), days('2026-05-03', '2026-05-20')))).toBe('INVALID_INPUT panels.dayPassed');
    expect(refusal(() => organise(fresh(), days('2026-05-09', '2026-05-08')))).toBe(
      'INVALID_INPUT panels.daysReversed',
    );
  });

  it('has no command that touches an answer', () => {
    const world = judged();
    const close = organise(world, { command: 'close', chosen: ['b'], results: [], reason: 'r' });
    expect(close.answers).toBe(world.answers);
    expect(close.seats).toEqual(world.seats);
  });
});

describe('what all answers come to', () => {
  it('is the weighted mean, ranked, with the strongest criterion first', () => {
    const { panel, seats, answers } = judged();
    expect(resultsOf(panel, seats, answers)).toEqual([
      {
        ...{ thingId: 'a', rank: 1, score: 9143, spread: 1714, answers: 2, isShort: false },
        criteria: [
          { id: 'way', name: '可行性', share: 10_000 },
          { id: 'need', name: '真实性', share: 9000 },
        ],
      },
      {
        ...{ thingId: 'b', rank: 2, score: 5000, spread: 1428, answers: 2, isShort: false },
        criteria: [
          { id: 'need', name: '真实性', share: 5000 },
          { id: 'way', name: '可行性', share: 5000 },
        ],
      },
    ]);
    expect(resultsOf(panel, seats, [...answers].reverse())).toEqual(resultsOf(panel, seats, answers));
  });

  it('leaves out the highest and the lowest of five, where the form says so', () => {
    const experts = ['v', 'w', 'x', 'y', 'z'];
    const all = experts.reduce(
      (world, who, at) => sit(sit(world, who, sign()), who, score('a', at === 4 ? 10 : at === 0 ? 0 : 6)),
      ask(fresh(), Object.fromEntries(experts.map((who) => [who, ['a']]))),
    );
    const scoreWith = (dropsExtremes: boolean) => {
      const forms = all.panel.forms.map((one) => ({ ...one, dropsExtremes }));
      return resultsOf({ ...all.panel, forms }, all.seats, all.answers)[0]?.score;
    };
    expect([scoreWith(true), scoreWith(false)]).toEqual([6571, 6228]);
  });

  it('ranks equals alike, and has none for what nobody judged', () => {
    const world = sit(sit(seated(), 'x', score('a', 5)), 'x', score('b', 5));
    expect(resultsOf(world.panel, world.seats, world.answers).map(({ rank }) => rank)).toEqual([1, 1]);
    expect(resultsOf(asked().panel, asked().seats, [])).toMatchObject([{ rank: null, score: null }, { rank: null }]);
  });
});
