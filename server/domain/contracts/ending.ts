import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { Money } from '../money.ts';
import type { Contract, WantedEnd } from './contract.ts';
import { checkLedger, isUntouched, type LedgerLine, reversal } from './ledger.ts';

/** The lines of which an end must say how much stands: all but refunds, reversals and what was reversed. */
export const linesThatStand = ({ ledger }: Pick<Contract, 'ledger'>): LedgerLine[] =>
  ledger.filter((line) => line.kind !== 'refunded' && isUntouched(ledger, line));

/**
 * How much of each line stands when the end is agreed to: what was asked, and the whole of a line that came after the
 * request, because whoever agrees sees it. A line that was reversed since is left out.
 */
export function standing(
  contract: Pick<Contract, 'ledger'>,
  { stands }: Pick<WantedEnd, 'stands'>,
): { line: LedgerLine; amount: Money }[] {
  const asked = new Map(stands.map(({ lineId, amount }) => [lineId, amount]));
  return linesThatStand(contract).map((line) => ({ line, amount: asked.get(line.id) ?? line.amount }));
}

/** Throws INVALID_INPUT unless a request says of exactly `linesThatStand` how much of them stands. */
export function checkComplete(contract: Pick<Contract, 'ledger'>, { stands }: Pick<WantedEnd, 'stands'>): void {
  const asked = new Set(stands.map(({ lineId }) => lineId));
  const open = linesThatStand(contract);
  if (stands.length !== open.length || asked.size !== open.length || open.some(({ id }) => !asked.has(id))) {
    throw new DomainError('INVALID_INPUT', 'contracts.endIncomplete', { field: 'stands' });
  }
}

/**
 * The reversing lines of an end, dated `today`, the day on which both sides agree. Throws INVALID_INPUT for an amount
 * that is not from 0 to the line's own; WRONG_STATE as `checkLedger` does.
 */
export function endingLines(
  contract: Pick<Contract, 'ledger' | 'terms'>,
  wanted: Pick<WantedEnd, 'stands'>,
  { newId, today }: Readonly<{ newId: () => string; today: CalendarDate }>,
): LedgerLine[] {
  const { ledger, terms } = contract;
  const lines = standing(contract, wanted).flatMap(({ line, amount }) => {
    if (amount.isNegative() || amount.compare(line.amount) > 0) {
      throw new DomainError('INVALID_INPUT', 'contracts.standsTooMuch', { field: 'stands' });
    }
    if (amount.equals(line.amount)) return [];
    return [reversal(ledger, line.id, { id: newId(), date: today, stands: amount })];
  });
  checkLedger([...ledger, ...lines], terms.upfront.currency);
  return lines;
}
