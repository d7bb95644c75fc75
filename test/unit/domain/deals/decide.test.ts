import { awaitedSide, beginning, type Deal } from '../../../../server/domain/deals/deal.ts';
import type { DealEventType } from '../../../../server/domain/deals/deal-events.ts';
import type { DealRole } from '../../../../server/domain/deals/deal-process.ts';
import { decideDeal, type DealIntent } from '../../../../server/domain/deals/decide.ts';
import type { FactOf } from '../../../../server/domain/events.ts';
import { cny, day, file, licence } from '../../../support/contract-examples.ts';
import { decider, type Step } from '../../../support/given.ts';

const fresh = beginning('d', {
  matchId: null,
  needId: null,
  patentIds: ['p'],
  supplierId: 's',
  demanderId: 'c',
  centreIds: ['z1'],
});
const given = (blocked: readonly string[] = []) =>
  decider<Deal, DealRole, DealIntent, FactOf<DealEventType>>((deal, { who, intent, today }) =>
    decideDeal(deal, intent, {
      ...{ roles: [who], now: `${today}T02:00:00.000Z`, today, blocked },
      proofOf: (text) => `proof of ${text}`,
    }),
  );
const talks = given()(fresh);
type DealStep = Step<DealRole, DealIntent>;

const offer = (who: DealRole, terms = licence, validUntil: string | null = null): DealStep => [
  who,
  { command: 'offer', terms, validUntil: validUntil === null ? null : day(validUntil) },
];
const accept = (who: DealRole, number: number, on = '2026-05-01'): DealStep => [who, { command: 'accept', number }, on];
const confirm = (who: DealRole, sha256 = 'abc'): DealStep => [who, { command: 'confirmFile', sha256 }];
const toAgreed = [
  offer('supplier', { ...licence, upfront: cny('300000.00') }),
  offer('demander', licence, '2026-05-20'),
  accept('supplier', 2),
];
const toFile: readonly DealStep[] = [...toAgreed, ['facilitator', { command: 'attachFile', file }]];
const toFirst = [...toFile, confirm('supplier')];

describe('a deal', () => {
  it('goes from an offer over a counter-offer to a file that both sides confirm', () => {
    const signed = talks.when(...toFirst, ['demander', { command: 'confirmFile', sha256: 'abc' }, '2026-05-02']);
    signed.then({ type: 'deal.signed', data: { signedOn: '2026-05-02' } });
    const { state, events } = signed.after;
    expect(state).toMatchObject({ state: 'signed', signedOn: '2026-05-02', confirmedBy: ['supplier', 'demander'] });
    expect(state.agreed).toEqual({ number: 2, terms: licence });
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
    const offered = talks.when(offer('supplier'));
    offered.then({
      type: 'deal.offered',
      data: { terms: { territory: { codes: ['000000'], wordsDigest: 'proof of 全国' } } },
    });
    expect(JSON.stringify(offered.after.events)).not.toContain('"words"');
  });

  it('binds an acceptance to one exact offer', () =>
    talks.when(offer('supplier'), offer('supplier'), accept('demander', 1)).then('deals.notTheOpenOffer'));

  it('lets nobody accept their own offer, nor one that has run out', () => {
    const offered = talks.when(offer('supplier', licence, '2026-05-03')).after;
    offered.when(accept('supplier', 1)).then('common.wrongState');
    offered.when(accept('demander', 1, '2026-05-04')).then('deals.offerExpired');
  });

  it.each([
    [{ exclusivity: null }, 'exclusivity'],
    [{ termMonths: null }, 'termMonths'],
    [{ equityShare: 800 }, 'equityShare'],
    [{ territory: { codes: [], words: '全国' } }, 'territory'],
    [{ upfront: cny('0.00'), royalty: null, exclusivity: 'sole' }, 'upfront'],
  ] as const)('refuses terms that do not fit together: %j', (part, field) =>
    talks
      .when(offer('supplier', { ...licence, ...part }))
      .then({ key: 'deals.badTerms', code: 'INVALID_INPUT', details: { field } }),
  );

  it('asks both sides for the same bytes, and forgets who confirmed when the file changes', () => {
    talks.when(...toFile, confirm('supplier', 'other')).then('deals.notTheFile');
    const another: DealStep = ['demander', { command: 'attachFile', file: { fileId: 'g', sha256: 'xyz' } }];
    const { state } = talks.when(...toFirst, another, confirm('demander', 'xyz')).after;
    expect(state).toMatchObject({ state: 'agreed', confirmedBy: ['demander'] });
  });

  it('lets a side take its confirmation back until the other has given its own', () => {
    const back = (who: DealRole): DealStep => [who, { command: 'withdrawConfirmation' }];
    const { state } = talks.when(...toFirst, back('supplier')).after;
    expect(state).toMatchObject({ state: 'agreed', confirmedBy: [] });
    expect(awaitedSide(state)).toBeNull();
    talks.when(...toFirst, back('demander')).then('common.wrongState');
    talks.when(...toFirst, confirm('demander'), back('supplier')).then('common.wrongState');
  });

  it('is not signed against the law', () =>
    given(['patentEnded'])(talks.when(...toFirst).after.state)
      .when(confirm('demander'))
      .then('contracts.blockedByLaw'));
});
