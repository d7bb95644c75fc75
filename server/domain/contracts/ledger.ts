import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { type Currency, Money, type MoneyWire } from '../money.ts';
import { type Side, sides } from '../sides.ts';
import type { FileProof } from './evidence.ts';

export const lineKinds = ['contracted', 'due', 'received', 'refunded', 'contributed', 'drawn'] as const;
export type LineKind = (typeof lineKinds)[number];
export const lineParts = ['fixed', 'royalty', 'equity', 'loan'] as const;
export type LinePart = (typeof lineParts)[number];

/** The sides of a contract. Several organisations may be on one side, e.g. co-owners. */
export const contractParts = sides;
export type ContractPart = Side;

/** Proof that money moved: a receipt made by payer or payee, or the bank's statement. */
export const proofKinds = ['receipt', 'bankStatement'] as const;
export type ProofKind = (typeof proofKinds)[number];
export type LineProof = FileProof & Readonly<{ kind: ProofKind }>;

/** One line of a contract's ledger. Lines are only ever added; a mistake is corrected by a line that reverses it. */
export type LedgerLine = Readonly<{
  id: string;
  kind: LineKind;
  part: LinePart;
  amount: Money;
  /** When it happened or falls due. */
  date: CalendarDate;
  /** The side that stated it; `both` for what the contract itself says. */
  statedBy: ContractPart | 'both';
  /** By the other side. */
  isConfirmed: boolean;
  proof: LineProof | null;
  /** Id of the line that this one reverses. */
  reverses: string | null;
}>;

/** A ledger line in an event. */
export type LineRecord = Omit<LedgerLine, 'amount'> & Readonly<{ amount: MoneyWire }>;
export const toRecord = (line: LedgerLine): LineRecord => ({ ...line, amount: line.amount.toJSON() });
export const fromRecord = (line: LineRecord): LedgerLine => ({ ...line, amount: Money.fromWire(line.amount) });

/** The sum of the lines of a kind and part, less reversals. */
export function totalOf(lines: readonly LedgerLine[], kind: LineKind, part: LinePart, currency: Currency): Money {
  const amounts = lines.filter((line) => line.kind === kind && line.part === part).map(({ amount }) => amount);
  return Money.sum(amounts, currency);
}

/** Whether a line neither was reversed, even in part, nor is a reversal. */
export const isUntouched = (lines: readonly LedgerLine[], line: LedgerLine): boolean =>
  line.reverses === null && !lines.some(({ reverses }) => reverses === line.id);

/**
 * The line that reverses `reversedId` so that `stands` (0 when absent) is left of it. Throws NOT_FOUND for an unknown
 * line, WRONG_STATE for one that was reversed or is a reversal.
 */
export function reversal(
  lines: readonly LedgerLine[],
  reversedId: string,
  { id, date, stands }: Readonly<{ id: string; date: CalendarDate; stands?: Money }>,
): LedgerLine {
  const original = lines.find((line) => line.id === reversedId);
  if (!original) throw new DomainError('NOT_FOUND', 'common.notFound', { field: 'lineId' });
  if (!isUntouched(lines, original)) throw new DomainError('WRONG_STATE', 'contracts.alreadyReversed');
  const taken = stands ? original.amount.minus(stands) : original.amount;
  return { ...original, id, date, amount: taken.negated(), reverses: reversedId };
}

/**
 * Throws WRONG_STATE for an impossible ledger. For every part 0 ≤ refunded ≤ received must hold and, except for
 * royalties, received, contributed and drawn each ≤ contracted. So no figure falls below zero, and a receipt that was
 * partly refunded cannot be reversed before the refund is.
 */
export function checkLedger(lines: readonly LedgerLine[], currency: Currency): void {
  const total = (kind: LineKind, part: LinePart) => totalOf(lines, kind, part, currency);
  const exceeds = (one: Money, other: Money) => one.compare(other) > 0;
  for (const part of lineParts) {
    const [received, refunded] = [total('received', part), total('refunded', part)];
    if (exceeds(refunded, received)) throw new DomainError('WRONG_STATE', 'contracts.overRefunded');
    if (part === 'royalty') continue;
    const contracted = total('contracted', part);
    for (const sum of [received, total('contributed', part), total('drawn', part)]) {
      if (exceeds(sum, contracted)) throw new DomainError('WRONG_STATE', 'contracts.overpaid');
    }
  }
}
