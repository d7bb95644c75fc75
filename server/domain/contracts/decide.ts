import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { FactOf } from '../events.ts';
import { step } from '../process.ts';
import { checkEntry, checkFree, checkPast, checkShares } from './checks.ts';
import {
  awaitsWord,
  awaitsYes,
  type CentreShare,
  type Contract,
  openReversal,
  partOf,
  type Reversal,
  sidesOf,
  termEndsOn,
  type WantedEnd,
} from './contract.ts';
import type { ContractAuthor, ContractEventType } from './contract-events.ts';
import { type ContractFacts, contractProcess, type ContractRole } from './contract-process.ts';
import { checkComplete, endingLines } from './ending.ts';
import type { Evidence } from './evidence.ts';
import { checkLedger, type ContractPart, type LedgerLine, toRecord, reversal } from './ledger.ts';
import { levelOf } from './levels.ts';
import { rulesOf } from './routes/routes.ts';

/** A command with its content. `reason` is the digest of the text. */
export type ContractIntent =
  | Readonly<{ command: 'confirmShares' | 'complete' | 'agreeEnd' | 'refuseEnd' }>
  | Readonly<{ command: 'proposeShares'; shares: readonly CentreShare[]; reason: string | null }>
  | Readonly<{ command: 'makeEffective'; on: CalendarDate }>
  | Readonly<{ command: 'recordEvidence'; evidence: Omit<Evidence, 'filedBy' | 'confirmedBy'> }>
  | Readonly<{ command: 'confirmEvidence'; evidenceId: string }>
  | Readonly<{ command: 'recordLine'; line: Omit<LedgerLine, 'statedBy' | 'isConfirmed' | 'reverses'> }>
  | Readonly<{ command: 'confirmLine'; lineId: string }>
  | Readonly<{ command: 'reverseLine'; lineId: string; id: string }>
  | Readonly<{ command: 'agreeReversal' | 'refuseReversal'; lineId: string }>
  | (Readonly<{ command: 'askEnd'; reason: string }> & Pick<WantedEnd, 'on' | 'ground' | 'stands'>);

export type Circumstances = Readonly<{
  /** The organisation that gives the command. */
  organisationId: string;
  today: CalendarDate;
  newId: () => string;
  /** Codes of the findings in rights books that forbid the contract to take effect or complete. */
  blocked: readonly string[];
}>;

export type ContractDecision = Readonly<{ next: Contract; event: FactOf<ContractEventType> }>;

/** An organisation's side in the contract, `facilitator` for a centre that accompanies it, null for others. */
export const authorIn = (
  contract: Pick<Contract, 'parties' | 'centreIds'>,
  organisationId: string,
): ContractAuthor | null =>
  partOf(contract, organisationId) ?? (contract.centreIds.includes(organisationId) ? 'facilitator' : null);

export const rolesOf = (author: ContractAuthor | null): ContractRole[] =>
  author === null ? [] : [author === 'facilitator' ? author : 'party'];

/** The facts for the process table, seen by `author`. */
export function contractFacts(contract: Contract, author: ContractAuthor | null): ContractFacts {
  const side = author === 'facilitator' ? null : author;
  const { proposedShares, wantedEnd } = contract;
  return {
    sharesAwaitMe: side !== null && proposedShares !== null && !proposedShares.confirmedBy.includes(side),
    lineAwaitsMe: side !== null && contract.ledger.some((line) => awaitsWord(contract, line, side)),
    evidenceAwaitsMe: side !== null && contract.evidence.some((item) => awaitsYes(contract, item, side)),
    reversalAwaitsMe: side !== null && contract.reversals.some((one) => one.state === 'asked' && one.by !== side),
    hasOpenReversal: openReversal(contract) !== undefined,
    endAwaitsMe: side !== null && wantedEnd !== null && wantedEnd.by !== side,
    isEndAsked: wantedEnd !== null,
    isFulfilled: fulfilledOn(contract) !== null,
    hasRunOut: contract.ranOutOn !== null,
  };
}

/** The day on which the condition of the contract's route was fulfilled; null while it is not. */
export const fulfilledOn = (contract: Contract): CalendarDate | null =>
  rulesOf(contract.terms.route).fulfilledOn(contract);

/**
 * The contract after a command, and its event. Pure. Throws NOT_ALLOWED and WRONG_STATE by the process table,
 * INVALID_INPUT for content that does not fit, CONFLICT for ids that are taken, NOT_FOUND for a line that is not there.
 */
