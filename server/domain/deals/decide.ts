import type { CalendarDate } from '../calendar.ts';
import type { FileProof } from '../contracts/evidence.ts';
import { type ContractTerms, flawOf, termsRecord } from '../contracts/terms.ts';
import { DomainError } from '../errors.ts';
import type { FactOf } from '../events.ts';
import { step } from '../process.ts';
import type { DealAuthor, DealEventType } from './deal-events.ts';
import { type DealFacts, dealProcess, type DealRole } from './deal-process.ts';
import { otherSide, type Side } from '../sides.ts';
import { type Deal, type Offer, openOffer } from './deal.ts';

/** A command with its content. `reason` is the digest of the text. */
export type DealIntent =
  | Readonly<{ command: 'offer'; terms: ContractTerms; validUntil: CalendarDate | null }>
  | Readonly<{ command: 'withdrawOffer' | 'reopen' | 'withdrawConfirmation' }>
  | Readonly<{ command: 'accept'; number: number }>
  | Readonly<{ command: 'attachFile'; file: FileProof }>
  | Readonly<{ command: 'confirmFile'; sha256: string }>
  | Readonly<{ command: 'close'; reason: string }>;

export type Circumstances = Readonly<{
  /** The caller's. */
  roles: readonly DealRole[];
  /** ISO instant. */
  now: string;
  today: CalendarDate;
  /** Codes of the findings that forbid signing (`preflight.ts`, `rights-book.ts`). */
  blocked: readonly string[];
  /** The digest that stands for a text in an event. */
  proofOf: (text: string) => string;
}>;

export type DealDecision = Readonly<{ next: Deal; event: FactOf<DealEventType> }>;

/** The facts for the process table, seen by a caller with these roles. */
export function dealFacts(deal: Deal, roles: readonly DealRole[]): DealFacts {
  const side = sideOf(roles);
  const offer = openOffer(deal);
  return {
    isMyMove: side !== null && offer !== null && offer.by !== side,
    isMyOffer: side !== null && offer?.by === side,
    hasFile: deal.file !== null,
    iHaveConfirmed: side !== null && deal.confirmedBy.includes(side),
    otherHasConfirmed: side !== null && deal.confirmedBy.includes(otherSide(side)),
  };
}

export const sideOf = (roles: readonly DealRole[]): Side | null =>
  roles.includes('supplier') ? 'supplier' : roles.includes('demander') ? 'demander' : null;

/**
 * The deal after a command, and its event. Pure. Throws NOT_ALLOWED and WRONG_STATE by the process table, INVALID_INPUT
 * for terms that do not fit, STALE_VERSION when another file than the attached one is confirmed.
 */
export function decideDeal(deal: Deal, intent: DealIntent, when: Circumstances): DealDecision {
  const { roles, today, proofOf } = when;
  const state = step(dealProcess, deal.state, intent.command, roles, dealFacts(deal, roles));
  const side = sideOf(roles);
  const by: DealAuthor = side ?? 'facilitator';
  const moved: Deal = { ...deal, state };

  switch (intent.command) {
    case 'offer': {
      const { terms, validUntil } = intent;
      const flaw = flawOf(terms);
      if (flaw) throw new DomainError('INVALID_INPUT', 'deals.badTerms', { field: flaw });
      if (validUntil && validUntil < today) {
        throw new DomainError('INVALID_INPUT', 'deals.validInPast', { field: 'validUntil' });
      }
      const number = deal.offers.length + 1;
      const offer: Offer = { number, by: mustBeSide(side), terms, at: when.now, validUntil, state: 'open' };
      return {
        next: { ...moved, offers: [...settle(deal.offers, 'superseded'), offer] },
        event: { type: 'deal.offered', data: { number, by, terms: termsRecord(terms, proofOf), validUntil } },
      };
    }
    case 'withdrawOffer': {
      const { number } = mustBeOpen(deal);
      const offers = settle(deal.offers, 'withdrawn');
      return { next: { ...moved, offers }, event: { type: 'deal.offerWithdrawn', data: { number, by } } };
    }
    case 'accept': {
      const { number, terms, validUntil } = mustBeOpen(deal);
      if (number !== intent.number) throw new DomainError('WRONG_STATE', 'deals.notTheOpenOffer');
      if (validUntil && validUntil < today) throw new DomainError('WRONG_STATE', 'deals.offerExpired');
      return {
        next: { ...moved, offers: settle(deal.offers, 'accepted'), agreed: { number, terms } },
        event: { type: 'deal.accepted', data: { number, by, terms: termsRecord(terms, proofOf) } },
      };
    }
    case 'reopen':
      return {
        next: { ...moved, agreed: null, file: null, confirmedBy: [] },
        event: { type: 'deal.reopened', data: { by } },
      };
    case 'attachFile': {
      const { file } = intent;
      return {
        next: { ...moved, file, confirmedBy: [] },
        event: { type: 'deal.fileAttached', data: { ...file, by } },
      };
    }
    case 'confirmFile': {
      const { sha256 } = intent;
      if (sha256 !== deal.file?.sha256) throw new DomainError('STALE_VERSION', 'deals.notTheFile');
      if (when.blocked.length > 0) {
        throw new DomainError('WRONG_STATE', 'contracts.blockedByLaw', { findings: when.blocked.join(', ') });
      }
      const confirmedBy = [...deal.confirmedBy, mustBeSide(side)];
      return state === 'signed'
        ? {
            next: { ...moved, confirmedBy, signedOn: today },
            event: { type: 'deal.signed', data: { by, sha256, signedOn: today } },
          }
        : { next: { ...moved, confirmedBy }, event: { type: 'deal.fileConfirmed', data: { by, sha256 } } };
    }
    case 'withdrawConfirmation':
      return { next: { ...moved, confirmedBy: [] }, event: { type: 'deal.confirmationWithdrawn', data: { by } } };
    case 'close':
      return {
        // nobody is asked into talks that are over
        next: { ...moved, offers: settle(deal.offers, 'superseded'), centreInvitations: [] },
        event: { type: 'deal.closed', data: { reason: intent.reason, by } },
      };
    default:
      return intent satisfies never;
  }
}

/** Ends the open offer. */
const settle = (offers: readonly Offer[], state: Offer['state']): Offer[] =>
  offers.map((offer) => (offer.state === 'open' ? { ...offer, state } : offer));

function mustBeOpen(deal: Deal): Offer {
  const offer = openOffer(deal);
  if (!offer) throw new Error('a guard of the process table says that an offer is open');
  return offer;
}

function mustBeSide(side: Side | null): Side {
  if (!side) throw new Error('the process table lets only parties do this');
  return side;
}
