import { Money } from '../money.ts';
import type { VerificationLevel } from './levels.ts';
import { type Minimum, isEnoughOf } from './price-batches.ts';

/** A completed contract as far as the exchange's own figures go. */
export type TotalledContract = Readonly<{
  id: string;
  supplierIds: readonly string[];
  demanderIds: readonly string[];
  /** What it counts for, in yuan. */
  amount: Money;
  /** At which its least proved line is proved. */
  level: VerificationLevel;
}>;

/** Contracts that are added to the public figures together: their sum, rounded, and the level that all of them reach. */
export type PublicTotal = Readonly<{ contractIds: readonly string[]; amount: Money; level: VerificationLevel }>;

/**
 * The next step of the public figures of the exchange: all contracts that are in none yet, once they are enough. Public
 * figures only ever grow by such a step, so that no difference between two of them tells of fewer than a whole step; and
 * none in which one contract is more than half of the sum, which would tell about what it cost. Pure.
 */
export function nextTotal(unpublished: readonly TotalledContract[], minimum: Minimum): PublicTotal | null {
  if (!isEnoughOf(unpublished, minimum)) return null;
  const amounts = unpublished.map(({ amount }) => amount);
  const sum = Money.sum(amounts, 'CNY');
  if (amounts.some((amount) => amount.times(2).compare(sum) > 0)) return null;
  const levels = unpublished.map(({ level }) => level);
  return {
    contractIds: unpublished.map(({ id }) => id),
    amount: sum.inTwoDigits(),
    level: levels.reduce((least, level) => (level < least ? level : least)),
  };
}
