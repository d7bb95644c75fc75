import type { CalendarDate } from '../calendar.ts';
import type { LedgerLine } from './ledger.ts';
import type { DealTerms } from './terms.ts';
import type { DealState } from './deal-process.ts';

export type Side = 'supplier' | 'demander';
export const otherSide = (side: Side): Side => (side === 'supplier' ? 'demander' : 'supplier');

export type OfferState = 'open' | 'superseded' | 'withdrawn' | 'accepted';
/** One version of the terms on the table; numbers count from 1 within a deal. */
export type Offer = Readonly<{
  number: number;
  by: Side;
  terms: DealTerms;
  at: string;
  /** The last day on which it can be accepted. */
  validUntil: CalendarDate | null;
  state: OfferState;
}>;

/** The contract as a file: both sign exactly these bytes. */
export type ContractFile = Readonly<{ fileId: string; sha256: string }>;

/**
 * What is on record about the deal's fulfilment, each with its official number and day:
 * registration = 专利权转移登记 (登记日), filing = 许可合同备案, technologyContract = 技术合同认定登记,
 * valuation = 评估作价, titleTransfer = 过户, shareRegistration = 工商登记, registerEvent = a matched register or gazette event.
 */
export const evidenceKinds = [
  'registration',
  'filing',
  'technologyContract',
  'valuation',
  'titleTransfer',
  'shareRegistration',
  'registerEvent',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
export type Evidence = Readonly<{
  kind: EvidenceKind;
  number: string;
  date: CalendarDate;
  file: ContractFile | null;
}>;

/** The part that a centre has in a deal; weights of all shares total 10,000. */
export type CentreShare = Readonly<{ centreId: string; weight: number }>;
/** Shares that wait until both sides have confirmed them. */
export type ProposedShares = Readonly<{
  shares: readonly CentreShare[];
  confirmedBy: readonly Side[];
  /** The deal's version that proposed them: its note is the reason, which a completed deal asks for. */
  proposedIn?: number;
}>;

/**
 * What somebody wants of a ledger line that counts as more than his own word: that it is taken back. Until the other side
 * agrees nothing moves; what was refused stays on record. `askedIn` is the deal's version that asked: its note is the reason.
 */
export type Reversal = Readonly<{
  lineId: string;
  /** What the reversing line will be called. */
  id: string;
  by: Side;
  askedIn: number;
  state: 'asked' | 'done' | 'refused';
}>;

/** A deal as its parties see it: everything that a decision needs. */
export type Deal = Readonly<{
  id: string;
  version: number;
  state: DealState;
  matchId: string | null;
  needId: string | null;
  patentIds: readonly string[];
  supplierId: string;
  demanderId: string;
  /** Centres that accompany the deal. */
  centreIds: readonly string[];
  offers: readonly Offer[];
  agreed: Readonly<{ number: number; terms: DealTerms }> | null;
  contract: ContractFile | null;
  signedBy: readonly Side[];
  signedOn: CalendarDate | null;
  effectiveOn: CalendarDate | null;
  completedOn: CalendarDate | null;
  evidence: readonly Evidence[];
  /** Confirmed by both sides; empty when the deal belongs to no centre. */
  centreShares: readonly CentreShare[];
  proposedShares: ProposedShares | null;
  ledger: readonly LedgerLine[];
  reversals: readonly Reversal[];
}>;

/** The reversal that waits for an answer, the oldest first. */
export const openReversal = (deal: Pick<Deal, 'reversals'>, lineId?: string): Reversal | undefined =>
  deal.reversals.find((one) => one.state === 'asked' && (lineId === undefined || one.lineId === lineId));

/** The offer that can be accepted, if there is one; a new offer replaces the one before, whoever made it. */
export const openOffer = (deal: Deal): Offer | null => deal.offers.find(({ state }) => state === 'open') ?? null;

/** Whose answer is awaited: the side that did not make the open offer; null when nobody's in particular. */
export function awaitedSide(deal: Deal): Side | null {
  const reversal = openReversal(deal);
  if (reversal) return otherSide(reversal.by);
  if (deal.state === 'talks') {
    const offer = openOffer(deal);
    return offer ? otherSide(offer.by) : null;
  }
  if (deal.state === 'agreed' && deal.contract) {
    const [signed] = deal.signedBy;
    return signed ? otherSide(signed) : null;
  }
  return null;
}