export function decideContract(contract: Contract, intent: ContractIntent, when: Circumstances): ContractDecision {
  const { organisationId, today } = when;
  const by = authorIn(contract, organisationId);
  const { command } = intent;
  const state = step(contractProcess, contract.state, command, rolesOf(by), contractFacts(contract, by));
  if (by === null) throw new Error('the process table lets nobody else do anything');
  const moved: Contract = { ...contract, state };
  const version = contract.version + 1;

  switch (intent.command) {
    case 'proposeShares': {
      const { shares, reason } = intent;
      checkShares(shares, contract);
      if (contract.completedOn && reason === null) {
        throw new DomainError('INVALID_INPUT', 'contracts.sharesFixed', { field: 'reason' });
      }
      const confirmedBy = by === 'facilitator' ? [] : [by];
      return {
        next: { ...moved, proposedShares: { shares, confirmedBy, proposedIn: version } },
        event: { type: 'contract.sharesProposed', data: { shares, by, reason } },
      };
    }
    case 'confirmShares': {
      const proposed = mustBe(contract.proposedShares);
      const { shares } = proposed;
      const confirmedBy = [...proposed.confirmedBy, mustBeSide(by)];
      const isComplete = sidesOf(contract).every((side) => confirmedBy.includes(side));
      const next = isComplete
        ? { ...moved, centreShares: shares, proposedShares: null }
        : { ...moved, proposedShares: { ...proposed, confirmedBy } };
      // earlier amounts stay: the difference counts on the day of the correction
      const correctedOn = isComplete && contract.completedOn ? today : null;
      return { next, event: { type: 'contract.sharesConfirmed', data: { shares, by, isComplete, correctedOn } } };
    }
    case 'makeEffective': {
      const { on } = intent;
      checkPast(on, contract, today);
      checkFree(when);
      return {
        next: { ...moved, effectiveOn: on },
        event: { type: 'contract.madeEffective', data: { effectiveOn: on, by } },
      };
    }
    case 'recordEvidence': {
      const evidence: Evidence = { ...intent.evidence, filedBy: organisationId, confirmedBy: [] };
      checkPast(evidence.date, contract, today);
      if (evidence.kind === 'technologyContract' && !evidence.file) {
        throw new DomainError('INVALID_INPUT', 'contracts.certificateMissing', { field: 'fileId' });
      }
      if (contract.evidence.some(({ id }) => id === evidence.id)) {
        throw new DomainError('CONFLICT', 'contracts.lineExists', { field: 'evidenceId' });
      }
      return {
        next: { ...moved, evidence: [...contract.evidence, evidence] },
        event: { type: 'contract.evidenceRecorded', data: { evidence, by } },
      };
    }
    case 'confirmEvidence': {
      const { evidenceId } = intent;
      const found = contract.evidence.find(({ id }) => id === evidenceId);
      if (!found || !awaitsYes(contract, found, mustBeSide(by))) throw nothingToConfirm();
      const evidence = contract.evidence.map((item) =>
        item === found ? { ...item, confirmedBy: [...item.confirmedBy, organisationId] } : item,
      );
      return {
        next: { ...moved, evidence },
        event: { type: 'contract.evidenceConfirmed', data: { evidenceId, organisationId, by } },
      };
    }
    case 'recordLine': {
      const line: LedgerLine = { ...intent.line, statedBy: mustBeSide(by), isConfirmed: false, reverses: null };
      checkEntry(contract, line, today);
      return {
        next: withLine(moved, line),
        event: { type: 'contract.lineRecorded', data: { line: toRecord(line), by } },
      };
    }
    case 'confirmLine': {
      const { lineId } = intent;
      const line = contract.ledger.find(({ id }) => id === lineId);
      if (!line || !awaitsWord(contract, line, mustBeSide(by))) throw nothingToConfirm();
      const ledger = contract.ledger.map((entry) => (entry === line ? { ...entry, isConfirmed: true } : entry));
      return { next: { ...moved, ledger }, event: { type: 'contract.lineConfirmed', data: { lineId, by } } };
    }
    case 'reverseLine': {
      const { lineId, id } = intent;
      if (openReversal(contract, lineId)) throw new DomainError('WRONG_STATE', 'contracts.reversalAsked');
      const taken = reversal(contract.ledger, lineId, { id, date: today });
      const asked: Reversal = { lineId, id, by: mustBeSide(by), askedIn: version, state: 'asked' };
      const original = contract.ledger.find((line) => line.id === lineId);
      // a side may take back its own statement while that is at level 0; above it the other side must agree
      if (original?.statedBy === by && levelOf(original, contract) === 0) return takenBack(moved, asked, taken, by);
      withLine(moved, taken); // throws now if the ledger could not take it
      return {
        next: { ...moved, reversals: [...contract.reversals, asked] },
        event: { type: 'contract.reversalAsked', data: { lineId, id, by } },
      };
    }
    case 'agreeReversal': {
      const asked = openReversal(contract, intent.lineId);
      if (!asked || asked.by === by) throw nothingToConfirm();
      const { lineId, id } = asked;
      return takenBack(moved, asked, reversal(contract.ledger, lineId, { id, date: today }), by);
    }
    case 'refuseReversal': {
      const asked = openReversal(contract, intent.lineId);
      if (!asked) throw nothingToConfirm();
      return {
        next: { ...moved, reversals: answered(contract, asked, 'refused') },
        event: { type: 'contract.reversalRefused', data: { lineId: asked.lineId, by } },
      };
    }
    case 'complete': {
      const completedOn = mustBe(fulfilledOn(contract));
      checkFree(when);
      return {
        // proposed shares that are not confirmed by now lapse
        next: { ...moved, completedOn, proposedShares: null },
        event: { type: 'contract.completed', data: { completedOn, by } },
      };
    }
    case 'askEnd': {
      const { on, ground, stands, reason } = intent;
      checkPast(on, contract, today);
      const wantedEnd: WantedEnd = { by: mustBeSide(by), on, ground, stands, askedIn: version };
      checkComplete(contract, wantedEnd);
      endingLines(contract, wantedEnd, { newId: () => '', today }); // throws now if the end could not be agreed to
      const wire = stands.map(({ lineId, amount }) => ({ lineId, amount: amount.toJSON() }));
      return {
        next: { ...moved, wantedEnd },
        event: { type: 'contract.endAsked', data: { on, ground, stands: wire, reason, by } },
      };
    }
    case 'agreeEnd': {
      const wanted = mustBe(contract.wantedEnd);
      const lines = endingLines(contract, wanted, when);
      const { on, ground } = wanted;
      return {
        next: { ...moved, ledger: [...contract.ledger, ...lines], wantedEnd: null, ...lapsed, endedOn: on },
        event: { type: 'contract.ended', data: { on, ground, askedBy: wanted.by, lines: lines.map(toRecord), by } },
      };
    }
    case 'refuseEnd':
      return { next: { ...moved, wantedEnd: null }, event: { type: 'contract.endRefused', data: { by } } };
    default:
      return intent satisfies never;
  }
}

