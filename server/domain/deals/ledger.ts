import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { Money } from '../money.ts';
import type { DealTerms } from './terms.ts';

export const lineKinds = ['contracted', 'due', 'received', 'refunded', 'contributed', 'drawn'] as const;
export type LineKind = (typeof lineKinds)[number];
export const lineParts = ['fixed', 'royalty', 'equity', 'loan'] as const;
export type LinePart = (typeof lineParts)[number];

/** Proof of a line: a file of the deal (its SHA-256 is kept with it) or the number of an official record. */
export type Proof = Readonly<{ fileId: string; sha256: string }>;

/**
 * One line of a deal's ledger. Lines are only ever added; a mistake is a line with the opposite amount that names the one
 * it reverses.
 */
export type LedgerLine = Readonly<{
  id: string;
  kind: LineKind;
  part: LinePart;
  amount: Money;
  /** When it happened or falls due, in Asia/Shanghai. */
  date: CalendarDate;
  /** Which side stated it; `both` for what both signed. */
  statedBy: 'supplier' | 'demander' | 'both';
  /** The other side says so too. */
  isConfirmed: boolean;
  proof: Proof | null;
  reverses: string | null;
}>;

/** The part that a deal's fixed amount is. */
export const fixedPartOf = (terms: DealTerms): LinePart =>
  terms.route === 'equity' ? 'equity' : terms.route === 'financing' ? 'loan' : 'fixed';

/** What has been entered under a kind and part, reversals taken off. */
export function totalOf(lines: readonly LedgerLine[], kind: LineKind, part: LinePart, like: Money): Money {
  const amounts = lines.filter((line) => line.kind === kind && line.part === part).map(({ amount }) => amount);
  return Money.sum(amounts, like.currency);
}

/** The line that takes `reversed` back, dated the day it happens; WRONG_STATE when that was done before. */
export function reversal(lines: readonly LedgerLine[], reversedId: string, id: string, date: CalendarDate): LedgerLine {
  const original = lines.find((line) => line.id === reversedId);
  if (!original) throw new DomainError('NOT_FOUND', 'common.notFound', { field: 'lineId' });
  if (original.reverses !== null || lines.some(({ reverses }) => reverses === reversedId)) {
    throw new DomainError('WRONG_STATE', 'deals.alreadyReversed');
  }
  return { ...original, id, date, amount: original.amount.negated(), reverses: reversedId };
}

/**
 * Refuses a line that cannot be: money that is not positive, another currency than the contract's, more received of the
 * fixed part than was contracted, more refunded than was received.
 */
export function checkLine(lines: readonly LedgerLine[], line: LedgerLine, terms: DealTerms): void {
  if (!line.amount.isPositive()) throw new DomainError('INVALID_INPUT', 'deals.notPositive', { field: 'amount' });
  if (line.amount.currency !== terms.upfront.currency) {
    throw new DomainError('INVALID_INPUT', 'money.currency', { field: 'amount' });
  }
  const total = (kind: LineKind) => totalOf(lines, kind, line.part, line.amount);
  const received = total('received').minus(total('refunded'));
  if (line.kind === 'received' && line.part === 'fixed') {
    if (received.plus(line.amount).compare(total('contracted')) > 0)
      throw new DomainError('WRONG_STATE', 'deals.overpaid');
  }
  if (line.kind === 'refunded' && line.amount.compare(received) > 0) {
    throw new DomainError('WRONG_STATE', 'deals.overRefunded');
  }
  if (line.kind === 'contributed' || line.kind === 'drawn') {
    if (total(line.kind).plus(line.amount).compare(total('contracted')) > 0) {
      throw new DomainError('WRONG_STATE', 'deals.overpaid');
    }
  }
}
