import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

export const dealStates = ['talks', 'agreed', 'signed', 'closed'] as const;
export type DealState = (typeof dealStates)[number];

/** What a step depends on besides the state. */
export type DealFacts = Readonly<{
  /** There is an open offer and it is the other side's. */
  isMyMove: boolean;
  /** There is an open offer and it is mine. */
  isMyOffer: boolean;
  hasFile: boolean;
  iHaveConfirmed: boolean;
  otherHasConfirmed: boolean;
}>;

/** By name: what must hold for a step, besides the state. */
const guards = {
  isMyOffer: ({ isMyOffer }: DealFacts) => isMyOffer,
  isMyMove: ({ isMyMove }: DealFacts) => isMyMove,
  isLastConfirmation: (f: DealFacts) => f.hasFile && f.otherHasConfirmed && !f.iHaveConfirmed,
  isFirstConfirmation: (f: DealFacts) => f.hasFile && !f.otherHasConfirmed && !f.iHaveConfirmed,
  iHaveConfirmed: ({ iHaveConfirmed }: DealFacts) => iHaveConfirmed,
};

const parties = ['supplier', 'demander'] as const;
const everybody = [...parties, 'facilitator'] as const;

/**
 * The life of a deal, from the first word to the signature (domain rule b-11); what comes after is a contract's. To sign
 * means that both sides confirm the same file (双方确认同一文件), the sealed scan or the file that a certified signature is
 * in: that file is the contract, and a confirmation can be taken back until the other side has given its own.
 */
export const dealProcess = defineProcess({
  name: 'deal',
  initial: 'talks',
  states: dealStates,
  roles: everybody,
  final: ['signed', 'closed'],
  guards,
  table: {
    offer: { by: parties, from: ['talks'], to: [{ state: 'talks' }] },
    withdrawOffer: { by: parties, from: ['talks'], to: [{ state: 'talks', when: 'isMyOffer' }] },
    accept: { by: parties, from: ['talks'], to: [{ state: 'agreed', when: 'isMyMove' }] },
    reopen: { by: parties, from: ['agreed'], to: [{ state: 'talks' }] },
    attachFile: { by: everybody, from: ['agreed'], to: [{ state: 'agreed' }] },
    confirmFile: {
      by: parties,
      from: ['agreed'],
      to: [
        { state: 'signed', when: 'isLastConfirmation' },
        { state: 'agreed', when: 'isFirstConfirmation' },
      ],
    },
    withdrawConfirmation: { by: parties, from: ['agreed'], to: [{ state: 'agreed', when: 'iHaveConfirmed' }] },
    inviteCentre: { by: parties, from: ['talks', 'agreed'], to: [{ state: 'same' }] },
    close: { by: parties, from: ['talks', 'agreed'], to: [{ state: 'closed' }] },
  },
});
/** Who somebody is in one deal. */
export type DealRole = RoleOf<typeof dealProcess>;
export type DealCommand = CommandOf<typeof dealProcess>;
