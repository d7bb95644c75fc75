import { eventHash } from '../../../server/platform/events/chain.ts';
import { upcast } from '../../../server/platform/events/upcasters.ts';

const none = { organisationIds: [], things: [], place: null };
const lifted = (stream: string, data: Record<string, unknown>, type = 'deal.closed') =>
  upcast({ v: 1, stream, type, data, concerns: none });

describe('an event of version 1', () => {
  it('of a deal concerns the parties that stood among its facts, and they are no facts any more', () => {
    const parties = { supplierId: 's', demanderId: 'd', centreIds: ['z'], patentIds: ['p'], needId: null };
    expect(lifted('deal:a', { by: 'supplier', reason: 'r', parties })).toEqual({
      ...{ v: 2, stream: 'deal:a', type: 'deal.closed' },
      data: { by: 'supplier', reason: 'r' },
      concerns: { organisationIds: ['s', 'd', 'z'], things: ['deal:a', 'patent:p'], place: null },
    });
  });

  it('concerns whom it named, and always its own stream', () => {
    expect(lifted('match:m', { needId: 'n', patentId: 'p', centreId: 'z' }).concerns).toEqual({
      ...{ organisationIds: ['z'], things: ['match:m', 'need:n', 'patent:p'], place: null },
    });
    expect(lifted('user:u', {}).concerns).toEqual({ organisationIds: [], things: ['user:u'], place: null });
  });

  it('of a deal is what it is called now: a file attached, confirmed by one side, signed by both; terms have areas', () => {
    const of = (type: string, data: Record<string, unknown>) => {
      const { type: now, data: facts } = lifted('deal:a', data, type);
      return [now, facts];
    };
    expect(of('deal.contractAttached', { fileId: 'f', sha256: 's', by: 'supplier' })).toEqual([
      ...['deal.fileAttached', { fileId: 'f', sha256: 's', by: 'supplier' }],
    ]);
    expect(of('deal.signed', { by: 'supplier', isComplete: false })).toEqual([
      ...['deal.fileConfirmed', { by: 'supplier', sha256: '' }],
    ]);
    expect(of('deal.signed', { by: 'demander', isComplete: true, signedOn: '2026-05-04', lines: [] })).toEqual([
      ...['deal.signed', { by: 'demander', sha256: '', signedOn: '2026-05-04' }],
    ]);
    expect(
      of('deal.accepted', { by: 'demander', number: 1, terms: { route: 'licence', territoryDigest: 'd' } })[1],
    ).toEqual({
      ...{ by: 'demander', number: 1, terms: { route: 'licence', territory: { codes: 'all', wordsDigest: 'd' } } },
    });
  });

  it('is hashed without what it concerns, one of version 2 with it', () => {
    const event = {
      ...{ stream: 'deal:a', seq: 1, commandId: 'c', type: 'deal.signed', at: '2026-05-04T02:00:00.000Z' },
      ...{ by: { kind: 'system' as const }, data: {}, prevHash: '' },
    };
    const concerns = { ...none, organisationIds: ['s'] };
    expect(eventHash({ ...event, v: 1, concerns })).toBe(eventHash({ ...event, v: 1 }));
    expect(eventHash({ ...event, v: 1 })).toBe('2061bd520ce1723abbcbb49fee1e2feb16663a07c98646d62886e25a8b4e1660');
    expect(eventHash({ ...event, v: 2, concerns })).not.toBe(eventHash({ ...event, v: 2, concerns: none }));
  });
});
