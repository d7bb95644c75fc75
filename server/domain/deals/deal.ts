import type { CalendarDate } from '../calendar.ts';
import { type CentreInvitation, sidesAskedAboutCentres } from '../centre-invitations.ts';
import type { FileProof } from '../contracts/evidence.ts';
import type { ContractTerms } from '../contracts/terms.ts';
import { otherSide, type Side } from '../sides.ts';
import type { DealState } from './deal-process.ts';

export type OfferState = 'open' | 'superseded' | 'withdrawn' | 'accepted';
/** One version of the terms; numbers count from 1 within a deal. */
export type Offer = Readonly<{
  number: number;
  by: Side;
  terms: ContractTerms;
  at: string;
  /** The last day on which it can be accepted. */
  validUntil: CalendarDate | null;
  state: OfferState;
}>;

/** What a deal begins with: the two interested sides. */
export type Introduction = Readonly<{
  matchId: string | null;
  needId: string | null;
  patentIds: readonly string[];
  supplierId: string;
  demanderId: string;
  /** Centres that are in from the start. */
  centreIds: readonly string[];
  /** Centres about whom one side has yet to be asked; absent when there is none. */
  centreInvitations?: readonly CentreInvitation[];
}>;

export type Deal = Introduction &
  Readonly<{
    id: string;
    version: number;
    state: DealState;
    centreInvitations: readonly CentreInvitation[];
    offers: readonly Offer[];
    agreed: Readonly<{ number: number; terms: ContractTerms }> | null;
    /** The contract as a file; both sides must confirm exactly these bytes. */
    file: FileProof | null;
    confirmedBy: readonly Side[];
    signedOn: CalendarDate | null;
  }>;

export const beginning = (id: string, from: Introduction): Deal => ({
  ...from,
  centreInvitations: from.centreInvitations ?? [],
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

/** The offer that can be accepted; at most one, as a new offer replaces the one before, whichever side made that. */
export const openOffer = (deal: Deal): Offer | null => deal.offers.find(({ state }) => state === 'open') ?? null;

/** The side that must answer the open offer or confirm the file next; null when neither must in particular. */
export function awaitedSide(deal: Deal): Side | null {
  if (deal.state === 'talks') {
    const offer = openOffer(deal);
    return offer ? otherSide(offer.by) : null;
  }
  const [confirmed] = deal.confirmedBy;
  return deal.state === 'agreed' && deal.file && confirmed ? otherSide(confirmed) : null;
}

/** While the talks go on centres may come in, and offers and files wait for answers. */
export const isGoingOn = ({ state }: Pick<Deal, 'state'>): boolean => state === 'talks' || state === 'agreed';

/** Invitations that await an answer here; once the deal is signed they go on in its contract. */
export const openInvitations = (deal: Pick<Deal, 'state' | 'centreInvitations'>): readonly CentreInvitation[] =>
  isGoingOn(deal) ? deal.centreInvitations : [];

/** Every side that must do something: answer an offer, confirm the file, or say whether it agrees to a centre. */
export function awaitedSides(deal: Deal): Side[] {
  const side = awaitedSide(deal);
  return [...new Set([...(side ? [side] : []), ...sidesAskedAboutCentres(openInvitations(deal))])];
}
