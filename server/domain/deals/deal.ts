import type { CalendarDate } from '../calendar.ts';
import type { FileProof } from '../contracts/evidence.ts';
import type { ContractTerms } from '../contracts/terms.ts';
import type { DealState } from './deal-process.ts';

export type Side = 'supplier' | 'demander';
export const otherSide = (side: Side): Side => (side === 'supplier' ? 'demander' : 'supplier');

export type OfferState = 'open' | 'superseded' | 'withdrawn' | 'accepted';
/** One version of the terms on the table; numbers count from 1 within a deal. */
export type Offer = Readonly<{
  number: number;
  by: Side;
  terms: ContractTerms;
  at: string;
  /** The last day on which it can be accepted. */
  validUntil: CalendarDate | null;
  state: OfferState;
}>;

/** Two sides who want each other: what a deal begins with. */
export type Introduction = Readonly<{
  matchId: string | null;
  needId: string | null;
  patentIds: readonly string[];
  supplierId: string;
  demanderId: string;
  /** Centres that accompany the deal. */
  centreIds: readonly string[];
}>;

/** A deal as its parties see it: everything that a decision needs. */
export type Deal = Introduction &
  Readonly<{
    id: string;
    version: number;
    state: DealState;
    offers: readonly Offer[];
    agreed: Readonly<{ number: number; terms: ContractTerms }> | null;
    /** The contract as a file: both confirm exactly these bytes. */
    file: FileProof | null;
    confirmedBy: readonly Side[];
    signedOn: CalendarDate | null;
  }>;

export const beginning = (id: string, from: Introduction): Deal => ({
  ...from,
  id,
  version: 1,
  state: 'talks',
  offers: [],
  agreed: null,
  file: null,
  confirmedBy: [],
  signedOn: null,
});

/** The file with this id, if the deal names it: only such a file, or an own upload, may be brought into the deal. */
export const fileInDeal = ({ file }: Pick<Deal, 'file'>, fileId: string): FileProof | null =>
  file?.fileId === fileId ? file : null;

/** The offer that can be accepted, if there is one; a new offer replaces the one before, whoever made it. */
export const openOffer = (deal: Deal): Offer | null => deal.offers.find(({ state }) => state === 'open') ?? null;

/** Whose answer is awaited: the side that did not make the open offer or did not confirm; null when nobody's in particular. */
export function awaitedSide(deal: Deal): Side | null {
  if (deal.state === 'talks') {
    const offer = openOffer(deal);
    return offer ? otherSide(offer.by) : null;
  }
  const [confirmed] = deal.confirmedBy;
  return deal.state === 'agreed' && deal.file && confirmed ? otherSide(confirmed) : null;
}
