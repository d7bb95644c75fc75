import { type CalendarDate, yearOf } from '../calendar.ts';
import type { Money } from '../money.ts';
import type { CentreShare } from './deal.ts';
import { levelOf, type ProvedDeal, type VerificationLevel } from './levels.ts';
import type { LedgerLine } from './ledger.ts';
import type { Route } from './terms.ts';

/**
 * By which day an amount counts: the deal's completion (the headline), its taking effect, or the receipt of the money.
 * No official definition of 转化运营金额 is known, so all three are shown and the definition is printed with each figure.
 */
export const bases = ['completion', 'effect', 'receipt'] as const;
export type Basis = (typeof bases)[number];

/** A deal as far as amounts go; folded from its events alone. */
export type CountedDeal = ProvedDeal &
  Readonly<{
    route: Route | null;
    effectiveOn: CalendarDate | null;
    completedOn: CalendarDate | null;
    /** Confirmed by both sides before completion; empty when the deal belongs to no centre. */
    shares: readonly CentreShare[];
    /** Shares that both sides confirmed after completion, each from its day on, in order. */
    corrections: readonly Readonly<{ on: CalendarDate; shares: readonly CentreShare[] }>[];
  }>;

/** A centre's part of one ledger line: what every figure of a centre is the sum of. */
export type AmountLine = Readonly<{
  lineId: string;
  centreId: string;
  basis: Basis;
  year: number;
  date: CalendarDate;
  route: Route;
  level: VerificationLevel;
  amount: Money;
  /** 0 for the line's own amount, else the how-manieth correction of its shares this is the difference of. */
  correction: number;
}>;

/**
 * The amounts that a deal brings to its centres (domain rule b-9). By completion and by effect count: the contracted fixed
 * part, received royalties, contributed equity, drawn loans, less refunds of royalties and reversals. By receipt counts
 * money that came. An amount that comes after completion counts in the year in which it comes, a reversal in the year in
 * which it happens. Shares that are corrected after completion change nothing that has counted: their difference counts
 * on the day of the correction.
 */
export function amountLines(deal: CountedDeal): AmountLine[] {
  const { route } = deal;
  if (!route) return [];
  return bases.flatMap((basis) =>
    deal.ledger.flatMap((line) => {
      const date = countedOn(basis, line, deal);
      if (!date) return [];
      const amount = line.kind === 'refunded' ? line.amount.negated() : line.amount;
      const common = { lineId: line.id, basis, route, level: levelOf(line, deal) };
      return partsOverTime(amount, date, deal).flatMap(({ on, parts }, correction) =>
        [...parts]
          .filter(([, part]) => !part.isZero())
          .map(([centreId, part]) => ({ ...common, centreId, year: yearOf(on), date: on, amount: part, correction })),
      );
    }),
  );
}

type Parts = ReadonlyMap<string, Money>;

/** What each centre gets of an amount of `date`, and the difference that each later correction of the shares makes. */
function partsOverTime(amount: Money, date: CalendarDate, { shares, corrections }: CountedDeal) {
  const inForce = corrections.findLast(({ on }) => on <= date)?.shares ?? shares;
  const later = corrections.filter(({ on }) => on > date);
  let before = partsOf(amount, inForce);
  return [
    { on: date, parts: before },
    ...later.map(({ on, shares: corrected }) => {
      const after = partsOf(amount, corrected);
      const none = amount.minus(amount);
      const parts: Parts = new Map(
        [...new Set([...before.keys(), ...after.keys()])].map((id) => [
          id,
          (after.get(id) ?? none).minus(before.get(id) ?? none),
        ]),
      );
      before = after;
      return { on, parts };
    }),
  ];
}

function partsOf(amount: Money, shares: readonly CentreShare[]): Parts {
  const parts = shares.length > 0 ? amount.allocate(shares.map(({ weight }) => weight)) : [];
  return new Map(
    shares.flatMap(({ centreId }, index) => {
      const part = parts[index];
      return part ? [[centreId, part] as const] : [];
    }),
  );
}

/** The day on which a line counts by `basis`, or null when it does not. */
function countedOn(basis: Basis, line: LedgerLine, deal: CountedDeal): CalendarDate | null {
  if (basis === 'receipt') return line.kind === 'contracted' || line.kind === 'due' ? null : line.date;
  const since = basis === 'completion' ? deal.completedOn : deal.effectiveOn;
  if (!since || !isHeadline(line)) return null;
  return line.date > since ? line.date : since;
}

/** Never a contract and its receipt: of the fixed part the contract counts, of royalties the receipts. */
const isHeadline = ({ kind, part }: LedgerLine): boolean =>
  (kind === 'contracted' && part === 'fixed') ||
  ((kind === 'received' || kind === 'refunded') && part === 'royalty') ||
  kind === 'contributed' ||
  kind === 'drawn';
