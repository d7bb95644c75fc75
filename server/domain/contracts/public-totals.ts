import { type Minimum, isEnoughOf, twoDigits } from './price-batches.ts';
import type { VerificationLevel } from './levels.ts';

/** A completed contract as far as the exchange's own figures go. */
export type TotalledContract = Readonly<{
  id: string;
  supplierIds: readonly string[];
  demanderIds: readonly string[];
  /** What it counts for, in yuan. */
  amount: number;
  /** At which its least proved line is proved. */
  level: VerificationLevel;
}>;

/** Contracts that are added to the public figures together: their sum, rounded, and the level that all of them reach. */
export type PublicTotal = Readonly<{ contractIds: readonly string[]; yuan: number; level: VerificationLevel }>;

/**
 * The next step of the public figures of the exchange: all contracts that are in none yet, once they are enough. Public
 * figures only ever grow by such a step, so that no difference between two of them tells of fewer than a whole step; and
 * none in which one contract is more than half of the sum, which would tell about what it cost. Pure.
 */
export function nextTotal(unpublished: readonly TotalledContract[], minimum: Minimum): PublicTotal | null {
  if (!isEnoughOf(unpublished, minimum)) return null;
  const amounts = unpublished.map(({ amount }) => amount);
  const sum = amounts.reduce((all, amount) => all + amount, 0);
  if (Math.max(...amounts) * 2 > sum) return null;
  const levels = unpublished.map(({ level }) => level);
  return {
    contractIds: unpublished.map(({ id }) => id),
    yuan: twoDigits(sum),
    level: levels.reduce((least, level) => (level < least ? level : least)),
  };
}
