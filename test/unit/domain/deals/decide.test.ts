import { awaitedSide, beginning } from '../../../../server/domain/deals/deal.ts';
import type { DealEventType } from '../../../../server/domain/deals/deal-events.ts';
import type { DealRole } from '../../../../server/domain/deals/deal-process.ts';
import { type Circumstances, decideDeal, type DealIntent } from '../../../../server/domain/deals/decide.ts';
import type { FactOf } from '../../../../server/domain/events.ts';
import { cny, day, file, licence } from '../../../support/contract-examples.ts';

const fresh = beginning('d', {
  matchId: null,
  needId: null,
  patentIds: ['p'],
  supplierId: 's',
  demanderId: 'c',
  centreIds: ['z1'],
});
const when = (roles: Circumstances['roles'], today = '2026-05-01'): Circumstances => ({
  roles,
  now: `${today}T02:00:00.000Z`,
  today: day(today),
  blocked: [],
  proofOf: (text) => `proof of ${text}`,
});

/** Plays steps one after the other and keeps the events. */
function play(steps: readonly (readonly [DealRole, DealIntent, string?])[]) {
  let deal = fresh;
  const events: FactOf<DealEventType>[] = [];
  for (const [role, intent, today] of steps) {
    const { next, event } = decideDeal(deal, intent, when([role], today));
    deal = next;
    events.push(event);
  }
  return { deal, events };
}

const toAgreed = [
  ['supplier', { command: 'offer', terms: { ...licence, upfront: cny('300000.00') }, validUntil: null }],
  ['demander', { command: 'offer', terms: licence, validUntil: day('2026-05-20') }],
  ['supplier', { command: 'accept', number: 2 }],
] as const;
const toFirst = [
  ...toAgreed,
  ['facilitator', { command: 'attachFile', file }],
  ['supplier', { command: 'confirmFile', sha256: 'abc' }],
] as const;

describe('a deal', () => {
  it('goes from an offer over a counter-offer to a file that both sides confirm', () => {
    const { deal, events } = play([...toFirst, ['demander', { command: 'confirmFile', sha256: 'abc' }, '2026-05-02']]);
    expect(deal).toMatchObject({ state: 'signed', signedOn: '2026-05-02', confirmedBy: ['supplier', 'demander'] });
    expect(deal.agreed).toEqual({ number: 2, terms: licence });
    expect(events.map(({ type }) => type)).toEqual([
      'deal.offered',
      'deal.offered',
      'deal.accepted',
      'deal.fileAttached',
      'deal.fileConfirmed',
      'deal.signed',
    ]);
  });

  it('keeps of what people write only the proof in its events', () => {
    const [offered] = play(toAgreed).events;
    expect(offered).toMatchObject({
      data: { terms: { territory: { codes: ['000000'], wordsDigest: 'proof of 全国' } } },
    });
    expect(JSON.stringify(offered)).not.toContain('"words"');
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

  it.each([
    [{ exclusivity: null }, 'exclusivity'],
    [{ termMonths: null }, 'termMonths'],
    [{ equityShare: 800 }, 'equityShare'],
    [{ territory: { codes: [], words: '全国' } }, 'territory'],
    [{ upfront: cny('0.00'), royalty: null, exclusivity: 'sole' }, 'upfront'],
  ] as const)('refuses terms that do not fit together: %j', (part, field) => {
    expect.assertions(1);
    try {
      play([['supplier', { command: 'offer', terms: { ...licence, ...part }, validUntil: null }]]);
    } catch (error) {
      expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field } });
    }
  });

  it('asks both sides for the same bytes, and forgets who confirmed when the file changes', () => {
    expect(() => play([...toFirst.slice(0, 4), ['supplier', { command: 'confirmFile', sha256: 'other' }]])).toThrow(
      'deals.notTheFile',
    );
    const { deal } = play([
      ...toFirst,
      ['demander', { command: 'attachFile', file: { fileId: 'g', sha256: 'xyz' } }],
      ['demander', { command: 'confirmFile', sha256: 'xyz' }],
    ]);
    expect(deal).toMatchObject({ state: 'agreed', confirmedBy: ['demander'] });
  });

  it('lets a side take its confirmation back until the other has given its own', () => {
    const back = ['supplier', { command: 'withdrawConfirmation' }] as const;
    const { deal } = play([...toFirst, back]);
    expect(deal).toMatchObject({ state: 'agreed', confirmedBy: [] });
    expect(awaitedSide(deal)).toBeNull();
    expect(() => play([...toFirst, ['demander', { command: 'withdrawConfirmation' }]])).toThrow('common.wrongState');
    expect(() => play([...toFirst, ['demander', { command: 'confirmFile', sha256: 'abc' }], back])).toThrow(
      'common.wrongState',
    );
  });

  it('is not signed against the law', () => {
    const { deal } = play(toFirst);
    expect(() =>
      decideDeal(deal, { command: 'confirmFile', sha256: 'abc' }, { ...when(['demander']), blocked: ['patentEnded'] }),
    ).toThrow('contracts.blockedByLaw');
  });
});
