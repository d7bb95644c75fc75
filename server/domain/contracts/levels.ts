import { type Evidence, type EvidenceKind, isConfirmed } from './evidence.ts';
import type { LedgerLine, LineKind } from './ledger.ts';

/**
 * How well one line is proved (domain rule b-9): 0 stated by one side · 1 by both sides · 2 with a paper (the
 * contract's file, a receipt) · 3 with an official paper (the certificate of 技术合同认定登记, a bank statement) · 4 also with
 * a register event, which proves the act but, alone, no amount.
 */
export const verificationLevels = [0, 1, 2, 3, 4] as const;
export type VerificationLevel = (typeof verificationLevels)[number];

/** The kinds of lines that count for amounts; the minimum level is a parameter per kind. */
export const countedKinds = [
  'contracted',
  'received',
  'refunded',
  'contributed',
  'drawn',
] as const satisfies LineKind[];
export type CountedKind = (typeof countedKinds)[number];
export type MinimumLevels = Readonly<Record<CountedKind, number>>;

/** The parts of a contract on which the levels of its lines depend. */
export type Papers = Readonly<{ file: object | null; evidence: readonly Evidence[] }>;

/**
 * The level of one line. Contract file and certificate prove what was contracted (the certificate also a contribution);
 * receipt and bank statement prove that money moved; neither proves the other.
 */
export function levelOf(line: LedgerLine, { file, evidence }: Papers): VerificationLevel {
  if (line.statedBy !== 'both' && !line.isConfirmed) return 0;
  const has = (kind: EvidenceKind) => evidence.some((item) => item.kind === kind && isConfirmed(item));
  const isAgreedSum = line.kind === 'contracted';
  // the number of a certificate alone proves nothing: its file must be there
  const isCertified = evidence.some((item) => item.kind === 'technologyContract' && item.file && isConfirmed(item));
  const isOfBank = line.proof?.kind === 'bankStatement';
  const isOfficial = isAgreedSum ? isCertified : isOfBank || (line.kind === 'contributed' && isCertified);
  if (isOfficial) return has('registerEvent') ? 4 : 3;
  return (isAgreedSum ? file : line.proof) ? 2 : 1;
}
