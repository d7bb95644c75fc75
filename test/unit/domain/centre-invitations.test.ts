import fc from 'fast-check';
import {
  allowedForCentre,
  askedCentres,
  type CentreCaller,
  type CentreCommand,
  type CentreDecision,
  type CentreFact,
  centreProcess,
  type CentreRoom,
  decideCentre,
  sidesAskedAboutCentres,
  standingsFor,
  standingOf,
} from '../../../server/domain/centre-invitations.ts';
import { decideCentreInContract } from '../../../server/domain/contracts/centres.ts';
import { beginning, type Deal } from '../../../server/domain/deals/deal.ts';
import { decideCentreInDeal } from '../../../server/domain/deals/centres.ts';
import { decideDeal } from '../../../server/domain/deals/decide.ts';
import { dealAudience, askedIntoDeal } from '../../../server/domain/deals/deal-visibility.ts';
import { commandsOf } from '../../../server/domain/process.ts';
import { given as givenContract, signed } from '../../support/contract-examples.ts';
import { decider, type Step } from '../../support/given.ts';

type Who = 'supplier' | 'demander' | 'centre' | 'system';
const callers: Record<Who, CentreCaller> = {
  supplier: { by: 'supplier' },
  demander: { by: 'demander' },
  centre: { by: 'facilitator' },
  system: { by: 'supplier', isSystem: true },
};
const open = { isOpen: true, isDecidedHere: true, parties: ['s', 'd'] };
type Fact = { type: CentreFact; data: CentreDecision<CentreRoom>['data'] };
const given = (when = open) =>
  decider<CentreRoom, Who, { command: CentreCommand; centreId?: string }, Fact>((room, { who, intent }) => {
    const { command, centreId = 'z' } = intent;
    const { next, fact, data } = decideCentre(room, { command, centreId }, callers[who], when);
    return { next, event: { type: fact, data } };
  });
const empty: CentreRoom = { centreIds: [], centreInvitations: [] };
const room = given()(empty);
type RoomStep = Step<Who, { command: CentreCommand; centreId?: string }>;
const does = (who: Who, command: CentreCommand, centreId?: string): RoomStep => [
  who,
  { command, ...(centreId ? { centreId } : {}) },
];
const proposed = [does('supplier', 'proposeCentre')] as const;
const asked = [...proposed, does('demander', 'agreeToCentre')] as const;
const inside = [...asked, does('centre', 'acceptInvitation')] as const;

