import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

export const contractStates = ['signed', 'effective', 'completed', 'ended'] as const;
export type ContractState = (typeof contractStates)[number];

/** What a step depends on besides the state. */
export type ContractFacts = Readonly<{
  sharesAwaitMe: boolean;
  lineAwaitsMe: boolean;
  evidenceAwaitsMe: boolean;
  /** A reversal that the other side asked for waits for my answer, or one that I asked for for theirs. */
  reversalAwaitsMe: boolean;
  hasOpenReversal: boolean;
  /** The same of the end. */
  endAwaitsMe: boolean;
  isEndAsked: boolean;
  /** The condition of the contract's own route holds, by what both sides say. */
  isFulfilled: boolean;
}>;

/** By name: what must hold for a step, besides the state. */
const guards = {
  sharesAwaitMe: ({ sharesAwaitMe }: ContractFacts) => sharesAwaitMe,
  lineAwaitsMe: ({ lineAwaitsMe }: ContractFacts) => lineAwaitsMe,
  evidenceAwaitsMe: ({ evidenceAwaitsMe }: ContractFacts) => evidenceAwaitsMe,
  reversalAwaitsMe: ({ reversalAwaitsMe }: ContractFacts) => reversalAwaitsMe,
  hasOpenReversal: ({ hasOpenReversal }: ContractFacts) => hasOpenReversal,
  endAwaitsMe: ({ endAwaitsMe }: ContractFacts) => endAwaitsMe,
  isEndAsked: ({ isEndAsked }: ContractFacts) => isEndAsked,
  isNoEndAsked: ({ isEndAsked }: ContractFacts) => !isEndAsked,
  isFulfilled: ({ isFulfilled }: ContractFacts) => isFulfilled,
};

const parties = ['party'] as const;
const everybody = ['party', 'facilitator'] as const;
const alive = ['signed', 'effective', 'completed'] as const;
/** Money can come, and go back, after the end. */
const always = contractStates;

/** The life of a contract, from the signature to the last receipt (domain rule b-11; filings have their own). */
export const contractProcess = defineProcess({
  name: 'contract',
  initial: 'signed',
  states: contractStates,
  /** One of its parties, or a centre that accompanies it. */
  roles: everybody,
  final: ['ended'],
  guards,
  table: {
    inviteCentre: { by: parties, from: alive, to: [{ state: 'same' }] },
    proposeShares: { by: everybody, from: alive, to: [{ state: 'same' }] },
    confirmShares: { by: parties, from: alive, to: [{ state: 'same', when: 'sharesAwaitMe' }] },
    makeEffective: { by: parties, from: ['signed'], to: [{ state: 'effective' }] },
    recordEvidence: { by: everybody, from: alive, to: [{ state: 'same' }] },
    confirmEvidence: { by: parties, from: alive, to: [{ state: 'same', when: 'evidenceAwaitsMe' }] },
    recordLine: { by: parties, from: always, to: [{ state: 'same' }] },
    confirmLine: { by: parties, from: always, to: [{ state: 'same', when: 'lineAwaitsMe' }] },
    reverseLine: { by: parties, from: always, to: [{ state: 'same' }] },
    agreeReversal: { by: parties, from: always, to: [{ state: 'same', when: 'reversalAwaitsMe' }] },
    refuseReversal: { by: parties, from: always, to: [{ state: 'same', when: 'hasOpenReversal' }] },
    complete: { by: everybody, from: ['effective'], to: [{ state: 'completed', when: 'isFulfilled' }] },
    askEnd: { by: parties, from: alive, to: [{ state: 'same', when: 'isNoEndAsked' }] },
    agreeEnd: { by: parties, from: alive, to: [{ state: 'ended', when: 'endAwaitsMe' }] },
    refuseEnd: { by: parties, from: alive, to: [{ state: 'same', when: 'isEndAsked' }] },
  },
});
/** Who somebody is in one contract. */
export type ContractRole = RoleOf<typeof contractProcess>;
export type ContractCommand = CommandOf<typeof contractProcess>;
