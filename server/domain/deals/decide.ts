import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { FactOf } from '../events.ts';
import { step } from '../process.ts';
import { fulfilledOn } from './completion.ts';
import { dealProcess, type DealCommand, type DealFacts, type DealRole } from './deal-process.ts';
import {
  type CentreShare,
  type ContractFile,
  type Deal,
  type Evidence,
  type Offer,
  openOffer,
  openReversal,
  otherSide,
  type Reversal,
  type Side,
} from './deal.ts';
import type { DealEventType, LineRecord, TermsRecord } from './deal-events.ts';
import { checkLine, fixedPartOf, type LedgerLine, type LineKind, reversal } from './ledger.ts';
import { levelOf } from './levels.ts';
import { type DealTerms, flawOf, type Route } from './terms.ts';

/** What one side can enter; what the contract fixes enters itself. */
type RecordedKind = Exclude<LineKind, 'contracted'>;
type StatedLine = Omit<LedgerLine, 'kind' | 'statedBy' | 'isConfirmed' | 'reverses'> & Readonly<{ kind: RecordedKind }>;

/** What somebody wants of a deal. */
export type DealIntent =
  | Readonly<{ command: 'offer'; terms: DealTerms; validUntil: CalendarDate | null }>
  | Readonly<{ command: 'withdrawOffer' | 'reopen' | 'confirmShares' | 'complete' }>
  | Readonly<{ command: 'accept'; number: number }>
  | Readonly<{ command: 'attachContract'; file: ContractFile }>
  | Readonly<{ command: 'sign'; sha256: string }>
  | Readonly<{ command: 'inviteCentre'; centreId: string }>
  | Readonly<{ command: 'proposeShares'; shares: readonly CentreShare[]; reason: string | null }>
  | Readonly<{ command: 'makeEffective'; on: CalendarDate }>
  | Readonly<{ command: 'recordEvidence'; evidence: Evidence }>
  | Readonly<{ command: 'recordLine'; line: StatedLine }>
  | Readonly<{ command: 'confirmLine'; lineId: string }>
  | Readonly<{ command: 'reverseLine'; lineId: string; id: string }>
  | Readonly<{ command: 'agreeReversal' | 'refuseReversal'; lineId: string }>
  | Readonly<{ command: 'close'; reason: string }>
  | Readonly<{ command: 'terminate'; on: CalendarDate; reason: string }>;

/** Under which circumstances it is wanted. */
export type Circumstances = Readonly<{
  roles: readonly DealRole[];
  /** ISO instant, and the day it is in Asia/Shanghai. */
  now: string;
  today: CalendarDate;
  newId: () => string;
  /** The proof of a text, for the event: events keep no text that people wrote. */
  proofOf: (text: string) => string;
  /** Codes of the legal findings that forbid to sign (`preflight.ts`), or to stand by what was signed (`rights-book.ts`). */
  blocked: readonly string[];
}>;

export type DealDecision = Readonly<{ next: Deal; event: FactOf<DealEventType> }>;

/** What the process table needs to know of a deal, seen from one side. */
export function dealFacts(deal: Deal, roles: readonly DealRole[]): DealFacts {
  const side = sideOf(roles);
  const offer = openOffer(deal);
  return {
    isMyMove: side !== null && offer !== null && offer.by !== side,
    isMyOffer: side !== null && offer?.by === side,
    hasContract: deal.contract !== null,
    iHaveSigned: side !== null && deal.signedBy.includes(side),
    otherHasSigned: side !== null && deal.signedBy.includes(otherSide(side)),
    hasProposedShares: deal.proposedShares !== null,
    iHaveConfirmedShares: side !== null && (deal.proposedShares?.confirmedBy.includes(side) ?? false),
    reversalAwaitsMe: side !== null && deal.reversals.some((one) => one.state === 'asked' && one.by !== side),
    hasOpenReversal: openReversal(deal) !== undefined,
    isFulfilled: fulfilledOn(deal) !== null,
  };
}

export const sideOf = (roles: readonly DealRole[]): Side | null =>
  roles.includes('supplier') ? 'supplier' : roles.includes('demander') ? 'demander' : null;