describe('a centre', () => {
  it('comes into a room when one side proposes it, the other agrees, and it accepts; each step is one event', () => {
    const { state, events } = room.when(...inside).after;
    expect(state).toEqual({ centreIds: ['z'], centreInvitations: [] });
    expect(events).toEqual([
      { type: 'centreProposed', data: { centreId: 'z', by: 'supplier' } },
      { type: 'centreAsked', data: { centreId: 'z', by: 'demander' } },
      { type: 'centreJoined', data: { centreId: 'z', by: 'facilitator' } },
    ]);
    expect(room.when(...proposed).after.state.centreInvitations).toEqual([
      { centreId: 'z', by: 'supplier', state: 'proposed' },
    ]);
    expect(askedCentres(room.when(...proposed).after.state.centreInvitations)).toEqual([]);
    expect(askedCentres(room.when(...asked).after.state.centreInvitations)).toEqual(['z']);
    expect(sidesAskedAboutCentres(room.when(...proposed).after.state.centreInvitations)).toEqual(['demander']);
    expect(sidesAskedAboutCentres(room.when(...asked).after.state.centreInvitations)).toEqual([]);
  });

  it('is nobody’s choice alone: who proposed cannot agree for the other side, and nobody accepts for the centre', () => {
    room.when(...proposed, does('supplier', 'agreeToCentre')).then('common.wrongState');
    room.when(...proposed, does('centre', 'acceptInvitation')).then('common.wrongState');
    room.when(...proposed, does('centre', 'agreeToCentre')).then('common.notAllowed');
    room.when(...asked, does('demander', 'acceptInvitation')).then('common.notAllowed');
    room.when(does('centre', 'proposeCentre')).then('common.notAllowed');
    room.when(does('centre', 'acceptInvitation')).then('common.wrongState');
    room.when(...proposed, does('demander', 'proposeCentre')).then('common.wrongState');
    room.when(does('supplier', 'proposeCentre', 'd')).then({ code: 'INVALID_INPUT', key: 'centres.isParty' });
  });

  it('is refused by the other side, taken back by whoever gave a word for it, or declines; then it may be proposed anew', () => {
    room.when(...proposed, does('demander', 'refuseCentre')).then({ type: 'centreRefused' });
    room.when(...proposed, does('supplier', 'refuseCentre')).then('common.wrongState');
    room.when(...proposed, does('supplier', 'takeBackCentre')).then({ type: 'centreTakenBack' });
    room.when(...proposed, does('demander', 'takeBackCentre')).then('common.wrongState');
    for (const side of ['supplier', 'demander'] as const)
      room.when(...asked, does(side, 'takeBackCentre')).then({ type: 'centreTakenBack' });
    room.when(...asked, does('centre', 'declineInvitation')).then({ type: 'centreDeclined' });
    const anew = room.when(...asked, does('centre', 'declineInvitation'), does('demander', 'proposeCentre'));
    expect(anew.after.state.centreInvitations).toEqual([{ centreId: 'z', by: 'demander', state: 'proposed' }]);
  });

  it('is let go by either side alone, or leaves', () => {
    for (const [who, command, type] of [
      ['supplier', 'letCentreGo', 'centreLetGo'],
      ['demander', 'letCentreGo', 'centreLetGo'],
      ['centre', 'leave', 'centreLeft'],
    ] as const) {
      const gone = room.when(...inside, does(who, command));
      gone.then({ type });
      expect(gone.after.state).toEqual(empty);
    }
    room.when(...inside, does('centre', 'letCentreGo')).then('common.notAllowed');
    room.when(...inside, does('supplier', 'takeBackCentre')).then('common.wrongState');
  });

  it('does not come into what is over, but may still say no and go; nothing is decided where another place decides', () => {
    const over = { ...open, isOpen: false };
    given(over)(empty).when(does('supplier', 'proposeCentre')).then('common.wrongState');
    const [half, whole] = [room.when(...proposed).after.state, room.when(...asked).after.state];
    given(over)(half).when(does('demander', 'agreeToCentre')).then('common.wrongState');
    given(over)(whole).when(does('centre', 'acceptInvitation')).then('common.wrongState');
    given(over)(whole).when(does('centre', 'declineInvitation')).then({ type: 'centreDeclined' });
    const there = room.when(...inside).after.state;
    given(over)(there).when(does('centre', 'leave')).then({ type: 'centreLeft' });
    const elsewhere = given({ ...over, isDecidedHere: false });
    for (const step of [does('supplier', 'letCentreGo'), does('centre', 'leave')])
      elsewhere(there).when(step).then('common.wrongState');
  });

  it('may know of a step from when it is asked until it is gone, and of no proposal', () => {
    const told = (steps: readonly RoomStep[], who: Who, command: CentreCommand) => {
      const [first, ...others] = steps;
      const before = first ? room.when(first, ...others).after.state : empty;
      return decideCentre(before, { command, centreId: 'z' }, callers[who], open).tells;
    };
    expect(told([], 'supplier', 'proposeCentre')).toBe(false);
    expect(told(proposed, 'supplier', 'takeBackCentre')).toBe(false);
    expect(told(proposed, 'demander', 'refuseCentre')).toBe(false);
    expect(told(proposed, 'demander', 'agreeToCentre')).toBe(true);
    expect(told(asked, 'supplier', 'takeBackCentre')).toBe(true);
    expect(told(asked, 'centre', 'acceptInvitation')).toBe(true);
    expect(told(inside, 'demander', 'letCentreGo')).toBe(true);
  });

  it('never is in without both sides’ word and its own since it was last outside, whatever is tried in whatever order', () => {
    const attempt = fc.record({
      who: fc.constantFrom<Who>('supplier', 'demander', 'centre'),
      command: fc.constantFrom<CentreCommand>(...commandsOf(centreProcess)),
    });
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
        let now = empty;
        let words = new Set<Who>();
        for (const { who, command } of attempts) {
          if (!allowedForCentre(now, 'z', callers[who], open).includes(command)) continue;
          now = decideCentre(now, { command, centreId: 'z' }, callers[who], open).next;
          words = standingOf(now, 'z') === 'outside' ? new Set() : words.add(who);
          expect([now.centreIds.length > 0, standingOf(now, 'z') === 'in']).toEqual([
            words.size === 3,
            words.size === 3,
          ]);
        }
      }),
    );
  });
});

