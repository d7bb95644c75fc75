import { eventHash } from '../../../server/platform/events/chain.ts';
import { upcast } from '../../../server/platform/events/upcasters.ts';

const none = { organisationIds: [], things: [], place: null };
const lifted = (stream: string, data: Record<string, unknown>) =>
  upcast({ v: 1, stream, type: 'deal.signed', data, concerns: none });

describe('an event of version 1', () => {
  it('of a deal concerns the parties that stood among its facts, and they are no facts any more', () => {
    const parties = { supplierId: 's', demanderId: 'd', centreIds: ['z'], patentIds: ['p'], needId: null };
    expect(lifted('deal:a', { by: 'supplier', isComplete: false, parties })).toEqual({
      ...{ v: 2, stream: 'deal:a', type: 'deal.signed' },
      data: { by: 'supplier', isComplete: false },
      concerns: { organisationIds: ['s', 'd', 'z'], things: ['deal:a', 'patent:p'], place: null },
    });
  });

  it('concerns whom it named, and always its own stream', () => {
    expect(lifted('match:m', { needId: 'n', patentId: 'p', centreId: 'z' }).concerns).toEqual({
      ...{ organisationIds: ['z'], things: ['match:m', 'need:n', 'patent:p'], place: null },
    });
    expect(lifted('user:u', {}).concerns).toEqual({ organisationIds: [], things: ['user:u'], place: null });
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
