import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

export const dealStates = ['talks', 'agreed', 'signed', 'effective', 'completed', 'closed', 'terminated'] as const;
export type DealState = (typeof dealStates)[number];

/** What a step depends on besides the state. */
export type DealFacts = Readonly<{
  /** There is an open offer and it is the other side's. */
  isMyMove: boolean;
  /** There is an open offer and it is mine. */
  isMyOffer: boolean;
  hasContract: boolean;
  iHaveSigned: boolean;
  otherHasSigned: boolean;
  hasProposedShares: boolean;
  iHaveConfirmedShares: boolean;
  /** A reversal that the other side asked for waits for my answer, or one that I asked for for theirs. */
  reversalAwaitsMe: boolean;
  hasOpenReversal: boolean;
  /** The condition of the deal's own route holds, with its evidence. */
  isFulfilled: boolean;
}>;

/** By name: what must hold for a step, besides the state. */
const guards = {
  isMyOffer: ({ isMyOffer }: DealFacts) => isMyOffer,
  isMyMove: ({ isMyMove }: DealFacts) => isMyMove,
  isLastSignature: (f: DealFacts) => f.hasContract && f.otherHasSigned && !f.iHaveSigned,
  isFirstSignature: (f: DealFacts) => f.hasContract && !f.otherHasSigned && !f.iHaveSigned,
  sharesAwaitMe: (f: DealFacts) => f.hasProposedShares && !f.iHaveConfirmedShares,
  reversalAwaitsMe: ({ reversalAwaitsMe }: DealFacts) => reversalAwaitsMe,
  hasOpenReversal: ({ hasOpenReversal }: DealFacts) => hasOpenReversal,
  isFulfilled: ({ isFulfilled }: DealFacts) => isFulfilled,
};

const parties = ['supplier', 'demander'] as const;
const everybody = ['supplier', 'demander', 'facilitator'] as const;
const alive = ['talks', 'agreed', 'signed', 'effective', 'completed'] as const;
const contracted = ['signed', 'effective', 'completed'] as const;
const reversible = [...contracted, 'terminated'] as const;

/** The life of a deal, from the first word to the last receipt (domain rule b-11; filings and payments have their own). */
export const dealProcess = defineProcess({
  name: 'deal',
  initial: 'talks',
  states: dealStates,
  roles: ['supplier', 'demander', 'facilitator', 'system'],
  final: ['closed', 'terminated'],
  guards,
  table: {
    offer: { by: parties, from: ['talks'], to: [{ state: 'talks' }] },
    withdrawOffer: { by: parties, from: ['talks'], to: [{ state: 'talks', when: 'isMyOffer' }] },
    accept: { by: parties, from: ['talks'], to: [{ state: 'agreed', when: 'isMyMove' }] },
    reopen: { by: parties, from: ['agreed'], to: [{ state: 'talks' }] },
    attachContract: { by: everybody, from: ['agreed'], to: [{ state: 'agreed' }] },
    sign: {
      by: parties,
      from: ['agreed'],
      to: [
        { state: 'signed', when: 'isLastSignature' },
        { state: 'agreed', when: 'isFirstSignature' },
      ],
    },
    inviteCentre: { by: parties, from: alive, to: [{ state: 'same' }] },
    proposeShares: { by: everybody, from: alive, to: [{ state: 'same' }] },
    confirmShares: {
      by: parties,
      from: alive,
      to: [{ state: 'same', when: 'sharesAwaitMe' }],
    },
    makeEffective: { by: parties, from: ['signed'], to: [{ state: 'effective' }] },
    recordEvidence: { by: everybody, from: contracted, to: [{ state: 'same' }] },
    recordLine: { by: parties, from: contracted, to: [{ state: 'same' }] },
    confirmLine: { by: parties, from: contracted, to: [{ state: 'same' }] },
    reverseLine: { by: parties, from: reversible, to: [{ state: 'same' }] },
    agreeReversal: { by: parties, from: reversible, to: [{ state: 'same', when: 'reversalAwaitsMe' }] },
    refuseReversal: { by: parties, from: reversible, to: [{ state: 'same', when: 'hasOpenReversal' }] },
    complete: { by: everybody, from: ['effective'], to: [{ state: 'completed', when: 'isFulfilled' }] },
    close: { by: [...parties, 'system'], from: ['talks', 'agreed'], to: [{ state: 'closed' }] },
    terminate: { by: parties, from: contracted, to: [{ state: 'terminated' }] },
  },
});
/** Who somebody is in one deal. */
export type DealRole = RoleOf<typeof dealProcess>;
export type DealCommand = CommandOf<typeof dealProcess>;
