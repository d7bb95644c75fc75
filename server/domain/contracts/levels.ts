import { type Evidence, type EvidenceKind, isConfirmed } from './evidence.ts';
import type { LedgerLine, LineKind } from './ledger.ts';

/**
 * How well one line is proved (domain rule b-9): 0 declared by one side · 1 said by both · 2 with the paper: the contract's
 * file, the receipt · 3 with an official paper: the certificate of 技术合同认定登记, the bank's statement · 4 the act
 * stands in the patent register as well, which by itself carries no amount.
 */
export const verificationLevels = [0, 1, 2, 3, 4] as const;
export type VerificationLevel = (typeof verificationLevels)[number];

/** Kinds of line that count for an amount; each has a minimum level of its own. */
export const countedKinds = [
  'contracted',
  'received',
  'refunded',
  'contributed',
  'drawn',
] as const satisfies LineKind[];
export type CountedKind = (typeof countedKinds)[number];
export type MinimumLevels = Readonly<Record<CountedKind, number>>;

/** What of a contract the level of its lines depends on. */
export type Papers = Readonly<{ file: object | null; evidence: readonly Evidence[] }>;

/**
 * The level of one line, by what proves that kind of line: the contract and its certificate prove what was contracted or
 * contributed, a receipt and the bank prove that money came, and neither proves the other.
 */
export function levelOf(line: LedgerLine, { file, evidence }: Papers): VerificationLevel {
  if (line.statedBy !== 'both' && !line.isConfirmed) return 0;
  const has = (kind: EvidenceKind) => evidence.some((item) => item.kind === kind && isConfirmed(item));
  const isAgreedSum = line.kind === 'contracted';
  // a number that somebody typed proves nothing: the certificate itself must be there
  const isCertified = evidence.some((item) => item.kind === 'technologyContract' && item.file && isConfirmed(item));
  const isOfBank = line.proof?.kind === 'bankStatement';
  const isOfficial = isAgreedSum ? isCertified : isOfBank || (line.kind === 'contributed' && isCertified);
  if (isOfficial) return has('registerEvent') ? 4 : 3;
  return (isAgreedSum ? file : line.proof) ? 2 : 1;
}
