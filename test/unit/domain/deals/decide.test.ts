import fc from 'fast-check';
import type { CalendarDate } from '../../../../server/domain/calendar.ts';
import { dealProcess, dealStates } from '../../../../server/domain/deals/deal-process.ts';
import { awaitedSide, type Deal } from '../../../../server/domain/deals/deal.ts';
import { type Circumstances, decideDeal, type DealIntent } from '../../../../server/domain/deals/decide.ts';
import type { DealEventType } from '../../../../server/domain/deals/deal-events.ts';
import { foldDeal } from '../../../../server/domain/deals/fold.ts';
import { amountLines } from '../../../../server/domain/deals/metrics.ts';
import type { DealTerms } from '../../../../server/domain/deals/terms.ts';
import type { FactOf } from '../../../../server/domain/events.ts';
import { allowedCommands } from '../../../../server/domain/process.ts';
import { Money } from '../../../../server/domain/money.ts';

const day = (text: string) => text as CalendarDate;
const cny = (amount: string) => Money.of(amount, 'CNY');
const licence: DealTerms = {
  route: 'licence',
  exclusivity: 'ordinary',
  territory: '全国',
  termMonths: 36,
  upfront: cny('200000.00'),
  royalty: { base: 'sales', rate: 300 },
  equityShare: null,
};
const fresh: Deal = {
  id: 'd',
  version: 1,
  state: 'talks',
  matchId: null,
  needId: null,
  patentIds: ['p'],
  supplierId: 's',
  demanderId: 'c',
  centreIds: ['z1', 'z2'],
  offers: [],
  agreed: null,
  contract: null,
  signedBy: [],
  signedOn: null,
  effectiveOn: null,
  completedOn: null,
  evidence: [],
  centreShares: [],
  proposedShares: null,
  ledger: [],
  reversals: [],
};
type DealEvent = FactOf<DealEventType>;
const file = { fileId: 'f', sha256: 'abc' };
let ids = 0;
const when = (roles: Circumstances['roles'], today = '2026-05-01'): Circumstances => ({
  roles,
  now: `${today}T02:00:00.000Z`,
  today: day(today),
  newId: () => `line-${++ids}`,
  proofOf: (text) => `proof of ${text}`,
  blocked: [],
});

/** Plays steps one after the other and keeps the events. */
function play(steps: readonly (readonly ['supplier' | 'demander' | 'facilitator', DealIntent, string?])[]) {
  ids = 0;
  let deal = fresh;
  const events: DealEvent[] = [];
  for (const [role, intent, today] of steps) {
    const { next, event } = decideDeal(deal, intent, when([role], today));
    deal = next;
    events.push(JSON.parse(JSON.stringify(event)) as DealEvent);
  }
  return { deal, events };
}

const toSigned = [
  ['supplier', { command: 'offer', terms: { ...licence, upfront: cny('300000.00') }, validUntil: null }],
  ['demander', { command: 'offer', terms: licence, validUntil: day('2026-05-20') }],
  ['supplier', { command: 'accept', number: 2 }],
  [
    'supplier',
    {
      command: 'proposeShares',
      shares: [
        { centreId: 'z1', weight: 7000 },
        { centreId: 'z2', weight: 3000 },
      ],
      reason: null,
    },
  ],
  ['demander', { command: 'confirmShares' }],
  ['facilitator', { command: 'attachContract', file }],
  ['supplier', { command: 'sign', sha256: 'abc' }],
  ['demander', { command: 'sign', sha256: 'abc' }],
] as const;
const toCompleted = [
  ...toSigned,
  ['supplier', { command: 'makeEffective', on: day('2026-05-02') }, '2026-05-02'],
  [
    'supplier',
    {
      command: 'recordLine',
      line: {
        id: 'r1',
        kind: 'received',
        part: 'fixed',
        amount: cny('200000.00'),
        date: day('2026-06-01'),
        proof: file,
      },
    },
    '2026-06-01',
  ],
  ['facilitator', { command: 'complete' }, '2026-06-02'],
] as const;