/** The contract after its term has run out. Throws WRONG_STATE when there is none, when it is not over, or for a second time. */
export function ranOut(contract: Contract, today: CalendarDate): ContractDecision {
  const state = step(contractProcess, contract.state, 'runOut', ['system'], contractFacts(contract, null));
  const on = termEndsOn(contract);
  if (on === null || on >= today) throw new DomainError('WRONG_STATE', 'common.wrongState', { command: 'runOut' });
  return { next: { ...contract, state, ranOutOn: on }, event: { type: 'contract.ranOut', data: { on } } };
}

/** The ledger lines of a contract at its signature: the fixed sum, if there is one. */
export function contractedLines(
  { terms, signedOn }: Pick<Contract, 'terms' | 'signedOn'>,
  newId: () => string,
): LedgerLine[] {
  const { fixedPart: part } = rulesOf(terms.route);
  const agreed = { statedBy: 'both', isConfirmed: true, proof: null, reverses: null } as const;
  if (terms.upfront.isZero()) return [];
  return [{ id: newId(), kind: 'contracted', part, amount: terms.upfront, date: signedOn, ...agreed }];
}

function withLine(contract: Contract, line: LedgerLine): Contract {
  const ledger = [...contract.ledger, line];
  checkLedger(ledger, contract.terms.upfront.currency);
  return { ...contract, ledger };
}

/** What was proposed and not agreed to by the end. */
const lapsed = { proposedShares: null, centreInvitations: [] } as const;

const answered = ({ reversals }: Contract, asked: Reversal, state: 'done' | 'refused') => [
  ...reversals.filter(({ id }) => id !== asked.id),
  { ...asked, state },
];

const takenBack = (contract: Contract, asked: Reversal, line: LedgerLine, by: ContractAuthor): ContractDecision => ({
  next: { ...withLine(contract, line), reversals: answered(contract, asked, 'done') },
  event: { type: 'contract.lineReversed', data: { line: toRecord(line), by, askedBy: asked.by } },
});

const nothingToConfirm = () => new DomainError('WRONG_STATE', 'contracts.nothingToConfirm');

function mustBeSide(by: ContractAuthor): ContractPart {
  if (by === 'facilitator') throw new Error('the process table lets only parties do this');
  return by;
}

function mustBe<Value>(value: Value | null): Value {
  if (value === null) throw new Error('a guard of the process table holds');
  return value;
}
