import fc from 'fast-check';
import { amountLines } from '../../../../server/domain/contracts/amounts.ts';
import { waitsFor } from '../../../../server/domain/contracts/contract.ts';
import { type ContractIntent, decideContract } from '../../../../server/domain/contracts/decide.ts';
import { linesThatStand } from '../../../../server/domain/contracts/ending.ts';
import { foldContract } from '../../../../server/domain/contracts/fold.ts';
import { toRecord, totalOf } from '../../../../server/domain/contracts/ledger.ts';
import { routes, rulesOf } from '../../../../server/domain/contracts/routes/routes.ts';
import { Money } from '../../../../server/domain/money.ts';
import {
  cny,
  day,
  file,
  licence,
  line,
  play,
  type Played,
  receipt,
  signed,
  type Step,
} from '../../../support/contract-examples.ts';

const toEffective: readonly Step[] = [
  [
    's',
    {
      command: 'proposeShares',
      shares: [
        { centreId: 'z1', weight: 7000 },
        { centreId: 'z2', weight: 3000 },
      ],
      reason: null,
    },
  ],
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
const toCompleted: readonly Step[] = [
  ...toEffective,
  ['s', received, '2026-06-01'],
  ['c', { command: 'confirmLine', lineId: 'r1' }],
  ['z1', { command: 'complete' }, '2026-06-02'],
];
const completed = () => play(signed(), toCompleted);

const amountsIn = ({ events }: Played) => amountLines(foldContract(events));
const sum = (played: Played, basis: string, year: number, centreId: string) =>
  Money.sum(
    amountsIn(played)
      .filter((one) => one.basis === basis && one.year === year && one.centreId === centreId)
      .map(({ amount }) => amount),
    'CNY',
  ).toString();
const royalty = (id: string, amount: string, date: string): Step => [
  's',
  line({ id, kind: 'received', part: 'royalty', amount, date }),
  date,
];

describe('a contract', () => {
  it('goes from its signature to completion and counts for its centres by their shares', () => {
    const played = play(completed(), [royalty('r2', '10000.01', '2027-02-01')]);
    expect(played.contract).toMatchObject({ state: 'completed', completedOn: '2026-06-01' });
    expect(['z1', 'z2'].map((id) => sum(played, 'completion', 2026, id))).toEqual(['140000.00', '60000.00']);
    expect(['z1', 'z2'].map((id) => sum(played, 'completion', 2027, id))).toEqual(['7000.01', '3000.00']);
    expect(sum(played, 'receipt', 2026, 'z1')).toBe('140000.00');
  });

  it('completes only when the condition of its route holds, by what both sides say', () => {
    const complete: Step = ['z1', { command: 'complete' }, '2026-06-02'];
    const filing = { id: 'e', kind: 'filing', number: '备 1', date: day('2026-05-03'), file: null } as const;
    for (const alone of [
      [],
      [['s', received, '2026-06-01']],
      [['z1', { command: 'recordEvidence', evidence: filing }, '2026-05-03']],
      [['s', { command: 'recordEvidence', evidence: filing }, '2026-05-03']],
    ] as Step[][]) {
      expect(() => play(signed(), [...toEffective, ...alone, complete])).toThrow('common.wrongState');
    }
    const { contract } = play(signed(), [
      ...toEffective,
      ['z1', { command: 'recordEvidence', evidence: filing }, '2026-05-03'],
      ['c', { command: 'confirmEvidence', evidenceId: 'e' }],
      complete,
    ]);
    expect(contract.completedOn).toBe('2026-05-03');
  });

  it('lets nobody confirm their own evidence, and a centre none', () => {
    const filing = { id: 'e', kind: 'filing', number: '备 1', date: day('2026-05-03'), file } as const;
    const filed = play(signed(), [
      ...toEffective,
      ['s', { command: 'recordEvidence', evidence: filing }, '2026-05-03'],
    ]);
    const confirm = { command: 'confirmEvidence', evidenceId: 'e' } as const;
    expect(() => play(filed, [['s', confirm]])).toThrow('common.wrongState');
    expect(() => play(filed, [['z1', confirm]])).toThrow('common.notAllowed');
    const { contract } = play(filed, [['c', confirm]]);
    expect(contract.evidence).toMatchObject([{ filedBy: 's', confirmedBy: ['c'] }]);
  });

  it('neither takes effect nor completes while the patent is another contract’s', () => {
    const blocked = ['alreadyTransferred'];
    expect(() => play(signed(), toEffective, blocked)).toThrow('contracts.blockedByLaw');
    const paid = play(signed(), toCompleted.slice(0, -1));
    expect(() => play(paid, toCompleted.slice(-1), blocked)).toThrow('contracts.blockedByLaw');
  });

  it('moves no amount by the wish of one side: a reversal waits for the other, who may refuse it', () => {
    const ask: Step = ['s', { command: 'reverseLine', lineId: 'r1', id: 'rr' }, '2027-01-05'];
    const before = amountsIn(completed());
    const asked = play(completed(), [ask]);
    expect(amountsIn(asked)).toEqual(before);
    expect(waitsFor(asked.contract)).toEqual([{ side: 'demander', what: 'reversal' }]);
    expect(() => play(asked, [['s', { command: 'agreeReversal', lineId: 'r1' }]])).toThrow('common.wrongState');
    expect(() => play(asked, [['z1', { command: 'agreeReversal', lineId: 'r1' }]])).toThrow('common.notAllowed');
    expect(() => play(asked, [ask])).toThrow('contracts.reversalAsked');
    const refused = play(asked, [['c', { command: 'refuseReversal', lineId: 'r1' }]]);
    expect(amountsIn(refused)).toEqual(before);
    expect(refused.contract.reversals).toMatchObject([{ lineId: 'r1', by: 'supplier', state: 'refused' }]);
    expect(() => play(asked, [['c', { command: 'agreeReversal', lineId: 'another' }]])).toThrow(
      'contracts.nothingToConfirm',
    );
  });

  it('takes a line back in the year in which both agree, exactly what it names, and once', () => {
    const taken = play(completed(), [
      ['c', { command: 'reverseLine', lineId: 'r1', id: 'rr' }, '2027-01-04'],
      ['s', { command: 'agreeReversal', lineId: 'r1' }, '2027-01-05'],
    ]);
    expect([2026, 2027].map((year) => sum(taken, 'receipt', year, 'z1'))).toEqual(['140000.00', '-140000.00']);
    for (const lineId of ['r1', 'rr']) {
      expect(() => play(taken, [['c', { command: 'reverseLine', lineId, id: 'r3' }]])).toThrow(
        'contracts.alreadyReversed',
      );
    }
  });

  it('lets a side take back its own word that nothing proves, and confirms no line that was taken back', () => {
    const { contract } = play(completed(), [
      royalty('r2', '10.00', '2026-06-02'),
      ['s', { command: 'reverseLine', lineId: 'r2', id: 'rr' }, '2026-06-03'],
    ]);
    expect(contract.ledger.map(({ id }) => id)).toContain('rr');
    expect(waitsFor(contract)).toEqual([]);
    for (const lineId of ['r2', 'rr']) {
      const when = { organisationId: 'c', today: day('2026-06-03'), newId: () => 'n', blocked: [] };
      expect(() => decideContract(contract, { command: 'confirmLine', lineId }, when)).toThrow('common.wrongState');
    }
  });

  it('fixes for whom it counts when it completes; what was not confirmed by then counts for nobody', () => {
    const shares = [{ centreId: 'z2', weight: 10_000 }];
    const late: Step = ['c', { command: 'proposeShares', shares, reason: null }, '2026-06-01'];
    const { contract } = play(signed(), [...toCompleted.slice(0, -1), late, ...toCompleted.slice(-1)]);
    expect(contract.proposedShares).toBeNull();
    expect(contract.centreShares).toHaveLength(2);
    expect(() => play(completed(), [late])).toThrow('contracts.sharesFixed');
  });

  it('corrects shares with a reason by their difference, on its day: what has counted is not changed', () => {
    const correct = (shares: readonly { centreId: string; weight: number }[], on: string): Step[] => [
      ['s', { command: 'proposeShares', shares, reason: 'digest' }, on],
      ['c', { command: 'confirmShares' }, on],
    ];
    const played = play(completed(), [
      royalty('r2', '100.00', '2026-07-01'),
      ...correct([{ centreId: 'z2', weight: 10_000 }], '2027-03-01'),
      royalty('r3', '100.00', '2027-04-01'),
      ...correct([], '2028-03-01'),
    ]);
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
    const propose = (...weights: (readonly [string, number])[]) =>
      play(signed(), [
        [
          'z1',
          {
            command: 'proposeShares',
            shares: weights.map(([centreId, weight]) => ({ centreId, weight })),
            reason: null,
          },
        ],
      ]);
    expect(() => propose(['z1', 9999])).toThrow('contracts.sharesTotal');
    expect(() => propose(['z1', 5000], ['z1', 5000])).toThrow('contracts.sharesTotal');
    expect(() => propose(['stranger', 10_000])).toThrow('contracts.shareOfStranger');
    const { contract } = play(propose(['z1', 10_000]), [['s', { command: 'confirmShares' }]]);
    expect(contract.centreShares).toEqual([]);
    expect(contract.proposedShares?.confirmedBy).toEqual(['supplier']);
  });

  it('waits for the side whose word is missing, whatever is asked', () => {
    const asked = play(signed(), [...toEffective.slice(2), ['s', received, '2026-06-01']]);
    expect(waitsFor(asked.contract)).toEqual([{ side: 'demander', what: 'line' }]);
    expect(waitsFor(signed().contract).map(({ what }) => what)).toEqual(['effect', 'effect']);
  });
});

describe('money of a contract', () => {
  const refund = (amount: string, on: string): Step[] => [
    ['s', line({ id: `f${on}`, kind: 'refunded', part: 'fixed', amount, date: on }), on],
    ['c', { command: 'confirmLine', lineId: `f${on}` }],
  ];

  it('is never received beyond what was contracted, nor refunded beyond what was received', () => {
    const more = line({ id: 'x', kind: 'received', part: 'fixed', amount: '0.01', date: '2026-06-02' });
    expect(() => play(completed(), [['s', more, '2026-06-02']])).toThrow('contracts.overpaid');
    expect(() => play(completed(), refund('200000.01', '2026-06-03'))).toThrow('contracts.overRefunded');
    expect(() => play(completed(), [...refund('60000.00', '2026-06-03'), ['s', more, '2026-06-04']])).toThrow(
      'contracts.overpaid',
    );
  });

  it('that was refunded in part keeps its receipt until the refund is taken back', () => {
    const reverse: Step[] = [['s', { command: 'reverseLine', lineId: 'r1', id: 'rr' }, '2026-06-04']];
    expect(() => play(completed(), [...refund('60000.00', '2026-06-03'), ...reverse])).toThrow(
      'contracts.overRefunded',
    );
    const asked = play(completed(), reverse);
    expect(() =>
      play(asked, [...refund('60000.00', '2026-06-05'), ['c', { command: 'agreeReversal', lineId: 'r1' }]]),
    ).toThrow('contracts.overRefunded');
  });

  it('that goes back is taken off the headline in the year in which it goes, of the fixed price too', () => {
    const played = play(completed(), refund('60000.00', '2027-03-01'));
    expect([2026, 2027].map((year) => sum(played, 'completion', year, 'z1'))).toEqual(['140000.00', '-42000.00']);
  });

  it('comes and goes back after the end, but nothing new is due', () => {
    const stands = [
      { lineId: 'fixed', amount: cny('200000.00') },
      { lineId: 'r1', amount: cny('200000.00') },
    ];
    const ended = play(completed(), [
      ['c', { command: 'askEnd', on: day('2026-07-01'), ground: 'terminated', stands, reason: 'digest' }, '2026-07-02'],
      ['s', { command: 'agreeEnd' }],
    ]);
    const played = play(ended, refund('200000.00', '2027-03-01'));
    expect(sum(played, 'completion', 2027, 'z1')).toBe('-140000.00');
    const due = line({ id: 'd', kind: 'due', part: 'fixed', amount: '1.00', date: '2027-04-01' });
    expect(() => play(ended, [['s', due, '2027-03-01']])).toThrow('contracts.ended');
  });

  it('of a line that never was agreed or that does not belong to the route is refused', () => {
    const drawn = line({ id: 'd', kind: 'drawn', part: 'loan', amount: '1.00', date: '2026-06-01' });
    expect(() => play(completed(), [['s', drawn, '2026-06-02']])).toThrow('contracts.partOfRoute');
    const nothing = line({ id: 'd', kind: 'received', part: 'royalty', amount: '0.00', date: '2026-06-01' });
    expect(() => play(completed(), [['s', nothing, '2026-06-02']])).toThrow('contracts.notPositive');
    const again = line({ id: 'r1', kind: 'received', part: 'royalty', amount: '1.00', date: '2026-06-01' });
    expect(() => play(completed(), [['s', again, '2026-06-02']])).toThrow('contracts.lineExists');
  });

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
        let played = play(signed(terms), toEffective);
        steps.forEach(([who, wanted], n) => {
          const { ledger } = played.contract;
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
                const stands = linesThatStand(played.contract).map(({ id: lineId, amount }, i) => {
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
            played = play(played, [[who, intent, '2026-06-02']]);
          } catch (error) {
            expect(String(error)).toMatch(/contracts\.|common\./);
          }
        });
        const { ledger } = foldContract(played.events);
        expect(ledger.map(toRecord)).toEqual(played.contract.ledger.map(toRecord));
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
  const ask = (stands: readonly (readonly [string, string])[], ground: 'terminated' | 'void' = 'terminated'): Step => [
    'c',
    {
      command: 'askEnd',
      on: day('2026-07-01'),
      ground,
      stands: stands.map(([lineId, amount]) => ({ lineId, amount: cny(amount) })),
      reason: 'digest',
    },
    '2026-07-02',
  ];

  it('says of every line how much stands, and moves nothing before the other side agrees', () => {
    expect(() => play(completed(), [ask([['fixed', '0.00']])])).toThrow('contracts.endIncomplete');
    expect(() =>
      play(completed(), [
        ask([
          ['fixed', '0.00'],
          ['fixed', '0.00'],
        ]),
      ]),
    ).toThrow('contracts.endIncomplete');
    expect(() =>
      play(completed(), [
        ask([
          ['fixed', '200000.01'],
          ['r1', '0.00'],
        ]),
      ]),
    ).toThrow('contracts.standsTooMuch');
    // money that came cannot stand without the contract that it was paid for
    expect(() =>
      play(completed(), [
        ask([
          ['fixed', '100.00'],
          ['r1', '200000.00'],
        ]),
      ]),
    ).toThrow('contracts.overpaid');
    const asked = play(completed(), [
      ask(
        [
          ['fixed', '0.00'],
          ['r1', '0.00'],
        ],
        'void',
      ),
    ]);
    expect(amountsIn(asked)).toEqual(amountsIn(completed()));
    expect(waitsFor(asked.contract)).toEqual([{ side: 'supplier', what: 'end' }]);
    expect(() => play(asked, [['c', { command: 'agreeEnd' }]])).toThrow('common.wrongState');
    const refused = play(asked, [['s', { command: 'refuseEnd' }]]);
    expect(refused.contract).toMatchObject({ state: 'completed', wantedEnd: null });
  });

  it('takes back what does not stand on the day on which both agree', () => {
    const played = play(completed(), [
      ask(
        [
          ['fixed', '0.00'],
          ['r1', '0.00'],
        ],
        'void',
      ),
      ['s', { command: 'agreeEnd' }, '2027-01-02'],
    ]);
    expect(played.contract).toMatchObject({ state: 'ended', endedOn: '2026-07-01' });
    expect([2026, 2027].map((year) => sum(played, 'completion', year, 'z1'))).toEqual(['140000.00', '-140000.00']);
    expect([2026, 2027].map((year) => sum(played, 'receipt', year, 'z1'))).toEqual(['140000.00', '-140000.00']);
  });

  it('keeps the part of a contracted sum that was performed', () => {
    const part = line({ id: 'r1', kind: 'received', part: 'fixed', amount: '50000.00', date: '2026-06-01' });
    const played = play(signed(), [
      ...toEffective,
      ['s', part, '2026-06-01'],
      ['c', { command: 'confirmLine', lineId: 'r1' }],
      ['c', { command: 'complete' }],
      ask([
        ['fixed', '50000.00'],
        ['r1', '50000.00'],
      ]),
      ['s', { command: 'agreeEnd' }],
    ]);
    expect(sum(played, 'completion', 2026, 'z1')).toBe('35000.00');
  });

  it('is asked anew when the ledger has changed meanwhile', () => {
    const asked = play(completed(), [
      ask([
        ['fixed', '0.00'],
        ['r1', '0.00'],
      ]),
    ]);
    expect(() => play(asked, [royalty('r2', '1.00', '2026-07-02'), ['s', { command: 'agreeEnd' }]])).toThrow(
      'contracts.endIncomplete',
    );
  });
});
