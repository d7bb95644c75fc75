import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

export const contractStates = ['signed', 'effective', 'completed', 'ended'] as const;
export type ContractState = (typeof contractStates)[number];

/** What a step depends on besides the state, seen from the caller's side. */
export type ContractFacts = Readonly<{
  sharesAwaitMe: boolean;
  lineAwaitsMe: boolean;
  evidenceAwaitsMe: boolean;
  /** The other side asked for a reversal. */
  reversalAwaitsMe: boolean;
  /** Either side asked for one. */
  hasOpenReversal: boolean;
  /** The other side asked for the end. */
  endAwaitsMe: boolean;
  /** Either side asked for it. */
  isEndAsked: boolean;
  /** The condition of the contract's route holds, see `fulfilledOn` of its rules. */
  isFulfilled: boolean;
  /** Its term has run out, and what it had taken of its patents is free again. */
  hasRunOut: boolean;
}>;

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
  isRunning: ({ hasRunOut }: ContractFacts) => !hasRunOut,
};

const parties = ['party'] as const;
const everybody = ['party', 'facilitator'] as const;
const alive = ['signed', 'effective', 'completed'] as const;
/** Money can come and go back even after the end. */
const always = contractStates;

/** The life of a contract, from the signature to the last receipt (domain rule b-11). */
export const contractProcess = defineProcess({
  name: 'contract',
  initial: 'signed',
  states: contractStates,
  /** A party, or a centre that accompanies the contract; the system, when its term has run out. */
  roles: [...everybody, 'system'],
  final: ['ended'],
  guards,
  table: {
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
    runOut: { by: ['system'], from: ['effective', 'completed'], to: [{ state: 'same', when: 'isRunning' }] },
  },
  until: { term: 'runOut' },
});
export type ContractRole = RoleOf<typeof contractProcess>;
/** The commands of members; the system's is `runOut`. */
export type ContractCommand = Exclude<CommandOf<typeof contractProcess>, 'runOut'>;
