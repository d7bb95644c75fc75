import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { type Currency, Money, type MoneyWire } from '../money.ts';
import type { FileProof } from './evidence.ts';

export const lineKinds = ['contracted', 'due', 'received', 'refunded', 'contributed', 'drawn'] as const;
export type LineKind = (typeof lineKinds)[number];
export const lineParts = ['fixed', 'royalty', 'equity', 'loan'] as const;
export type LinePart = (typeof lineParts)[number];

/** Who a party is in a contract. Several organisations may have one part: co-owners supply together. */
export const contractParts = ['supplier', 'demander'] as const;
export type ContractPart = (typeof contractParts)[number];

/** What shows that money moved: the payer's or payee's own paper, or the bank's statement. */
export const proofKinds = ['receipt', 'bankStatement'] as const;
export type ProofKind = (typeof proofKinds)[number];
export type LineProof = FileProof & Readonly<{ kind: ProofKind }>;

/**
 * One line of a contract's ledger. Lines are only ever added; a mistake is a line with the opposite amount that names the
 * one it reverses.
 */
export type LedgerLine = Readonly<{
  id: string;
  kind: LineKind;
  part: LinePart;
  amount: Money;
  /** When it happened or falls due, in Asia/Shanghai. */
  date: CalendarDate;
  /** Which side stated it; `both` for what both sides agreed. */
  statedBy: ContractPart | 'both';
  /** The other side says so too. */
  isConfirmed: boolean;
  proof: LineProof | null;
  reverses: string | null;
}>;

/** A ledger line as an event holds it. */
export type LineRecord = Omit<LedgerLine, 'amount'> & Readonly<{ amount: MoneyWire }>;
export const toRecord = (line: LedgerLine): LineRecord => ({ ...line, amount: line.amount.toJSON() });
export const fromRecord = (line: LineRecord): LedgerLine => ({ ...line, amount: Money.fromWire(line.amount) });

/** What has been entered under a kind and part, reversals taken off. */
export function totalOf(lines: readonly LedgerLine[], kind: LineKind, part: LinePart, currency: Currency): Money {
  const amounts = lines.filter((line) => line.kind === kind && line.part === part).map(({ amount }) => amount);
  return Money.sum(amounts, currency);
}

/** Whether nothing was taken back of a line, and it is no reversal itself. */
export const isUntouched = (lines: readonly LedgerLine[], line: LedgerLine): boolean =>
  line.reverses === null && !lines.some(({ reverses }) => reverses === line.id);

/** The line that takes `reversedId` back down to `stands` (nothing, if not said); WRONG_STATE when that was done before. */
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
 * Refuses a ledger that cannot be, whatever led to it: of every part 0 ≤ refunded ≤ received and what counts as fixed
 * (received, contributed, drawn) ≤ contracted. So no figure falls below nothing, and a receipt of which part was
 * refunded cannot be taken back before the refund is.
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