describe('what a page offers about centres', () => {
  it('is what the viewer may do about each: a side about all, a centre about itself, and who may propose one more', () => {
    const state: CentreRoom = {
      centreIds: ['z'],
      centreInvitations: [{ centreId: 'y', by: 'supplier', state: 'proposed' }],
    };
    const seenBy = (side: 'supplier' | 'demander' | null, organisationId: string) =>
      standingsFor(state, { side, organisationId }, (...which) => allowedForCentre(state, ...which, open));
    expect(seenBy('demander', 'd')).toEqual({
      standings: [
        { centreId: 'z', standing: 'in', proposedBy: null, allowed: ['letCentreGo'] },
        { centreId: 'y', standing: 'proposed', proposedBy: 'supplier', allowed: ['agreeToCentre', 'refuseCentre'] },
      ],
      mayProposeCentre: true,
    });
    expect(seenBy('supplier', 's').standings[1]?.allowed).toEqual(['takeBackCentre']);
    expect(seenBy(null, 'z')).toMatchObject({
      standings: [{ allowed: ['leave'] }, { allowed: [] }],
      mayProposeCentre: false,
    });
  });
});

describe('a deal', () => {
  const fresh = beginning('d1', {
    ...{ matchId: null, needId: null, patentIds: ['p'], supplierId: 's', demanderId: 'd', centreIds: ['z'] },
    centreInvitations: [{ centreId: 'y', by: 'supplier', state: 'asked' }],
  });
  const letGo = { command: 'letCentreGo', centreId: 'z' } as const;

  it('shows itself to a centre that is in and to nobody who is asked', () => {
    expect(dealAudience(fresh)).toEqual(['s', 'd', 'z']);
    expect(askedIntoDeal(fresh)).toEqual(['y']);
    const { next, event } = decideCentreInDeal(fresh, letGo, { by: 'demander' });
    expect(event).toEqual({ type: 'deal.centreLetGo', data: { centreId: 'z', by: 'demander' } });
    expect(dealAudience(next)).toEqual(['s', 'd']);
  });

  it('that is closed asks nobody any more, and lets a centre go', () => {
    const when = { roles: ['supplier'], now: '', today: '2026-05-01', blocked: [], proofOf: () => '' } as never;
    const { next } = decideDeal(fresh, { command: 'close', reason: 'x' }, when);
    expect([next.centreInvitations, askedIntoDeal(next), dealAudience(next)]).toEqual([[], [], ['s', 'd', 'z']]);
    expect(() => decideCentreInDeal(next, { command: 'proposeCentre', centreId: 'x' }, { by: 'supplier' })).toThrow();
    expect(dealAudience(decideCentreInDeal(next, letGo, { by: 'supplier' }).next)).toEqual(['s', 'd']);
  });

  it('that is signed leaves it to the contract, which the system follows', () => {
    const done: Deal = { ...fresh, state: 'signed' };
    expect(askedIntoDeal(done)).toEqual([]);
    expect(() => decideCentreInDeal(done, letGo, { by: 'supplier' })).toThrow('common.wrongState');
    const { next, event } = decideCentreInDeal(done, letGo, { by: 'supplier', isSystem: true });
    expect([next.centreIds, event.type]).toEqual([[], 'deal.centreLetGo']);
  });
});

describe('the shares of a contract', () => {
  const shares = [
    { centreId: 'z1', weight: 6_000 },
    { centreId: 'z2', weight: 4_000 },
  ];
  const propose = { command: 'proposeShares', shares, reason: null } as const;
  const agreed = signed().when(['s', propose], ['c', { command: 'confirmShares' }]).after.state;
  const leave = { command: 'leave', centreId: 'z2' } as const;

  it('stay when their centre leaves; what was only proposed lapses', () => {
    const gone = decideCentreInContract(agreed, leave, { by: 'facilitator' }).next;
    expect([gone.centreIds, gone.centreShares]).toEqual([['z1'], shares]);
    const wanted = signed().when(['s', propose]).after.state;
    expect(decideCentreInContract(wanted, leave, { by: 'facilitator' }).next.proposedShares).toBeNull();
    const without = {
      ...wanted,
      proposedShares: { ...wanted.proposedShares!, shares: [{ centreId: 'z1', weight: 10_000 }] },
    };
    expect(decideCentreInContract(without, leave, { by: 'facilitator' }).next.proposedShares).not.toBeNull();
  });

  it('name only centres that are in: nobody who is asked, and who is gone at most with what it had', () => {
    const state = { ...agreed, centreInvitations: [{ centreId: 'z3', by: 'supplier', state: 'asked' }] as const };
    const ofAsked = { ...propose, shares: [{ centreId: 'z3', weight: 10_000 }] };
    givenContract(state).when(['s', ofAsked]).then('contracts.shareOfStranger');
    const gone = decideCentreInContract(agreed, leave, { by: 'facilitator' }).next;
    givenContract(gone).when(['s', propose]).then({ type: 'contract.sharesProposed' });
    const more = [
      { centreId: 'z1', weight: 5_000 },
      { centreId: 'z2', weight: 5_000 },
    ];
    givenContract(gone)
      .when(['s', { ...propose, shares: more }])
      .then('contracts.shareOfStranger');
  });
});
