import { Money } from '../money.ts';

/** A completed contract as far as its price goes. */
export type PricedContract<Kind extends string> = Readonly<{
  id: string;
  /** What is compared with each other: the route, of a licence its exclusivity. */
  kind: Kind;
  supplierIds: readonly string[];
  demanderIds: readonly string[];
  /** The subclass (`H01M`) of the first classified patent; empty when none is known. */
  ipc: string;
  /** The fixed sum, in yuan. */
  amount: Money;
}>;

/** How many a figure must be made of, so that it tells nothing of any single one of them. */
export type Minimum = Readonly<{ contracts: number; suppliers: number; demanders: number }>;

/** Whether contracts are enough, of enough suppliers and demanders. */
export const isEnoughOf = (
  contracts: readonly Readonly<{ supplierIds: readonly string[]; demanderIds: readonly string[] }>[],
  minimum: Minimum,
): boolean =>
  contracts.length >= minimum.contracts &&
  new Set(contracts.flatMap(({ supplierIds }) => supplierIds)).size >= minimum.suppliers &&
  new Set(contracts.flatMap(({ demanderIds }) => demanderIds)).size >= minimum.demanders;

/**
 * Contracts of one kind and area whose prices are published together. The rounded quartiles are plain numbers of yuan, as
 * the matcher takes them: an estimate, from which nothing is summed or booked.
 */
export type PriceBatch<Kind extends string> = Readonly<{
  kind: Kind;
  /** A subclass, class or section of the IPC, or empty: all of them. */
  ipc: string;
  contractIds: readonly string[];
  low: number;
  middle: number;
  high: number;
}>;

/** Subclass, class, section, everything: the narrowest area that has enough contracts takes them. */
const areaLengths = [4, 3, 1, 0] as const;

/**
 * Forms batches of contracts that are in none yet. A contract is put into one batch and stays there: two published bands
 * never share a contract, so no difference between them, nor between today's and last year's answer, tells of fewer
 * than a whole batch. Those that are too few wait for the next ones. A batch whose quartiles are one price is not formed:
 * it would tell what every contract in it cost. Pure.
 */
export function batchesOf<Kind extends string>(
  unpublished: readonly PricedContract<Kind>[],
  minimum: Minimum,
): PriceBatch<Kind>[] {
  const batches: PriceBatch<Kind>[] = [];
  let left = unpublished.filter(({ amount }) => amount.isPositive());
  for (const length of areaLengths) {
    for (const group of inAreas(left, length)) {
      const batch = batchOf(group, length, minimum);
      if (!batch) continue;
      batches.push(batch);
      left = left.filter(({ id }) => !batch.contractIds.includes(id));
    }
  }
  return batches;
}

function inAreas<Kind extends string>(contracts: readonly PricedContract<Kind>[], length: number) {
  const groups = new Map<string, PricedContract<Kind>[]>();
  for (const contract of contracts) {
    if (contract.ipc.length < length) continue;
    const area = `${contract.kind} ${contract.ipc.slice(0, length)}`;
    groups.set(area, [...(groups.get(area) ?? []), contract]);
  }
  return groups.values();
}

function batchOf<Kind extends string>(
  group: readonly PricedContract<Kind>[],
  length: number,
  minimum: Minimum,
): PriceBatch<Kind> | null {
  const [first] = group;
  if (!first || !isEnoughOf(group, minimum)) return null;
  // each price is rounded before the quartiles, and these once more
  const amounts = group.map(({ amount }) => amount.inTwoDigits()).sort((a, b) => a.compare(b));
  const [low, middle, high] = ([1, 2, 3] as const).map((quarters) =>
    quantile(amounts, quarters).inTwoDigits().toApproximateNumber(),
  ) as [number, number, number];
  if (low === high) return null;
  const contractIds = group.map(({ id }) => id);
  return { kind: first.kind, ipc: first.ipc.slice(0, length), contractIds, low, middle, high };
}

/** The amount below which so many quarters of the others lie, between two of them by its distance from both. */
function quantile(sorted: readonly Money[], quarters: 1 | 2 | 3): Money {
  const at = (sorted.length - 1) * quarters;
  const low = sorted[Math.floor(at / 4)] ?? Money.zero('CNY');
  const high = sorted[Math.ceil(at / 4)] ?? low;
  return low.plus(high.minus(low).times(at % 4, 4));
}
