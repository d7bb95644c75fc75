import fc from 'fast-check';
import type { CalendarDate } from '../../../../server/domain/calendar.ts';
import { contractStates } from '../../../../server/domain/contracts/contract-process.ts';
import { dealings, type Followed, listingAfter, needAfter } from '../../../../server/domain/contracts/follow.ts';
import { dealStates } from '../../../../server/domain/deals/deal-process.ts';
import { listingProcess, listingStates } from '../../../../server/domain/patents/listing-process.ts';
import { needProcess, needStates } from '../../../../server/domain/needs/need-process.ts';

const [transfer, sole, ordinary] = ['title', 'exclusivity', 'use'] as const;
const done = '2026-05-04' as CalendarDate;
const deal = (
  state: Followed['state'],
  takes: Followed['takes'] = null,
  completedOn = state === 'completed' ? done : null,
): Followed => ({ state, takes, completedOn });

describe('a listing follows the deals on it', () => {
  it.each([
    ['published', [deal('talks')], 'startTalks'],
    ['inTalks', [deal('closed')], 'release'],
    ['inTalks', [deal('closed'), deal('talks')], null],
    ['inTalks', [deal('signed', transfer)], 'lock'],
    ['inTalks', [deal('signed', ordinary)], null],
    ['published', [deal('effective', sole)], 'lock'],
    ['locked', [deal('ended', transfer)], 'release'],
    ['converted', [deal('ended', transfer, done)], 'release'],
    ['converted', [deal('ended', transfer, done), deal('completed', sole)], null],
    ['locked', [deal('ended', transfer), deal('talks')], 'startTalks'],
    ['locked', [deal('completed', transfer)], 'convert'],
    ['inTalks', [deal('completed', ordinary)], 'release'],
    ['withdrawn', [deal('talks')], null],
    ['converted', [deal('completed', transfer), deal('talks')], null],
  ] as const)('%s with %j: %s', (state, deals, command) => {
    expect(listingAfter(deals, state)).toBe(command);
  });

  it('only ever by commands that its process knows from there', () => {
    const anyDeal = fc.record({
      state: fc.constantFrom(...dealStates, ...contractStates),
      takes: fc.constantFrom(null, transfer, ordinary, sole, 'nothing' as const),
      completedOn: fc.constantFrom(null, done),
    });
    fc.assert(
      fc.property(fc.array(anyDeal, { maxLength: 4 }), fc.constantFrom(...listingStates), (deals, state) => {
        const command = listingAfter(deals, state);
        if (!command) return;
        expect(listingProcess.table[command].from).toContain(state);
        // and then there is nothing left to follow: nobody comes by again before the next event
        const next = listingProcess.table[command].to[0]?.state;
        expect(next === undefined || next === 'same' ? null : listingAfter(deals, next)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.array(anyDeal, { maxLength: 4 }), fc.constantFrom(...needStates), (deals, state) => {
        const command = needAfter(deals, state);
        if (command) expect(needProcess.table[command].from).toContain(state);
      }),
    );
  });
});

describe('a need follows the deals that came from it', () => {
  it.each([
    ['open', [deal('talks')], 'startTalks'],
    ['inTalks', [deal('closed')], 'release'],
    ['inTalks', [deal('closed'), deal('agreed')], null],
    ['inTalks', [deal('completed', ordinary)], 'solve'],
    ['closed', [deal('talks')], null],
    ['solved', [deal('ended', ordinary, done)], 'release'],
    ['solved', [deal('ended', ordinary)], null],
    ['solved', [deal('ended', ordinary, done), deal('completed', ordinary)], null],
  ] as const)('%s with %j: %s', (state, deals, command) => {
    expect(needAfter(deals, state)).toBe(command);
  });
});

describe('of a signed deal', () => {
  it('its contract speaks as soon as that is there', () => {
    const [one, two] = ['1', '2'].map((dealId) => ({ ...deal('signed', transfer), dealId }));
    const ended = { ...deal('ended', transfer), dealId: '1' };
    expect(dealings([one!, two!], [ended])).toEqual([two, ended]); // there are two
  });
});
