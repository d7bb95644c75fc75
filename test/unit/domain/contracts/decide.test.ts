import fc from 'fast-check';
import { amountLines } from '../../../../server/domain/contracts/amounts.ts';
import { addDays } from '../../../../server/domain/calendar.ts';
import { termEndsOn, waitingIn } from '../../../../server/domain/contracts/contract.ts';
import { type ContractIntent, ranOut } from '../../../../server/domain/contracts/decide.ts';
import { linesThatStand } from '../../../../server/domain/contracts/ending.ts';
import { foldContract } from '../../../../server/domain/contracts/fold.ts';
import { toRecord, totalOf } from '../../../../server/domain/contracts/ledger.ts';
import { routes, rulesOf } from '../../../../server/domain/contracts/routes/routes.ts';
import { Money } from '../../../../server/domain/money.ts';
import {
  cny,
  type ContractStep,
  day,
  file,
  given,
  type GivenContract,
  licence,
  line,
  receipt,
  signed,
} from '../../../support/contract-examples.ts';

const shares = (...weights: (readonly [centreId: string, weight: number])[]) =>
  weights.map(([centreId, weight]) => ({ centreId, weight }));
const toEffective: readonly ContractStep[] = [
  ['s', { command: 'proposeShares', shares: shares(['z1', 7000], ['z2', 3000]), reason: null }],
  ['c', { command: 'confirmShares' }],
  ['s', { command: 'makeEffective', on: day('2026-05-02') }, '2026-05-02'],
];
const received = line({
  id: 'r1',
  kind: 'received',
  part: 'fixed',
  amount: '200000.00',
  date: '2026-06-01',
  proof: receipt,
});
const complete: ContractStep = ['z1', { command: 'complete' }, '2026-06-02'];
const toCompleted: readonly ContractStep[] = [
  ...toEffective,
  ['s', received, '2026-06-01'],
  ['c', { command: 'confirmLine', lineId: 'r1' }],
  complete,
];
const completed = () => signed().when(...toCompleted).after;

const amountsIn = ({ events }: GivenContract) => amountLines(foldContract(events));
const sum = (played: GivenContract, basis: string, year: number, centreId: string) =>
  Money.sum(
    amountsIn(played)
      .filter((one) => one.basis === basis && one.year === year && one.centreId === centreId)
      .map(({ amount }) => amount),
    'CNY',
  ).toString();
const royalty = (id: string, amount: string, date: string): ContractStep => [
  's',
  line({ id, kind: 'received', part: 'royalty', amount, date }),
  date,
];

