import type { CalendarDate } from '../calendar.ts';
import type { Money } from '../money.ts';
import type { ContractState } from './contract-process.ts';
import { type Evidence, type FileProof, isConfirmed } from './evidence.ts';
import { type ContractPart, contractParts, isUntouched, type LedgerLine } from './ledger.ts';
import type { ContractTerms } from './terms.ts';

/** A party and its part in the contract; there are two or more. */
export type Party = Readonly<{ organisationId: string; part: ContractPart }>;

/** 专利, 专利申请权, 商标, 软件著作权, 集成电路布图设计, 植物新品种, 技术秘密. */
export const rightKinds = [
  'patent',
  'patentApplication',
  'trademark',
  'softwareCopyright',
  'layoutDesign',
  'plantVariety',
  'technicalSecret',
] as const;
/** One right that the contract is about, with what proves it. Only patents are listed and matched here. */
export type Right = Readonly<{
  kind: (typeof rightKinds)[number];
  number: string | null;
  /** The patent's listing in this exchange, where it has one. */
  patentId: string | null;
  proof: FileProof | null;
}>;

/** Through which door a contract came. Nothing may assume that it was a deal's. */
export type Origin =
  | Readonly<{ kind: 'deal'; dealId: string; matchId: string | null }>
  | Readonly<{ kind: 'openLicence' | 'pool' | 'roadshowLead'; id: string }>
  | Readonly<{ kind: 'concludedElsewhere' }>;

/** The part that a centre has in a contract; weights of all shares total 10,000. */
export type CentreShare = Readonly<{ centreId: string; weight: number }>;
/** Shares that wait until every side has confirmed them. */
export type ProposedShares = Readonly<{
  shares: readonly CentreShare[];
  confirmedBy: readonly ContractPart[];
  /** The contract's version that proposed them: its note is the reason, which a completed contract asks for. */
  proposedIn: number;
}>;

/**
 * What somebody wants of a ledger line that counts as more than his own word: that it is taken back. Until the other side
 * agrees nothing moves; what was refused stays on record. `askedIn` is the version that asked: its note is the reason.
 */
export type Reversal = Readonly<{
  lineId: string;
  /** What the reversing line will be called. */
  id: string;
  by: ContractPart;
  askedIn: number;
  state: 'asked' | 'done' | 'refused';
}>;

/** 解除或终止; 无效或被撤销. */
export const endGrounds = ['terminated', 'void'] as const;
/** How a contract ends, as one side wants it: what of each line stands. `askedIn` as in a reversal. */
export type WantedEnd = Readonly<{
  by: ContractPart;
  on: CalendarDate;
  ground: (typeof endGrounds)[number];
  stands: readonly Readonly<{ lineId: string; amount: Money }>[];
  askedIn: number;
}>;

/** What was signed, and all that came of it: everything that a decision needs. */
export type Contract = Readonly<{
  id: string;
  version: number;
  state: ContractState;
  origin: Origin;
  /** The need that it solves, where it is one of this exchange. */
  needId: string | null;
  parties: readonly Party[];
  /** Centres that accompany it. */
  centreIds: readonly string[];
  subject: readonly Right[];
  terms: ContractTerms;
  /** The contract itself: the file that all sides confirmed; null when none is on record. */
  file: FileProof | null;
  signedOn: CalendarDate;
  effectiveOn: CalendarDate | null;
  completedOn: CalendarDate | null;
  endedOn: CalendarDate | null;
  wantedEnd: WantedEnd | null;
  evidence: readonly Evidence[];
  /** Confirmed by all sides; empty when the contract belongs to no centre. */
  centreShares: readonly CentreShare[];
  proposedShares: ProposedShares | null;
  ledger: readonly LedgerLine[];
  reversals: readonly Reversal[];
}>;

export const partOf = ({ parties }: Pick<Contract, 'parties'>, organisationId: string | null): ContractPart | null =>
  parties.find((party) => party.organisationId === organisationId)?.part ?? null;

/** The sides of a contract, each once. */
export const sidesOf = ({ parties }: Pick<Contract, 'parties'>): ContractPart[] =>
  contractParts.filter((side) => parties.some(({ part }) => part === side));

/** The patents of this exchange among what the contract is about. */
export const patentIdsOf = ({ subject }: Pick<Contract, 'subject'>): string[] =>
  subject.flatMap(({ patentId }) => patentId ?? []);

/** The file with this id, if the contract names it: only such a file, or an own upload, may be brought into it. */
export function fileInContract(
  { file, evidence, ledger }: Pick<Contract, 'file' | 'evidence' | 'ledger'>,
  fileId: string,
): FileProof | null {
  const named = [file, ...evidence.map((item) => item.file), ...ledger.map(({ proof }) => proof)];
  const found = named.find((one) => one?.fileId === fileId);
  return found ? { fileId, sha256: found.sha256 } : null;
}

/** The reversal that waits for an answer, the oldest first. */
export const openReversal = ({ reversals }: Pick<Contract, 'reversals'>, lineId?: string): Reversal | undefined =>
  reversals.find((one) => one.state === 'asked' && (lineId === undefined || one.lineId === lineId));

/** Whether a line is one side's word that the other can still make both sides'. */
export const awaitsWord = ({ ledger }: Pick<Contract, 'ledger'>, line: LedgerLine, side: ContractPart): boolean =>
  line.statedBy !== 'both' && line.statedBy !== side && !line.isConfirmed && isUntouched(ledger, line);

/** Whether evidence can still be confirmed by this side: it is not its own, and nobody's word is there yet. */
export const awaitsYes = (contract: Pick<Contract, 'parties'>, evidence: Evidence, side: ContractPart): boolean =>
  !isConfirmed(evidence) && partOf(contract, evidence.filedBy) !== side;

/** What is asked of a side: to answer, or to do the next step that only parties can do. */
export const waitings = ['reversal', 'end', 'shares', 'line', 'evidence', 'effect'] as const;
export type Waiting = Readonly<{ side: ContractPart; what: (typeof waitings)[number] }>;

/** All that waits for somebody now, the most pressing first. Effect waits for every side, as either may record it. */
export function waitsFor(contract: Contract): Waiting[] {
  const { proposedShares, wantedEnd, ledger, evidence } = contract;
  return sidesOf(contract).flatMap((side) => {
    const waits: Readonly<Record<Waiting['what'], boolean>> = {
      reversal: contract.reversals.some(({ state, by }) => state === 'asked' && by !== side),
      end: wantedEnd !== null && wantedEnd.by !== side,
      shares: proposedShares !== null && !proposedShares.confirmedBy.includes(side),
      line: ledger.some((line) => awaitsWord(contract, line, side)),
      evidence: evidence.some((item) => awaitsYes(contract, item, side)),
      effect: contract.state === 'signed',
    };
    return waitings.filter((what) => waits[what]).map((what) => ({ side, what }));
  });
}
