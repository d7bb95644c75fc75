import type { CalendarDate } from '../calendar.ts';
import type { MoneyWire } from '../money.ts';
import type { CentreShare, ContractFile, Evidence, Side } from './deal.ts';
import type { LedgerLine } from './ledger.ts';
import type { DealTerms } from './terms.ts';

/** Who acted: one of the sides, or a centre that accompanies the deal. */
type By = Readonly<{ by: Side | 'facilitator' }>;

/** Terms as an event keeps them: of what people wrote only the proof. */
export type TermsRecord = Omit<DealTerms, 'territory' | 'upfront'> &
  Readonly<{ territoryDigest: string; upfront: MoneyWire }>;

/** A ledger line as an event keeps it. */
export type LineRecord = Omit<LedgerLine, 'amount'> & Readonly<{ amount: MoneyWire }>;
type Lines = Readonly<{ lines: readonly LineRecord[] }> & By;

/** Everything that happens in a deal, in its stream `deal:<id>`. A reason is the proof of what was written. */
export type DealEvents = {
  'deal.opened': Readonly<{
    matchId: string | null;
    needId: string | null;
    patentIds: readonly string[];
    supplierId: string;
    demanderId: string;
    centreIds: readonly string[];
  }>;
  'deal.offered': Readonly<{ number: number; terms: TermsRecord; validUntil: CalendarDate | null }> & By;
  'deal.offerWithdrawn': Readonly<{ number: number }>;
  'deal.accepted': Readonly<{ number: number; terms: TermsRecord }> & By;
  'deal.reopened': By;
  'deal.contractAttached': ContractFile & By;
  'deal.signed': By &
    (
      | Readonly<{ isComplete: false }>
      | Readonly<{ isComplete: true; signedOn: CalendarDate; lines: readonly LineRecord[] }>
    );
  'deal.centreInvited': Readonly<{ centreId: string }> & By;
  'deal.sharesProposed': Readonly<{ shares: readonly CentreShare[]; reason: string | null }> & By;
  /** `correctedOn`: the day from which shares hold that both confirmed after completion. */
  'deal.sharesConfirmed': Readonly<{
    shares: readonly CentreShare[];
    isComplete: boolean;
    correctedOn: CalendarDate | null;
  }> &
    By;
  'deal.madeEffective': Readonly<{ effectiveOn: CalendarDate }> & By;
  'deal.evidenceRecorded': Readonly<{ evidence: Evidence }> & By;
  'deal.dueRecorded': Lines;
  'deal.receiptRecorded': Lines;
  'deal.refundRecorded': Lines;
  'deal.contributionRecorded': Lines;
  'deal.drawdownRecorded': Lines;
  'deal.lineConfirmed': Readonly<{ lineId: string }> & By;
  'deal.reversalAsked': Readonly<{ lineId: string; id: string }> & By;
  'deal.reversalRefused': Readonly<{ lineId: string }> & By;
  'deal.lineReversed': Readonly<{ askedBy: Side }> & Lines;
  'deal.completed': Readonly<{ completedOn: CalendarDate | null }> & By;
  'deal.closed': Readonly<{ reason: string }> & By;
  'deal.terminated': Readonly<{ on: CalendarDate; reason: string }> & By;
};
export type DealEventType = keyof DealEvents;

/** What is said in the room of a deal, in a stream of its own: `room:<deal>`. */
export type RoomEvents = {
  'room.messageSent': Readonly<{ messageId: string; digest: string }>;
};
