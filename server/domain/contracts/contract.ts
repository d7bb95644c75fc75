import { addMonths, type CalendarDate } from '../calendar.ts';
import { type CentreInvitation, sidesAskedAboutCentres } from '../centre-invitations.ts';
import type { Money } from '../money.ts';
import type { ContractState } from './contract-process.ts';
import { type Evidence, type FileProof, isConfirmed } from './evidence.ts';
import { type ContractPart, contractParts, isUntouched, type LedgerLine } from './ledger.ts';
import type { ContractTerms } from './terms.ts';

/** A contract has two or more; several may be on one side. */
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
/** One right that the contract is about. Contracts may be about any kind; only patents are listed and matched. */
export type Right = Readonly<{
  kind: (typeof rightKinds)[number];
  number: string | null;
  /** The patent's listing in this exchange, if there is one. */
  patentId: string | null;
  proof: FileProof | null;
}>;

/** Where a contract comes from: not every contract follows from a deal. */
export type Origin =
  | Readonly<{ kind: 'deal'; dealId: string; matchId: string | null }>
  | Readonly<{ kind: 'openLicence' | 'pool' | 'roadshowLead'; id: string }>
  | Readonly<{ kind: 'concludedElsewhere' }>;

/** A centre's share of the contract's amounts; the integer weights of all shares total 10,000. */
export type CentreShare = Readonly<{ centreId: string; weight: number }>;
/** Shares that take effect when every side has confirmed them. */
export type ProposedShares = Readonly<{
  shares: readonly CentreShare[];
  confirmedBy: readonly ContractPart[];
  /** The version of the contract that proposed them; the reason is stored as that version's note. */
  proposedIn: number;
}>;

/**
 * A request to reverse a ledger line that is above level 0. Nothing changes until the other side agrees; refused
 * requests stay on record. `askedIn` is the version of the contract that asked; the reason is stored as that version's
 * note.
 */
export type Reversal = Readonly<{
  lineId: string;
  /** Id of the reversing line to be. */
  id: string;
  by: ContractPart;
  askedIn: number;
  state: 'asked' | 'done' | 'refused';
}>;

/** 解除或终止; 无效或被撤销. */
export const endGrounds = ['terminated', 'void'] as const;
/** One side's request to end the contract. `stands`: how much of each line stands. `askedIn` as in `Reversal`. */
export type WantedEnd = Readonly<{
  by: ContractPart;
  on: CalendarDate;
  ground: (typeof endGrounds)[number];
  stands: readonly Readonly<{ lineId: string; amount: Money }>[];
  askedIn: number;
}>;

export type Contract = Readonly<{
  id: string;
  version: number;
  state: ContractState;
  origin: Origin;
  /** The need that it solves, if that is in this exchange. */
  needId: string | null;
  parties: readonly Party[];
  /** Centres that accompany it. */
  centreIds: readonly string[];
  centreInvitations: readonly CentreInvitation[];
  subject: readonly Right[];
  terms: ContractTerms;
  /** The contract as the file that all sides confirmed; null when none is on record. */
  file: FileProof | null;
  signedOn: CalendarDate;
  effectiveOn: CalendarDate | null;
  completedOn: CalendarDate | null;
  endedOn: CalendarDate | null;
  /** The last day of its term, once that has passed; null before, and without a term. */
  ranOutOn: CalendarDate | null;
  wantedEnd: WantedEnd | null;
  evidence: readonly Evidence[];
  /**
   * Confirmed by all sides; empty when the contract belongs to no centre. A centre that leaves later, or is let go,
   * keeps its share: the sides gave it for what the centre had done by then, and its figures rest on it. Only both
   * sides together change it, as they change any share.
   */
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

/** Ids of the subject's patents that are listed in this exchange. */
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

/**
 * The last day of the term of a contract in force; null before it is in force, and without a term. It is the day of the
 * same number, or the last of its month (民法典 第二百零一条、第二百零二条: the first day is not counted).
 */
export const termEndsOn = ({ effectiveOn, terms }: Pick<Contract, 'effectiveOn' | 'terms'>): CalendarDate | null =>
  effectiveOn && terms.termMonths !== null ? addMonths(effectiveOn, terms.termMonths) : null;

/** The oldest reversal (of one line, or of any) that waits for an answer. */
export const openReversal = ({ reversals }: Pick<Contract, 'reversals'>, lineId?: string): Reversal | undefined =>
  reversals.find((one) => one.state === 'asked' && (lineId === undefined || one.lineId === lineId));

/** Whether `side` can confirm a line: the other side stated it, and it is neither confirmed nor reversed. */
export const awaitsWord = ({ ledger }: Pick<Contract, 'ledger'>, line: LedgerLine, side: ContractPart): boolean =>
  line.statedBy !== 'both' && line.statedBy !== side && !line.isConfirmed && isUntouched(ledger, line);

/** Whether `side` can confirm evidence: another filed it, and nobody has confirmed it yet. */
export const awaitsYes = (contract: Pick<Contract, 'parties'>, evidence: Evidence, side: ContractPart): boolean =>
  !isConfirmed(evidence) && partOf(contract, evidence.filedBy) !== side;

/** What a side has to do, the most pressing first: answer a request, confirm a statement, record the taking effect. */
export const waitings = ['reversal', 'end', 'centre', 'shares', 'line', 'evidence', 'effect'] as const;
export type Waiting = Readonly<{ side: ContractPart; what: (typeof waitings)[number] }>;

/** Everything that waits now, by side and then urgency. `effect` waits for every side: any may record it. */
export function waitingIn(contract: Contract): Waiting[] {
  const { proposedShares, wantedEnd, ledger, evidence } = contract;
  return sidesOf(contract).flatMap((side) => {
    const waits: Readonly<Record<Waiting['what'], boolean>> = {
      reversal: contract.reversals.some(({ state, by }) => state === 'asked' && by !== side),
      end: wantedEnd !== null && wantedEnd.by !== side,
      centre: contract.state !== 'ended' && sidesAskedAboutCentres(contract.centreInvitations).includes(side),
      shares: proposedShares !== null && !proposedShares.confirmedBy.includes(side),
      line: ledger.some((line) => awaitsWord(contract, line, side)),
      evidence: contract.state !== 'ended' && evidence.some((item) => awaitsYes(contract, item, side)),
      effect: contract.state === 'signed',
    };
    return waitings.filter((what) => waits[what]).map((what) => ({ side, what }));
  });
}