describe('a deal', () => {
  it('goes from an offer over a counter-offer to completion and counts for its centres by their shares', () => {
    const { deal, events } = play([
      ...toCompleted,
      [
        'supplier',
        {
          command: 'recordLine',
          line: {
            id: 'r2',
            kind: 'received',
            part: 'royalty',
            amount: cny('10000.01'),
            date: day('2027-02-01'),
            proof: null,
          },
        },
        '2027-02-03',
      ],
    ]);
    expect(deal.state).toBe('completed');
    expect(deal.completedOn).toBe('2026-06-01');
    const counted = amountLines(foldDeal(events));
    const sum = (basis: string, year: number, centreId: string) =>
      Money.sum(
        counted.filter((l) => l.basis === basis && l.year === year && l.centreId === centreId).map((l) => l.amount),
        'CNY',
      ).toString();
    expect(sum('completion', 2026, 'z1')).toBe('140000.00');
    expect(sum('completion', 2026, 'z2')).toBe('60000.00');
    expect(sum('completion', 2027, 'z1')).toBe('7000.01');
    expect(sum('completion', 2027, 'z2')).toBe('3000.00');
    expect(sum('receipt', 2026, 'z1')).toBe('140000.00');
    // contract and payment are on file for the fixed part, the royalty was only declared
    expect(counted.find((l) => l.basis === 'completion' && l.year === 2026)?.level).toBe(2);
    expect(counted.find((l) => l.basis === 'completion' && l.year === 2027)?.level).toBe(0);
  });

  it('binds an acceptance to one exact offer', () => {
    expect(() =>
      play([
        ['supplier', { command: 'offer', terms: licence, validUntil: null }],
        ['supplier', { command: 'offer', terms: licence, validUntil: null }],
        ['demander', { command: 'accept', number: 1 }],
      ]),
    ).toThrow('deals.notTheOpenOffer');
  });

  it('lets nobody accept their own offer, nor one that has run out', () => {
    const offer = ['supplier', { command: 'offer', terms: licence, validUntil: day('2026-05-03') }] as const;
    expect(() => play([offer, ['supplier', { command: 'accept', number: 1 }]])).toThrow('common.wrongState');
    expect(() => play([offer, ['demander', { command: 'accept', number: 1 }, '2026-05-04']])).toThrow(
      'deals.offerExpired',
    );
  });

  it('asks for both signatures on the same bytes, and forgets the first when the contract changes', () => {
    expect(() => play([...toSigned.slice(0, 6), ['supplier', { command: 'sign', sha256: 'other' }]])).toThrow(
      'deals.notTheContract',
    );
    const { deal } = play([
      ...toSigned.slice(0, 7),
      ['demander', { command: 'attachContract', file: { fileId: 'g', sha256: 'xyz' } }],
      ['demander', { command: 'sign', sha256: 'xyz' }],
    ]);
    expect(deal.state).toBe('agreed');
  });

  it('is not signed against the law', () => {
    const { deal } = play(toSigned.slice(0, 6));
    expect(() =>
      decideDeal(deal, { command: 'sign', sha256: 'abc' }, { ...when(['supplier']), blocked: ['patentEnded'] }),
    ).toThrow('deals.blockedByLaw');
  });

  it('neither takes effect nor completes while the patent is another contract’s', () => {
    const blocked = { ...when(['supplier'], '2026-06-02'), blocked: ['alreadyTransferred'] };
    const effect = { command: 'makeEffective', on: day('2026-05-02') } as const;
    expect(() => decideDeal(play(toSigned).deal, effect, blocked)).toThrow('deals.blockedByLaw');
    const { deal } = play(toCompleted.slice(0, -1));
    expect(() => decideDeal(deal, { command: 'complete' }, blocked)).toThrow('deals.blockedByLaw');
  });

  it('completes only when the condition of its route holds', () => {
    expect(() =>
      play([
        ...toSigned,
        ['supplier', { command: 'makeEffective', on: day('2026-05-02') }, '2026-05-02'],
        ['supplier', { command: 'complete' }],
      ]),
    ).toThrow('common.wrongState');
  });

  it('never counts a receipt beyond the contract, and a reversal takes back exactly what it names, once', () => {
    const over = {
      id: 'x',
      kind: 'received',
      part: 'fixed',
      amount: cny('0.01'),
      date: day('2026-06-02'),
      proof: null,
    } as const;
    expect(() => play([...toCompleted, ['supplier', { command: 'recordLine', line: over }, '2026-06-02']])).toThrow(
      'deals.overpaid',
    );
    const reverse = [
      ['demander', { command: 'reverseLine', lineId: 'r1', id: 'rr' }, '2027-01-04'],
      ['supplier', { command: 'agreeReversal', lineId: 'r1' }, '2027-01-05'],
    ] as const;
    const { events } = play([...toCompleted, ...reverse]);
    const receipts = amountLines(foldDeal(events)).filter((l) => l.basis === 'receipt' && l.centreId === 'z1');
    expect(receipts.map((l) => [l.year, l.amount.toString()])).toEqual([
      [2026, '140000.00'],
      [2027, '-140000.00'],
    ]);
    expect(() =>
      play([...toCompleted, ...reverse, ['demander', { command: 'reverseLine', lineId: 'r1', id: 'r3' }]]),
    ).toThrow('deals.alreadyReversed');
    expect(() =>
      play([...toCompleted, ...reverse, ['demander', { command: 'reverseLine', lineId: 'rr', id: 'r3' }]]),
    ).toThrow('deals.alreadyReversed');
  });

  it('moves no amount by the wish of one side: a reversal waits for the other, who may refuse it', () => {
    const ask = ['supplier', { command: 'reverseLine', lineId: 'r1', id: 'rr' }, '2027-01-05'] as const;
    const before = amountLines(foldDeal(play(toCompleted).events));
    const asked = play([...toCompleted, ask]);
    expect(amountLines(foldDeal(asked.events))).toEqual(before);
    expect(awaitedSide(asked.deal)).toBe('demander');
    for (const role of ['supplier', 'facilitator'] as const) {
      expect(() => play([...toCompleted, ask, [role, { command: 'agreeReversal', lineId: 'r1' }]])).toThrow(
        role === 'supplier' ? 'common.wrongState' : 'common.notAllowed',
      );
    }
    expect(() => play([...toCompleted, ask, ask])).toThrow('deals.reversalAsked');
    const { deal, events } = play([...toCompleted, ask, ['demander', { command: 'refuseReversal', lineId: 'r1' }]]);
    expect(amountLines(foldDeal(events))).toEqual(before);
    expect(deal.reversals).toMatchObject([{ lineId: 'r1', by: 'supplier', state: 'refused' }]);
    expect(awaitedSide(deal)).toBeNull();
    expect(() => play([...toCompleted, ask, ['demander', { command: 'agreeReversal', lineId: 'another' }]])).toThrow(
      'deals.nothingToConfirm',
    );
  });

  it('lets a side take back its own word that nothing proves, and confirms no line that was taken back', () => {
    const line = {
      id: 'r2',
      kind: 'received',
      part: 'royalty',
      amount: cny('10.00'),
      date: day('2026-06-02'),
      proof: null,
    } as const;
    const reversed = play([
      ...toCompleted,
      ['supplier', { command: 'recordLine', line }, '2026-06-02'],
      ['supplier', { command: 'reverseLine', lineId: 'r2', id: 'rr' }, '2026-06-03'],
    ]);
    expect(reversed.deal.ledger.map(({ id }) => id)).toContain('rr');
    for (const lineId of ['r2', 'rr']) {
      expect(() => decideDeal(reversed.deal, { command: 'confirmLine', lineId }, when(['demander']))).toThrow(
        'deals.nothingToConfirm',
      );
    }
  });

  it('fixes for whom it counts when it completes; what was not confirmed by then counts for nobody', () => {
    const shares = [{ centreId: 'z2', weight: 10_000 }];
    const late = ['demander', { command: 'proposeShares', shares, reason: null }, '2026-06-01'] as const;
    const { deal } = play([...toCompleted.slice(0, -1), late, ...toCompleted.slice(-1)]);
    expect(deal.proposedShares).toBeNull();
    expect(deal.centreShares).toHaveLength(2);
    expect(() => play([...toCompleted, late])).toThrow('deals.sharesFixed');
  });

  it('corrects shares with a reason by their difference, on its day: what has counted is not changed', () => {
    const royalty = (id: string, on: string) =>
      [
        'supplier',
        {
          command: 'recordLine',
          line: { id, kind: 'received', part: 'royalty', amount: cny('100.00'), date: day(on), proof: null },
        },
        on,
      ] as const;
    const correct = (shares: readonly { centreId: string; weight: number }[], on: string) =>
      [
        ['supplier', { command: 'proposeShares', shares, reason: 'digest' }, on],
        ['demander', { command: 'confirmShares' }, on],
      ] as const;
    const { events } = play([
      ...toCompleted,
      royalty('r2', '2026-07-01'),
      ...correct([{ centreId: 'z2', weight: 10_000 }], '2027-03-01'),
      royalty('r3', '2027-04-01'),
      ...correct([], '2028-03-01'),
    ]);
    const counted = amountLines(foldDeal(events)).filter(({ basis }) => basis === 'completion');
    const sum = (year: number, centreId: string) =>
      Money.sum(
        counted.filter((line) => line.year === year && line.centreId === centreId).map(({ amount }) => amount),
        'CNY',
      ).toString();
    expect(['z1', 'z2'].map((id) => sum(2026, id))).toEqual(['140070.00', '60030.00']);
    expect(['z1', 'z2'].map((id) => sum(2027, id))).toEqual(['-140070.00', '140170.00']);
    expect(['z1', 'z2'].map((id) => sum(2028, id))).toEqual(['0.00', '-200200.00']);
    const ids = counted.map(({ lineId, centreId, correction }) => [lineId, centreId, correction].join());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('counts as certified (L3) by the certificate itself, never by a number that somebody typed', () => {
    const evidence = { kind: 'technologyContract', number: '2026330100000001', date: day('2026-06-02') } as const;
    const record = (proof: typeof file | null) =>
      ['facilitator', { command: 'recordEvidence', evidence: { ...evidence, file: proof } }, '2026-06-03'] as const;
    expect(() => play([...toCompleted, record(null)])).toThrow('deals.certificateMissing');
    const levels = (events: readonly DealEvent[]) => new Set(amountLines(foldDeal(events)).map(({ level }) => level));
    expect(levels(play([...toCompleted, record(file)]).events)).toEqual(new Set([3]));
    const typed: DealEvent = {
      type: 'deal.evidenceRecorded',
      data: { evidence: { ...evidence, file: null }, by: 'supplier' },
    };
    expect(levels([...play(toCompleted).events, typed])).toEqual(new Set([2]));
  });

  it('gives a centre a share only when both sides confirm and all shares total 10,000', () => {
    const propose = (shares: { centreId: string; weight: number }[]) =>
      play([['supplier', { command: 'proposeShares', shares, reason: null }]]);
    expect(() => propose([{ centreId: 'z1', weight: 9999 }])).toThrow('deals.sharesTotal');
    expect(() =>
      propose([
        { centreId: 'z1', weight: 5000 },
        { centreId: 'z1', weight: 5000 },
      ]),
    ).toThrow('deals.sharesTotal');
    expect(() => propose([{ centreId: 'stranger', weight: 10_000 }])).toThrow('deals.shareOfStranger');
    const { deal } = play([
      ['facilitator', { command: 'proposeShares', shares: [{ centreId: 'z1', weight: 10_000 }], reason: null }],
      ['supplier', { command: 'confirmShares' }],
    ]);
    expect(deal.centreShares).toEqual([]);
    expect(deal.proposedShares?.confirmedBy).toEqual(['supplier']);
  });

  it('offers in every state and role exactly the commands that its table allows, and decide agrees', () => {
    const roles = ['supplier', 'demander', 'facilitator', 'system'] as const;
    const { deal } = play(toSigned);
    fc.assert(
      fc.property(fc.constantFrom(...dealStates), fc.constantFrom(...roles), (state, role) => {
        const at = { ...deal, state };
        const facts = {
          isMyMove: false,
          isMyOffer: false,
          hasContract: true,
          iHaveSigned: true,
          otherHasSigned: true,
          hasProposedShares: false,
          iHaveConfirmedShares: false,
          reversalAwaitsMe: false,
          hasOpenReversal: false,
          isFulfilled: false,
        };
        const allowed = allowedCommands(dealProcess, state, [role], facts);
        const close: DealIntent = { command: 'close', reason: 'r' };
        const run = () => decideDeal(at, close, when([role]));
        if (allowed.includes('close')) expect(run().next.state).toBe('closed');
        else expect(run).toThrow();
      }),
    );
  });
});
