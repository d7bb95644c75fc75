import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { Contract, WantedEnd } from './contract.ts';
import { checkLedger, isUntouched, type LedgerLine, reversal } from './ledger.ts';

/** The lines of which an end must say how much stands: all but refunds, reversals and what was reversed. */
export const linesThatStand = ({ ledger }: Pick<Contract, 'ledger'>): LedgerLine[] =>
  ledger.filter((line) => line.kind !== 'refunded' && isUntouched(ledger, line));

/**
 * The reversing lines of an end, dated `today`, the day on which both sides agree. Throws INVALID_INPUT unless `stands`
 * has exactly `linesThatStand`, each with an amount from 0 to the line's own; WRONG_STATE as `checkLedger` does.
 */
export function endingLines(
  contract: Pick<Contract, 'ledger' | 'terms'>,
  { stands }: Pick<WantedEnd, 'stands'>,
  { newId, today }: Readonly<{ newId: () => string; today: CalendarDate }>,
): LedgerLine[] {
  const { ledger, terms } = contract;
  const asked = new Map(stands.map(({ lineId, amount }) => [lineId, amount]));
  const open = linesThatStand(contract);
  if (stands.length !== open.length || asked.size !== stands.length) throw incomplete();
  const lines = open.flatMap((line) => {
    const amount = asked.get(line.id);
    if (!amount) throw incomplete();
    if (amount.isNegative() || amount.compare(line.amount) > 0) {
      throw new DomainError('INVALID_INPUT', 'contracts.standsTooMuch', { field: 'stands' });
    }
    if (amount.equals(line.amount)) return [];
    return [reversal(ledger, line.id, { id: newId(), date: today, stands: amount })];
  });
  checkLedger([...ledger, ...lines], terms.upfront.currency);
  return lines;
}

const incomplete = () => new DomainError('INVALID_INPUT', 'contracts.endIncomplete', { field: 'stands' });
