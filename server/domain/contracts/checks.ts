import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { CentreShare, Contract } from './contract.ts';
import type { LedgerLine } from './ledger.ts';
import { rulesOf } from './routes/routes.ts';

/** Refuses a line that does not belong to the contract: twice the same, of another route or currency, of another time. */
export function checkEntry(
  { ledger, terms, state, ...contract }: Contract,
  line: LedgerLine,
  today: CalendarDate,
): void {
  const refuse = (key: 'contracts.partOfRoute' | 'contracts.notPositive' | 'money.currency', field: string) => {
    throw new DomainError('INVALID_INPUT', key, { field });
  };
  if (ledger.some(({ id }) => id === line.id)) throw new DomainError('CONFLICT', 'contracts.lineExists');
  const { lines } = rulesOf(terms.route);
  if (!lines[line.kind]?.includes(line.part)) refuse('contracts.partOfRoute', 'kind');
  if (!line.amount.isPositive()) refuse('contracts.notPositive', 'amount');
  if (line.amount.currency !== terms.upfront.currency) refuse('money.currency', 'amount');
  if (line.kind !== 'due') checkPast(line.date, contract, today);
  // what is owed still comes after the end, and money goes back; nothing new is contributed, drawn or due
  if (state === 'ended' && line.kind !== 'received' && line.kind !== 'refunded') {
    throw new DomainError('WRONG_STATE', 'contracts.ended');
  }
}

/** Refuses a day before the signature or after today. */
export function checkPast(date: CalendarDate, { signedOn }: Pick<Contract, 'signedOn'>, today: CalendarDate): void {
  if (date > today) throw new DomainError('INVALID_INPUT', 'contracts.futureDate', { field: 'date' });
  if (date < signedOn) throw new DomainError('INVALID_INPUT', 'contracts.beforeSigning', { field: 'date' });
}

/** Refuses to go on while others hold what the contract takes. */
export function checkFree({ blocked }: Readonly<{ blocked: readonly string[] }>): void {
  if (blocked.length === 0) return;
  throw new DomainError('WRONG_STATE', 'contracts.blockedByLaw', { findings: blocked.join(', ') });
}

/** Refuses shares that do not total 10,000, or that a stranger would have. */
export function checkShares(shares: readonly CentreShare[], centreIds: readonly string[]): void {
  if (shares.length === 0) return; // the contract belongs to no centre
  const ids = new Set(shares.map(({ centreId }) => centreId));
  const total = shares.reduce((sum, { weight }) => sum + weight, 0);
  if (total !== 10_000 || ids.size < shares.length || shares.some(({ weight }) => weight <= 0)) {
    throw new DomainError('INVALID_INPUT', 'contracts.sharesTotal', { field: 'shares' });
  }
  if (![...ids].every((id) => centreIds.includes(id))) {
    throw new DomainError('INVALID_INPUT', 'contracts.shareOfStranger', { field: 'shares' });
  }
}
