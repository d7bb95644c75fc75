import fc from 'fast-check';
import { dealStates } from '../../../../server/domain/deals/deal-process.ts';
import { type FollowedDeal, listingAfter, needAfter } from '../../../../server/domain/deals/follow.ts';
import { listingProcess, listingStates } from '../../../../server/domain/patents/listing-process.ts';
import { needProcess, needStates } from '../../../../server/domain/needs/need-process.ts';

const transfer = { route: 'transfer', exclusivity: null } as const;
const ordinary = { route: 'licence', exclusivity: 'ordinary' } as const;
const sole = { route: 'licence', exclusivity: 'sole' } as const;
const deal = (state: FollowedDeal['state'], terms: FollowedDeal['terms'] = null): FollowedDeal => ({ state, terms });

describe('a listing follows the deals on it', () => {
  it.each([
    ['published', [deal('talks')], 'startTalks'],
    ['inTalks', [deal('closed')], 'release'],
    ['inTalks', [deal('closed'), deal('talks')], null],
    ['inTalks', [deal('signed', transfer)], 'lock'],
    ['inTalks', [deal('signed', ordinary)], null],
    ['published', [deal('effective', sole)], 'lock'],
    ['locked', [deal('terminated', transfer)], 'release'],
    ['locked', [deal('completed', transfer)], 'convert'],
    ['inTalks', [deal('completed', ordinary)], 'release'],
    ['withdrawn', [deal('talks')], null],
    ['converted', [deal('completed', transfer), deal('talks')], null],
  ] as const)('%s with %j: %s', (state, deals, command) => {
    expect(listingAfter(deals, state)).toBe(command);
  });

  it('only ever by commands that its process knows from there', () => {
    const anyDeal = fc.record({
      state: fc.constantFrom(...dealStates),
      terms: fc.constantFrom(null, transfer, ordinary, sole),
    });
    fc.assert(
      fc.property(fc.array(anyDeal, { maxLength: 4 }), fc.constantFrom(...listingStates), (deals, state) => {
        const command = listingAfter(deals, state);
        if (command) expect(listingProcess.table[command].from).toContain(state);
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
  ] as const)('%s with %j: %s', (state, deals, command) => {
    expect(needAfter(deals, state)).toBe(command);
  });
});