/** The next state of a deal and the event that tells of it; throws when the intent is not possible now. Pure. */
export function decideDeal(deal: Deal, intent: DealIntent, when: Circumstances): DealDecision {
  const { roles, today } = when;
  const command: DealCommand = intent.command;
  const state = step(dealProcess, deal.state, command, roles, dealFacts(deal, roles));
  const side = sideOf(roles);
  const by = side ?? 'facilitator';
  const moved: Deal = { ...deal, state };
  const decided = (next: Deal, event: FactOf<DealEventType>): DealDecision => ({ next, event });
  const recorded = ({ territory, upfront, ...terms }: DealTerms): TermsRecord => ({
    ...terms,
    territoryDigest: when.proofOf(territory),
    upfront: upfront.toJSON(),
  });

  const answered = (asked: Reversal, to: 'done' | 'refused') => [
    ...deal.reversals.filter(({ id }) => id !== asked.id),
    { ...asked, state: to },
  ];
  const takenBack = (asked: Reversal, line: LedgerLine) =>
    decided(
      { ...moved, reversals: answered(asked, 'done'), ledger: [...deal.ledger, line] },
      { type: 'deal.lineReversed', data: { lines: [lineRecord(line)], by, askedBy: asked.by } },
    );

  switch (intent.command) {
    case 'offer': {
      const flaw = flawOf(intent.terms);
      if (flaw) throw new DomainError('INVALID_INPUT', 'deals.badTerms', { field: flaw });
      if (intent.validUntil && intent.validUntil < today) {
        throw new DomainError('INVALID_INPUT', 'deals.validInPast', { field: 'validUntil' });
      }
      const number = deal.offers.length + 1;
      const { terms, validUntil } = intent;
      const offer: Offer = { number, by: mustBeSide(side), terms, at: when.now, validUntil, state: 'open' };
      const offers = [...settle(deal.offers, 'superseded'), offer];
      return decided(
        { ...moved, offers },
        {
          type: 'deal.offered',
          data: { number, by, terms: recorded(terms), validUntil },
        },
      );
    }
    case 'withdrawOffer': {
      const { number } = mustBeOpen(deal);
      const offers = settle(deal.offers, 'withdrawn');
      return decided({ ...moved, offers }, { type: 'deal.offerWithdrawn', data: { number } });
    }
    case 'accept': {
      const offer = openOffer(deal);
      if (offer?.number !== intent.number) throw new DomainError('WRONG_STATE', 'deals.notTheOpenOffer');
      if (offer.validUntil && offer.validUntil < today) throw new DomainError('WRONG_STATE', 'deals.offerExpired');
      const { number, terms } = offer;
      const offers = settle(deal.offers, 'accepted');
      return decided(
        { ...moved, offers, agreed: { number, terms } },
        {
          type: 'deal.accepted',
          data: { number, by, terms: recorded(terms) },
        },
      );
    }
    case 'reopen':
      return decided({ ...moved, agreed: null, contract: null, signedBy: [] }, { type: 'deal.reopened', data: { by } });
    case 'attachContract':
      return decided(
        { ...moved, contract: intent.file, signedBy: [] },
        { type: 'deal.contractAttached', data: { ...intent.file, by } },
      );
    case 'sign': {
      if (intent.sha256 !== deal.contract?.sha256) throw new DomainError('STALE_VERSION', 'deals.notTheContract');
      mustBeFree(when);
      const signedBy = [...deal.signedBy, mustBeSide(side)];
      if (state !== 'signed') {
        return decided({ ...moved, signedBy }, { type: 'deal.signed', data: { by, isComplete: false } });
      }
      const lines = contractedLines(moved, when);
      return decided(
        { ...moved, signedBy, signedOn: today, ledger: [...deal.ledger, ...lines] },
        { type: 'deal.signed', data: { by, isComplete: true, signedOn: today, lines: lines.map(lineRecord) } },
      );
    }
    case 'inviteCentre': {
      const centreIds = [...new Set([...deal.centreIds, intent.centreId])];
      return decided({ ...moved, centreIds }, { type: 'deal.centreInvited', data: { centreId: intent.centreId, by } });
    }
    case 'proposeShares': {
      checkShares(intent.shares, deal.centreIds);
      const confirmedBy = side ? [side] : [];
      const { shares, reason } = intent;
      if (deal.completedOn && reason === null) {
        throw new DomainError('INVALID_INPUT', 'deals.sharesFixed', { field: 'reason' });
      }
      const proposedShares = { shares, confirmedBy, proposedIn: deal.version + 1 };
      return decided({ ...moved, proposedShares }, { type: 'deal.sharesProposed', data: { shares, by, reason } });
    }
    case 'confirmShares': {
      const { shares = [], confirmedBy = [], ...proposed } = deal.proposedShares ?? {};
      const all = [...confirmedBy, mustBeSide(side)];
      const isComplete = all.length === 2;
      const next = isComplete
        ? { ...moved, centreShares: shares, proposedShares: null }
        : { ...moved, proposedShares: { ...proposed, shares, confirmedBy: all } };
      // what has counted is not changed: the difference counts on the day of the correction
      const correctedOn = isComplete && deal.completedOn ? today : null;
      return decided(next, { type: 'deal.sharesConfirmed', data: { shares, by, isComplete, correctedOn } });
    }
    case 'makeEffective': {
      mustBeFree(when);
      checkPast(intent.on, deal, today);
      return decided(
        { ...moved, effectiveOn: intent.on },
        { type: 'deal.madeEffective', data: { effectiveOn: intent.on, by } },
      );
    }
    case 'recordEvidence': {
      checkPast(intent.evidence.date, deal, today);
      const { evidence } = intent;
      if (evidence.kind === 'technologyContract' && !evidence.file) {
        throw new DomainError('INVALID_INPUT', 'deals.certificateMissing', { field: 'fileId' });
      }
      return decided(
        { ...moved, evidence: [...deal.evidence, evidence] },
        { type: 'deal.evidenceRecorded', data: { evidence, by } },
      );
    }
    case 'recordLine': {
      const line: LedgerLine = { ...intent.line, statedBy: mustBeSide(side), isConfirmed: false, reverses: null };
      if (deal.ledger.some(({ id }) => id === line.id)) throw new DomainError('CONFLICT', 'deals.lineExists');
      const terms = agreedTerms(deal);
      checkPart(line, terms.route);
      if (line.kind !== 'due') checkPast(line.date, deal, today);
      checkLine(deal.ledger, line, terms);
      return decided(
        { ...moved, ledger: [...deal.ledger, line] },
        {
          type: lineEvents[intent.line.kind],
          data: { lines: [lineRecord(line)], by },
        },
      );
    }
    case 'confirmLine': {
      const line = deal.ledger.find(({ id }) => id === intent.lineId);
      if (!line || line.isConfirmed || line.statedBy === 'both' || line.statedBy === side || isTakenBack(deal, line)) {
        throw new DomainError('WRONG_STATE', 'deals.nothingToConfirm');
      }
      const ledger = deal.ledger.map((entry) => (entry === line ? { ...entry, isConfirmed: true } : entry));
      return decided({ ...moved, ledger }, { type: 'deal.lineConfirmed', data: { lineId: line.id, by } });
    }
    case 'reverseLine': {
      const { lineId, id } = intent;
      if (openReversal(deal, lineId)) throw new DomainError('WRONG_STATE', 'deals.reversalAsked');
      const line = reversal(deal.ledger, lineId, id, today);
      const asked: Reversal = { lineId, id, by: mustBeSide(side), askedIn: deal.version + 1, state: 'asked' };
      // one's own word that proves nothing yet is one's own to take back; whatever counts for more is both sides'
      if (line.statedBy === side && levelOf(line, deal) === 0) return takenBack(asked, line);
      return decided(
        { ...moved, reversals: [...deal.reversals, asked] },
        { type: 'deal.reversalAsked', data: { lineId, id, by } },
      );
    }
    case 'agreeReversal': {
      const asked = openReversal(deal, intent.lineId);
      if (!asked || asked.by === side) throw new DomainError('WRONG_STATE', 'deals.nothingToConfirm');
      return takenBack(asked, reversal(deal.ledger, asked.lineId, asked.id, today));
    }
    case 'refuseReversal': {
      const asked = openReversal(deal, intent.lineId);
      if (!asked) throw new DomainError('WRONG_STATE', 'deals.nothingToConfirm');
      const { lineId } = asked;
      return decided(
        { ...moved, reversals: answered(asked, 'refused') },
        { type: 'deal.reversalRefused', data: { lineId, by } },
      );
    }
    case 'complete': {
      mustBeFree(when);
      const completedOn = fulfilledOn(deal);
      // what nobody confirmed by now counts for nobody
      return decided(
        { ...moved, completedOn, proposedShares: null },
        { type: 'deal.completed', data: { completedOn, by } },
      );
    }
    case 'close':
      return decided(
        { ...moved, offers: settle(deal.offers, 'superseded') },
        { type: 'deal.closed', data: { reason: intent.reason, by } },
      );
    case 'terminate':
      checkPast(intent.on, deal, today);
      return decided(moved, { type: 'deal.terminated', data: { on: intent.on, reason: intent.reason, by } });
    default:
      return intent satisfies never;
  }
}

