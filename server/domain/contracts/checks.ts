import type { CalendarDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { CentreShare, Contract } from './contract.ts';
import type { LedgerLine } from './ledger.ts';
import { rulesOf } from './routes/routes.ts';

/**
 * Throws CONFLICT for an id that the ledger has, INVALID_INPUT for a kind, amount, currency or day that does not fit
 * the contract, WRONG_STATE for a kind that cannot come after the end.
 */
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
  // after the end money that is owed may still come, and money may go back
  if (state === 'ended' && line.kind !== 'received' && line.kind !== 'refunded') {
    throw new DomainError('WRONG_STATE', 'contracts.ended');
  }
}

/** Throws INVALID_INPUT for a day before the signature or after today. */
export function checkPast(date: CalendarDate, { signedOn }: Pick<Contract, 'signedOn'>, today: CalendarDate): void {
  if (date > today) throw new DomainError('INVALID_INPUT', 'contracts.futureDate', { field: 'date' });
  if (date < signedOn) throw new DomainError('INVALID_INPUT', 'contracts.beforeSigning', { field: 'date' });
}

/** Throws WRONG_STATE when other contracts hold what this one takes; `blocked`: codes of the findings. */
export function checkFree({ blocked }: Readonly<{ blocked: readonly string[] }>): void {
  if (blocked.length === 0) return;
  throw new DomainError('WRONG_STATE', 'contracts.blockedByLaw', { findings: blocked.join(', ') });
}

/**
 * Throws INVALID_INPUT unless weights total 10,000, each centre once, and all are in the contract; none is fine. A
 * centre that is gone may keep of its share what the sides leave it.
 */
export function checkShares(
  shares: readonly CentreShare[],
  { centreIds, centreShares }: Pick<Contract, 'centreIds' | 'centreShares'>,
): void {
  if (shares.length === 0) return; // the contract belongs to no centre
  const ids = new Set(shares.map(({ centreId }) => centreId));
  const total = shares.reduce((sum, { weight }) => sum + weight, 0);
  if (total !== 10_000 || ids.size < shares.length || shares.some(({ weight }) => weight <= 0)) {
    throw new DomainError('INVALID_INPUT', 'contracts.sharesTotal', { field: 'shares' });
  }
  const kept = (centreId: string) => centreShares.find((share) => share.centreId === centreId)?.weight ?? 0;
  if (!shares.every(({ centreId, weight }) => centreIds.includes(centreId) || weight <= kept(centreId))) {
    throw new DomainError('INVALID_INPUT', 'contracts.shareOfStranger', { field: 'shares' });
  }
}
