import type { Deal } from './deal.ts';
import type { LedgerLine } from './ledger.ts';

/**
 * How well an amount is proved (domain rule b-9): 0 declared by one side · 1 confirmed by both · 2 contract and payment
 * on file · 3 certificate of 技术合同认定登记 · 4 matched by an event of the patent register or gazette.
 */
export const verificationLevels = [0, 1, 2, 3, 4] as const;
export type VerificationLevel = (typeof verificationLevels)[number];

/** What of a deal the level of its lines depends on. */
export type ProvedDeal = Pick<Deal, 'contract' | 'evidence' | 'ledger'>;

/** The level of one line: the highest whose own proof is there. */
export function levelOf(line: LedgerLine, deal: ProvedDeal): VerificationLevel {
  const has = (kind: string) => deal.evidence.some((item) => item.kind === kind);
  if (has('registerEvent')) return 4;
  // a number that somebody typed proves nothing: the certificate itself must be there
  if (deal.evidence.some(({ kind, file }) => kind === 'technologyContract' && file)) return 3;
  const isPayment = line.kind !== 'contracted' && line.kind !== 'due';
  const payment = isPayment ? line.proof : deal.ledger.some(({ kind, proof }) => kind === 'received' && proof);
  if (deal.contract && payment) return 2;
  return line.statedBy === 'both' || line.isConfirmed ? 1 : 0;
}