const lineEvents = {
  due: 'deal.dueRecorded',
  received: 'deal.receiptRecorded',
  refunded: 'deal.refundRecorded',
  contributed: 'deal.contributionRecorded',
  drawn: 'deal.drawdownRecorded',
} as const satisfies Record<RecordedKind, DealEventType>;

const lineRecord = (line: LedgerLine): LineRecord => ({ ...line, amount: line.amount.toJSON() });

/** Whether a line was reversed or is itself a reversal: it stands or falls with the other, at one level. */
const isTakenBack = ({ ledger }: Deal, line: LedgerLine): boolean =>
  line.reverses !== null || ledger.some(({ reverses }) => reverses === line.id);

/** Ends the open offer. */
const settle = (offers: readonly Offer[], state: Offer['state']): Offer[] =>
  offers.map((offer) => (offer.state === 'open' ? { ...offer, state } : offer));

/** What the contract fixes as soon as both have signed it. */
function contractedLines(deal: Deal, { newId, today }: Circumstances): LedgerLine[] {
  const terms = agreedTerms(deal);
  if (terms.upfront.isZero()) return [];
  const part = fixedPartOf(terms);
  const stated = { statedBy: 'both', isConfirmed: true, proof: deal.contract, reverses: null } as const;
  return [{ id: newId(), kind: 'contracted', part, amount: terms.upfront, date: today, ...stated }];
}

