import type { CalendarDate } from '../calendar.ts';
import type { MoneyWire } from '../money.ts';
import type { CentreShare, Contract, WantedEnd } from './contract.ts';
import type { Evidence } from './evidence.ts';
import type { ContractPart, LineRecord } from './ledger.ts';
import type { TermsRecord } from './terms.ts';

/** Who did something in a contract. */
export type ContractAuthor = ContractPart | 'facilitator';

/** All that counts of a contract as it begins. */
export type Opened = Readonly<{
  origin: Contract['origin'];
  needId: string | null;
  parties: Contract['parties'];
  centreIds: readonly string[];
  subject: Contract['subject'];
  terms: TermsRecord;
  file: Contract['file'];
  signedOn: CalendarDate;
  /** What it fixes as soon as it is signed. */
  lines: readonly LineRecord[];
}>;

/** Shares that all sides confirmed after completion, from a day on. */
export type Correction = Readonly<{ on: CalendarDate; shares: readonly CentreShare[] }>;

/** A contract of before contracts had a stream of their own: what had counted, and where the chain it comes from ended. */
export type CarriedOver = Opened &
  Readonly<{
    state: Contract['state'];
    effectiveOn: CalendarDate | null;
    completedOn: CalendarDate | null;
    endedOn: CalendarDate | null;
    evidence: readonly Evidence[];
    shares: readonly CentreShare[];
    corrections: readonly Correction[];
    head: Readonly<{ seq: number; hash: string }>;
  }>;

type By = Readonly<{ by: ContractAuthor }>;

export type ContractEvents = {
  'contract.opened': Opened;
  'contract.carriedOver': CarriedOver;
  'contract.centreInvited': By & Readonly<{ centreId: string }>;
  /** `reason`: proof of what was written, when the contract was completed before. */
  'contract.sharesProposed': By & Readonly<{ shares: readonly CentreShare[]; reason: string | null }>;
  'contract.sharesConfirmed': By &
    Readonly<{ shares: readonly CentreShare[]; isComplete: boolean; correctedOn: CalendarDate | null }>;
  'contract.madeEffective': By & Readonly<{ effectiveOn: CalendarDate }>;
  'contract.evidenceRecorded': By & Readonly<{ evidence: Evidence }>;
  'contract.evidenceConfirmed': By & Readonly<{ evidenceId: string; organisationId: string }>;
  'contract.lineRecorded': By & Readonly<{ line: LineRecord }>;
  'contract.lineConfirmed': By & Readonly<{ lineId: string }>;
  'contract.reversalAsked': By & Readonly<{ lineId: string; id: string }>;
  'contract.reversalRefused': By & Readonly<{ lineId: string }>;
  'contract.lineReversed': By & Readonly<{ line: LineRecord; askedBy: ContractPart }>;
  'contract.completed': By & Readonly<{ completedOn: CalendarDate }>;
  'contract.endAsked': By &
    Readonly<{ on: CalendarDate; ground: WantedEnd['ground']; stands: readonly StandsRecord[]; reason: string }>;
  'contract.endRefused': By;
  /** `lines` take back what does not stand. */
  'contract.ended': By &
    Readonly<{ on: CalendarDate; ground: WantedEnd['ground']; askedBy: ContractPart; lines: readonly LineRecord[] }>;
};

/** What of a line stands when the contract ends. */
export type StandsRecord = Readonly<{ lineId: string; amount: MoneyWire }>;

export type ContractEventType = keyof ContractEvents;
