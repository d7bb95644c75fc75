import { type CommandOf, defineProcess, type RoleOf } from '../process.ts';

export const dealStates = ['talks', 'agreed', 'signed', 'closed'] as const;
export type DealState = (typeof dealStates)[number];

/** What a step depends on besides the state, seen from the caller's side. */
export type DealFacts = Readonly<{
  /** The other side's offer is open. */
  isMyMove: boolean;
  /** The caller's own offer is open. */
  isMyOffer: boolean;
  hasFile: boolean;
  iHaveConfirmed: boolean;
  otherHasConfirmed: boolean;
}>;

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
 * The life of a deal, from the first talk to the signature (domain rule b-11); what follows is `contractProcess`.
 * Signing means that both sides confirm the same file (双方确认同一文件): the sealed scan, or a file with certified signatures,
 * which is the contract. A confirmation can be withdrawn until the other side has given its own.
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
    close: { by: parties, from: ['talks', 'agreed'], to: [{ state: 'closed' }] },
  },
});
export type DealRole = RoleOf<typeof dealProcess>;
export type DealCommand = CommandOf<typeof dealProcess>;