/** Which lines a route can have at all. */
function checkPart({ kind, part }: LedgerLine, route: Route): void {
  const isPaid = kind === 'due' || kind === 'received' || kind === 'refunded';
  const fits =
    route === 'equity'
      ? kind === 'contributed' && part === 'equity'
      : route === 'financing'
        ? kind === 'drawn' && part === 'loan'
        : isPaid && (part === 'fixed' || part === 'royalty');
  if (!fits) throw new DomainError('INVALID_INPUT', 'deals.partOfRoute', { field: 'kind' });
}

function mustBeFree({ blocked }: Circumstances): void {
  if (blocked.length === 0) return;
  throw new DomainError('WRONG_STATE', 'deals.blockedByLaw', { findings: blocked.join(', ') });
}

function checkPast(date: CalendarDate, deal: Deal, today: CalendarDate): void {
  if (date > today) throw new DomainError('INVALID_INPUT', 'deals.futureDate', { field: 'date' });
  if (deal.signedOn && date < deal.signedOn) {
    throw new DomainError('INVALID_INPUT', 'deals.beforeSigning', { field: 'date' });
  }
}

function checkShares(shares: readonly CentreShare[], centreIds: readonly string[]): void {
  if (shares.length === 0) return; // the deal belongs to no centre
  const ids = new Set(shares.map(({ centreId }) => centreId));
  const total = shares.reduce((sum, { weight }) => sum + weight, 0);
  if (total !== 10_000 || ids.size < shares.length || shares.some(({ weight }) => weight <= 0)) {
    throw new DomainError('INVALID_INPUT', 'deals.sharesTotal', { field: 'shares' });
  }
  if (![...ids].every((id) => centreIds.includes(id))) {
    throw new DomainError('INVALID_INPUT', 'deals.shareOfStranger', { field: 'shares' });
  }
}

function mustBeOpen(deal: Deal): Offer {
  const offer = openOffer(deal);
  if (!offer) throw new Error('the process table lets only an open offer be withdrawn');
  return offer;
}

function agreedTerms({ agreed }: Deal): DealTerms {
  if (!agreed) throw new Error('a contracted deal has agreed terms');
  return agreed.terms;
}

function mustBeSide(side: Side | null): Side {
  if (!side) throw new Error('the process table lets only parties do this');
  return side;
}
