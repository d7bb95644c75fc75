import type { CalendarDate } from '../calendar.ts';
import type { CentreEvents, CentreInvitation } from '../centre-invitations.ts';
import type { MoneyWire } from '../money.ts';
import type { CentreShare, Contract, WantedEnd } from './contract.ts';
import type { Evidence } from './evidence.ts';
import type { ContractPart, LineRecord } from './ledger.ts';
import type { TermsRecord } from './terms.ts';

export type ContractAuthor = ContractPart | 'facilitator';

export type Opened = Readonly<{
  origin: Contract['origin'];
  needId: string | null;
  parties: Contract['parties'];
  centreIds: readonly string[];
  /** Carried over from the deal; absent in contracts that were opened before centres were asked. */
  centreInvitations?: readonly CentreInvitation[];
  subject: Contract['subject'];
  terms: TermsRecord;
  file: Contract['file'];
  signedOn: CalendarDate;
  /** The ledger lines that exist from the signature on. */
  lines: readonly LineRecord[];
}>;

/** Shares that all sides confirmed after completion; they hold from the day `on`. */
export type Correction = Readonly<{ on: CalendarDate; shares: readonly CentreShare[] }>;

/** Written by the migration that gave contracts their own streams. `head`: the last event of the deal's stream. */
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
  /** Until centres were asked: one side brought the centre in, and it was in at once. */
  'contract.centreInvited': By & Readonly<{ centreId: string }>;
  /** `reason`: digest of the text; required once the contract is completed. */
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
  /** `lines` reverse what does not stand. */
  'contract.ended': By &
    Readonly<{ on: CalendarDate; ground: WantedEnd['ground']; askedBy: ContractPart; lines: readonly LineRecord[] }>;
  /** By the system, on the day after the last of its term, `on`: what it had taken of its patents is free again. */
  'contract.ranOut': Readonly<{ on: CalendarDate }>;
} & CentreEvents<'contract'>;

/** How much of a line stands when the contract ends. */
export type StandsRecord = Readonly<{ lineId: string; amount: MoneyWire }>;

export type ContractEventType = keyof ContractEvents;