describe('a contract', () => {
  it('goes from its signature to completion and counts for its centres by their shares', () => {
    const played = completed().when(royalty('r2', '10000.01', '2027-02-01')).after;
    expect(played.state).toMatchObject({ state: 'completed', completedOn: '2026-06-01' });
    expect(['z1', 'z2'].map((id) => sum(played, 'completion', 2026, id))).toEqual(['140000.00', '60000.00']);
    expect(['z1', 'z2'].map((id) => sum(played, 'completion', 2027, id))).toEqual(['7000.01', '3000.00']);
    expect(sum(played, 'receipt', 2026, 'z1')).toBe('140000.00');
  });

  it('completes only when the condition of its route holds, by what both sides say', () => {
    const filing = { id: 'e', kind: 'filing', number: '备 1', date: day('2026-05-03'), file: null } as const;
    const file = (who: 's' | 'z1'): ContractStep => [
      who,
      { command: 'recordEvidence', evidence: filing },
      '2026-05-03',
    ];
    const effective = signed().when(...toEffective).after;
    const money: ContractStep = ['s', received, '2026-06-01'];
    for (const alone of [[], [money], [file('z1')], [file('s')]])
      effective.when(...alone, complete).then('common.wrongState');
    effective
      .when(file('z1'), ['c', { command: 'confirmEvidence', evidenceId: 'e' }], complete)
      .then({ type: 'contract.completed', data: { completedOn: '2026-05-03' } });
  });

  it('lets nobody confirm their own evidence, and a centre none', () => {
    const filing = { id: 'e', kind: 'filing', number: '备 1', date: day('2026-05-03'), file } as const;
    const filed = signed().when(...toEffective, [
      's',
      { command: 'recordEvidence', evidence: filing },
      '2026-05-03',
    ]).after;
    const confirm = { command: 'confirmEvidence', evidenceId: 'e' } as const;
    filed.when(['s', confirm]).then('common.wrongState');
    filed.when(['z1', confirm]).then('common.notAllowed');
    expect(filed.when(['c', confirm]).after.state.evidence).toMatchObject([{ filedBy: 's', confirmedBy: ['c'] }]);
  });

  it('neither takes effect nor completes while the patent is another contract’s', () => {
    const blocked = ['alreadyTransferred'];
    signed(licence, blocked)
      .when(...toEffective)
      .then('contracts.blockedByLaw');
    const paid = signed().when(...toCompleted.slice(0, -1)).after;
    given(paid.state, paid.events, blocked).when(complete).then('contracts.blockedByLaw');
  });

  it('moves no amount by the wish of one side: a reversal waits for the other, who may refuse it', () => {
    const ask: ContractStep = ['s', { command: 'reverseLine', lineId: 'r1', id: 'rr' }, '2027-01-05'];
    const before = amountsIn(completed());
    const asked = completed().when(ask).after;
    expect(amountsIn(asked)).toEqual(before);
    expect(waitingIn(asked.state)).toEqual([{ side: 'demander', what: 'reversal' }]);
    asked.when(['s', { command: 'agreeReversal', lineId: 'r1' }]).then('common.wrongState');
    asked.when(['z1', { command: 'agreeReversal', lineId: 'r1' }]).then('common.notAllowed');
    asked.when(ask).then('contracts.reversalAsked');
    asked.when(['c', { command: 'agreeReversal', lineId: 'another' }]).then('contracts.nothingToConfirm');
    const refused = asked.when(['c', { command: 'refuseReversal', lineId: 'r1' }]).after;
    expect(amountsIn(refused)).toEqual(before);
    expect(refused.state.reversals).toMatchObject([{ lineId: 'r1', by: 'supplier', state: 'refused' }]);
  });

  it('takes a line back in the year in which both agree, exactly what it names, and once', () => {
    const taken = completed().when(
      ['c', { command: 'reverseLine', lineId: 'r1', id: 'rr' }, '2027-01-04'],
      ['s', { command: 'agreeReversal', lineId: 'r1' }, '2027-01-05'],
    ).after;
    expect([2026, 2027].map((year) => sum(taken, 'receipt', year, 'z1'))).toEqual(['140000.00', '-140000.00']);
    for (const lineId of ['r1', 'rr'])
      taken.when(['c', { command: 'reverseLine', lineId, id: 'r3' }]).then('contracts.alreadyReversed');
  });

  it('lets a side take back its own word that nothing proves, and confirms no line that was taken back', () => {
    const taken = completed().when(royalty('r2', '10.00', '2026-06-02'), [
      's',
      { command: 'reverseLine', lineId: 'r2', id: 'rr' },
      '2026-06-03',
    ]).after;
    expect(taken.state.ledger.map(({ id }) => id)).toContain('rr');
    expect(waitingIn(taken.state)).toEqual([]);
    for (const lineId of ['r2', 'rr']) taken.when(['c', { command: 'confirmLine', lineId }]).then('common.wrongState');
  });

  it('fixes for whom it counts when it completes; what was not confirmed by then counts for nobody', () => {
    const others = shares(['z2', 10_000]);
    const late: ContractStep = ['c', { command: 'proposeShares', shares: others, reason: null }, '2026-06-01'];
    const { state } = signed().when(...toCompleted.slice(0, -1), late, complete).after;
    expect(state.proposedShares).toBeNull();
    expect(state.centreShares).toHaveLength(2);
    completed().when(late).then('contracts.sharesFixed');
  });

  it('corrects shares with a reason by their difference, on its day: what has counted is not changed', () => {
    const correct = (right: ReturnType<typeof shares>, on: string): ContractStep[] => [
      ['s', { command: 'proposeShares', shares: right, reason: 'digest' }, on],
      ['c', { command: 'confirmShares' }, on],
    ];
    const played = completed().when(
      royalty('r2', '100.00', '2026-07-01'),
      ...correct(shares(['z2', 10_000]), '2027-03-01'),
      royalty('r3', '100.00', '2027-04-01'),
      ...correct([], '2028-03-01'),
    ).after;
    const of = (year: number) => ['z1', 'z2'].map((id) => sum(played, 'completion', year, id));
    expect(of(2026)).toEqual(['140070.00', '60030.00']);
    expect(of(2027)).toEqual(['-140070.00', '140170.00']);
    expect(of(2028)).toEqual(['0.00', '-200200.00']);
    const ids = amountsIn(played).map(({ lineId, centreId, basis, correction }) =>
      [lineId, centreId, basis, correction].join(),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives a centre a share only when both sides confirm and all shares total 10,000', () => {
    const propose = (...weights: Parameters<typeof shares>) =>
      signed().when(['z1', { command: 'proposeShares', shares: shares(...weights), reason: null }]);
    propose(['z1', 9999]).then('contracts.sharesTotal');
    propose(['z1', 5000], ['z1', 5000]).then('contracts.sharesTotal');
    propose(['stranger', 10_000]).then('contracts.shareOfStranger');
    const { state } = propose(['z1', 10_000]).after.when(['s', { command: 'confirmShares' }]).after;
    expect(state.centreShares).toEqual([]);
    expect(state.proposedShares?.confirmedBy).toEqual(['supplier']);
  });

  it('waits for the side whose word is missing, whatever is asked', () => {
    const asked = signed().when(...toEffective.slice(2), ['s', received, '2026-06-01']).after;
    expect(waitingIn(asked.state)).toEqual([{ side: 'demander', what: 'line' }]);
    expect(waitingIn(signed().state).map(({ what }) => what)).toEqual(['effect', 'effect']);
  });
});

describe('money of a contract', () => {
  const refund = (amount: string, on: string): ContractStep[] => [
    ['s', line({ id: `f${on}`, kind: 'refunded', part: 'fixed', amount, date: on }), on],
    ['c', { command: 'confirmLine', lineId: `f${on}` }],
  ];

  it('is never received beyond what was contracted, nor refunded beyond what was received', () => {
    const more = line({ id: 'x', kind: 'received', part: 'fixed', amount: '0.01', date: '2026-06-02' });
    completed().when(['s', more, '2026-06-02']).then('contracts.overpaid');
    completed()
      .when(...refund('200000.01', '2026-06-03').slice(0, 1))
      .then('contracts.overRefunded');
    completed()
      .when(...refund('60000.00', '2026-06-03'), ['s', more, '2026-06-04'])
      .then('contracts.overpaid');
  });

  it('that was refunded in part keeps its receipt until the refund is taken back', () => {
    const reverse: ContractStep = ['s', { command: 'reverseLine', lineId: 'r1', id: 'rr' }, '2026-06-04'];
    completed()
      .when(...refund('60000.00', '2026-06-03'), reverse)
      .then('contracts.overRefunded');
    completed()
      .when(reverse, ...refund('60000.00', '2026-06-05'), ['c', { command: 'agreeReversal', lineId: 'r1' }])
      .then('contracts.overRefunded');
  });

  it('that goes back is taken off the headline in the year in which it goes, of the fixed price too', () => {
    const played = completed().when(...refund('60000.00', '2027-03-01')).after;
    expect([2026, 2027].map((year) => sum(played, 'completion', year, 'z1'))).toEqual(['140000.00', '-42000.00']);
  });

  it('comes and goes back after the end, but nothing new is due', () => {
    const stands = [
      { lineId: 'fixed', amount: cny('200000.00') },
      { lineId: 'r1', amount: cny('200000.00') },
    ];
    const ended = completed().when(
      ['c', { command: 'askEnd', on: day('2026-07-01'), ground: 'terminated', stands, reason: 'digest' }, '2026-07-02'],
      ['s', { command: 'agreeEnd' }],
    ).after;
    const played = ended.when(...refund('200000.00', '2027-03-01')).after;
    expect(sum(played, 'completion', 2027, 'z1')).toBe('-140000.00');
    const due = line({ id: 'd', kind: 'due', part: 'fixed', amount: '1.00', date: '2027-04-01' });
    ended.when(['s', due, '2027-03-01']).then('contracts.ended');
  });

  it.each([
    ['does not belong to the route', { id: 'd', kind: 'drawn', part: 'loan', amount: '1.00' }, 'contracts.partOfRoute'],
    ['is nothing', { id: 'd', kind: 'received', part: 'royalty', amount: '0.00' }, 'contracts.notPositive'],
    ['has its line', { id: 'r1', kind: 'received', part: 'royalty', amount: '1.00' }, 'contracts.lineExists'],
  ] as const)('that %s is refused', (_, entry, refusal) =>
    completed()
      .when(['s', line({ ...entry, date: '2026-06-01' }), '2026-06-02'])
      .then(refusal),
  );

  it('stays between nothing and what was contracted through any history', () => {
    const kind = fc.constantFrom('received', 'refunded', 'due', 'contributed', 'drawn');
    const someLine = fc.record({
      what: fc.constant('line' as const),
      kind,
      part: fc.constantFrom('fixed', 'royalty', 'equity', 'loan'),
      amount: fc.integer({ min: 1, max: 120 }),
    });
    const onLine = fc.record({
      what: fc.constantFrom(
        'confirmLine' as const,
        'reverseLine' as const,
        'agreeReversal' as const,
        'refuseReversal' as const,
      ),
      which: fc.nat(12),
    });
    const end = fc.record({
      what: fc.constant('end' as const),
      keep: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 16, maxLength: 16 }),
    });
    const other = fc
      .constantFrom('agreeEnd' as const, 'refuseEnd' as const, 'complete' as const)
      .map((what) => ({ what }));
    const step = fc.tuple(
      fc.constantFrom('s' as const, 'c' as const),
      fc.oneof({ weight: 4, arbitrary: someLine }, { weight: 5, arbitrary: onLine }, end, other),
    );

    fc.assert(
      fc.property(fc.constantFrom(...routes), fc.array(step, { maxLength: 40 }), (route, steps) => {
        const terms = {
          ...licence,
          route,
          exclusivity: route === 'licence' ? ('exclusive' as const) : null,
          upfront: cny('100.00'),
        };
        let played = signed(terms).when(...toEffective).after;
        steps.forEach(([who, wanted], n) => {
          const { ledger } = played.state;
          const chosen = 'which' in wanted ? (ledger[wanted.which % ledger.length]?.id ?? '') : '';
          const intent = ((): ContractIntent => {
            switch (wanted.what) {
              case 'line': {
                const { kind: what, part, amount } = wanted;
                return line({ id: `l${n}`, kind: what, part, amount: `${amount}.00`, date: '2026-06-01' });
              }
              case 'reverseLine':
                return { command: 'reverseLine', lineId: chosen, id: `v${n}` };
              case 'end': {
                const stands = linesThatStand(played.state).map(({ id: lineId, amount }, i) => {
                  const kept = cny(`${wanted.keep[i] ?? 0}.00`);
                  return { lineId, amount: kept.compare(amount) > 0 ? amount : kept };
                });
                return { command: 'askEnd', on: day('2026-06-01'), ground: 'void', stands, reason: 'digest' };
              }
              case 'agreeEnd':
              case 'refuseEnd':
              case 'complete':
                return { command: wanted.what };
              default:
                return { command: wanted.what, lineId: chosen };
            }
          })();
          try {
            played = played.when([who, intent, '2026-06-02']).after;
          } catch (error) {
            expect(String(error)).toMatch(/contracts\.|common\./);
          }
        });
        const { ledger } = foldContract(played.events);
        expect(ledger.map(toRecord)).toEqual(played.state.ledger.map(toRecord));
        const total = (what: Parameters<typeof totalOf>[1], part: Parameters<typeof totalOf>[2]) =>
          totalOf(ledger, what, part, 'CNY');
        const zero = cny('0.00');
        const between = (low: Money, middle: Money, high: Money) => {
          expect(middle.compare(low)).toBeGreaterThanOrEqual(0);
          expect(high.compare(middle)).toBeGreaterThanOrEqual(0);
        };
        const fixedPart = rulesOf(route).fixedPart;
        const contracted = total('contracted', fixedPart);
        between(zero, contracted, terms.upfront);
        between(zero, total('refunded', 'fixed'), total('received', 'fixed'));
        between(zero, total('received', 'fixed'), contracted);
        between(zero, total('refunded', 'royalty'), total('received', 'royalty'));
        between(zero, total('contributed', 'equity'), contracted);
        between(zero, total('drawn', 'loan'), contracted);
        for (const basis of ['completion', 'effect', 'receipt']) {
          const counted = amountsIn(played).filter((one) => one.basis === basis);
          expect(
            Money.sum(
              counted.map(({ amount }) => amount),
              'CNY',
            ).isNegative(),
          ).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('the end of a contract', () => {
  const ask = (
    stands: Readonly<Record<string, string>>,
    ground: 'terminated' | 'void' = 'terminated',
  ): ContractStep => [
    'c',
    {
      command: 'askEnd',
      on: day('2026-07-01'),
      ground,
      stands: Object.entries(stands).map(([lineId, amount]) => ({ lineId, amount: cny(amount) })),
      reason: 'digest',
    },
    '2026-07-02',
  ];
  const nothing = { fixed: '0.00', r1: '0.00' };

  it('says of every line how much stands, and moves nothing before the other side agrees', () => {
    completed()
      .when(ask({ fixed: '0.00' }))
      .then('contracts.endIncomplete');
    const twice = [1, 2].map(() => ({ lineId: 'fixed', amount: cny('0.00') }));
    const end = { command: 'askEnd', on: day('2026-07-01'), ground: 'void', stands: twice, reason: 'digest' } as const;
    completed().when(['c', end, '2026-07-02']).then('contracts.endIncomplete');
    completed()
      .when(ask({ ...nothing, fixed: '200000.01' }))
      .then('contracts.standsTooMuch');
    // money that came cannot stand without the contract that it was paid for
    completed()
      .when(ask({ fixed: '100.00', r1: '200000.00' }))
      .then('contracts.overpaid');
    const asked = completed().when(ask(nothing, 'void')).after;
    expect(amountsIn(asked)).toEqual(amountsIn(completed()));
    expect(waitingIn(asked.state)).toEqual([{ side: 'supplier', what: 'end' }]);
    asked.when(['c', { command: 'agreeEnd' }]).then('common.wrongState');
    const refused = asked.when(['s', { command: 'refuseEnd' }]).after;
    expect(refused.state).toMatchObject({ state: 'completed', wantedEnd: null });
  });

  it('takes back what does not stand on the day on which both agree', () => {
    const played = completed().when(ask(nothing, 'void'), ['s', { command: 'agreeEnd' }, '2027-01-02']).after;
    expect(played.state).toMatchObject({ state: 'ended', endedOn: '2026-07-01' });
    for (const basis of ['completion', 'receipt'])
      expect([2026, 2027].map((year) => sum(played, basis, year, 'z1'))).toEqual(['140000.00', '-140000.00']);
  });

  it('keeps the part of a contracted sum that was performed', () => {
    const part = line({ id: 'r1', kind: 'received', part: 'fixed', amount: '50000.00', date: '2026-06-01' });
    const played = signed().when(
      ...toEffective,
      ['s', part, '2026-06-01'],
      ['c', { command: 'confirmLine', lineId: 'r1' }],
      ['c', { command: 'complete' }],
      ask({ fixed: '50000.00', r1: '50000.00' }),
      ['s', { command: 'agreeEnd' }],
    ).after;
    expect(sum(played, 'completion', 2026, 'z1')).toBe('35000.00');
  });

  it('leaves the whole of a line that came after the request, and nothing to do for one that was reversed since', () => {
    const played = completed().when(royalty('r2', '1.00', '2026-06-30')).after;
    const ended = played.when(
      ask({ ...nothing, r2: '1.00' }),
      ['s', { command: 'reverseLine', lineId: 'r2', id: 'v2' }],
      royalty('r3', '3.00', '2026-07-02'),
      ['s', { command: 'agreeEnd' }],
    ).after;
    expect(totalOf(ended.state.ledger, 'received', 'royalty', 'CNY').toString()).toBe('3.00');
    expect(totalOf(ended.state.ledger, 'contracted', 'fixed', 'CNY').toString()).toBe('0.00');
  });
});

describe('the term of a contract', () => {
  const inForceFrom = (on: string, termMonths: number | null) =>
    signed({ ...licence, termMonths }).when(['s', { command: 'makeEffective', on: day(on) }, '2026-05-31']).after.state;

  it.each([
    ['2026-05-02', 12, '2027-05-02'],
    ['2026-05-31', 9, '2027-02-28'], // no such day: the last of the month
    ['2026-05-31', null, null],
  ] as const)('in force from %s for %s months ends on %s', (from, months, lastDay) => {
    expect(termEndsOn(inForceFrom(from, months))).toBe(lastDay);
  });

  it('has not begun before the contract is in force', () => {
    expect(termEndsOn(signed().state)).toBeNull();
    expect(() => ranOut(signed().state, day('2040-01-01'))).toThrow('common.wrongState');
  });

  it('runs out once, on the day after its last, and leaves state and amounts as they are', () => {
    const { state, events } = completed();
    const lastDay = termEndsOn(state);
    if (!lastDay) throw new Error('a licence has a term');
    expect(() => ranOut(state, lastDay)).toThrow('common.wrongState');
    const { next, event } = ranOut(state, addDays(lastDay, 1));
    expect(next).toEqual({ ...state, ranOutOn: lastDay });
    expect(foldContract([...events, event])).toEqual(foldContract(events));
    expect(() => ranOut(next, addDays(lastDay, 2))).toThrow('common.wrongState');
  });
});
