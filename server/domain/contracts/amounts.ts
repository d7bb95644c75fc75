import { type CalendarDate, yearOf } from '../calendar.ts';
import type { Money } from '../money.ts';
import type { CentreShare } from './contract.ts';
import type { Correction } from './contract-events.ts';
import type { LedgerLine } from './ledger.ts';
import { type CountedKind, countedKinds, levelOf, type Papers, type VerificationLevel } from './levels.ts';
import type { Route } from './routes/routes.ts';

/**
 * The day by which an amount counts: completion of the contract (the headline), its taking effect, or receipt of the
 * money. No official definition of 转化运营金额 is known, so all three are shown, each with its definition.
 */
export const bases = ['completion', 'effect', 'receipt'] as const;
export type Basis = (typeof bases)[number];

/** What amounts depend on; folded from the contract's events alone. */
export type CountedContract = Papers &
  Readonly<{
    /** Null before the first event. */
    route: Route | null;
    ledger: readonly LedgerLine[];
    effectiveOn: CalendarDate | null;
    completedOn: CalendarDate | null;
    /** Confirmed by all sides before completion; empty when the contract belongs to no centre. */
    shares: readonly CentreShare[];
    /** The oldest first. */
    corrections: readonly Correction[];
  }>;

/** A centre's part of one ledger line. Every figure of a centre is a sum of these. */
export type AmountLine = Readonly<{
  lineId: string;
  centreId: string;
  basis: Basis;
  year: number;
  date: CalendarDate;
  route: Route;
  /** Kind of the ledger line; the minimum level is set per kind. */
  kind: CountedKind;
  level: VerificationLevel;
  amount: Money;
  /** 0: the line's own amount; n: the difference that the n-th later correction of the shares makes. */
  correction: number;
}>;

/**
 * The amounts that a contract brings to its centres (domain rule b-9).
 * - By completion and by effect: the contracted fixed part, received royalties, contributed equity and drawn loans,
 *   less refunds and reversals. By receipt: money that came, less money that went back.
 * - What comes after completion (or effect) counts in its own year; so does a refund or reversal.
 * - A correction of the shares after completion counts as a difference on its own day; earlier amounts stay.
 */
export function amountLines(contract: CountedContract): AmountLine[] {
  const { route } = contract;
  if (!route) return [];
  return bases.flatMap((basis) =>
    contract.ledger.flatMap((line) => {
      const kind = countedKinds.find((one) => one === line.kind);
      const date = countedOn(basis, line, contract);
      if (!kind || !date) return [];
      const amount = kind === 'refunded' ? line.amount.negated() : line.amount;
      const common = { lineId: line.id, basis, route, kind, level: levelOf(line, contract) };
      return partsOverTime(amount, date, contract).flatMap(({ on, parts }, correction) =>
        [...parts]
          .filter(([, part]) => !part.isZero())
          .map(([centreId, part]) => ({ ...common, centreId, year: yearOf(on), date: on, amount: part, correction })),
      );
    }),
  );
}

type Parts = ReadonlyMap<string, Money>;

/** Each centre's part of an amount on `date`, then the differences that each later correction of the shares makes. */
function partsOverTime(amount: Money, date: CalendarDate, { shares, corrections }: CountedContract) {
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

/** The day on which a line counts by `basis`; null when it does not count. */
function countedOn(basis: Basis, line: LedgerLine, contract: CountedContract): CalendarDate | null {
  if (basis === 'receipt') return line.kind === 'contracted' || line.kind === 'due' ? null : line.date;
  const since = basis === 'completion' ? contract.completedOn : contract.effectiveOn;
  if (!since || !isHeadline(line)) return null;
  return line.date > since ? line.date : since;
}

/** Whether a line counts by completion and effect. The fixed part counts as contracted, so its receipts do not. */
export const isHeadline = ({ kind, part }: LedgerLine): boolean =>
  (kind === 'contracted' && part === 'fixed') ||
  (kind === 'received' && part === 'royalty') ||
  kind === 'refunded' ||
  kind === 'contributed' ||
  kind === 'drawn';
