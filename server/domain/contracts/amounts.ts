import { type CalendarDate, yearOf } from '../calendar.ts';
import type { Money } from '../money.ts';
import type { CentreShare } from './contract.ts';
import type { Correction } from './contract-events.ts';
import type { LedgerLine } from './ledger.ts';
import { type CountedKind, countedKinds, levelOf, type Papers, type VerificationLevel } from './levels.ts';
import type { Route } from './routes/routes.ts';

/**
 * By which day an amount counts: the contract's completion (the headline), its taking effect, or the receipt of the money.
 * No official definition of 转化运营金额 is known, so all three are shown and the definition is printed with each figure.
 */
export const bases = ['completion', 'effect', 'receipt'] as const;
export type Basis = (typeof bases)[number];

/** A contract as far as amounts go; folded from its events alone. */
export type CountedContract = Papers &
  Readonly<{
    /** Null before there is a contract at all. */
    route: Route | null;
    ledger: readonly LedgerLine[];
    effectiveOn: CalendarDate | null;
    completedOn: CalendarDate | null;
    /** Confirmed by all sides before completion; empty when the contract belongs to no centre. */
    shares: readonly CentreShare[];
    /** In order. */
    corrections: readonly Correction[];
  }>;

/** A centre's part of one ledger line: what every figure of a centre is the sum of. */
export type AmountLine = Readonly<{
  lineId: string;
  centreId: string;
  basis: Basis;
  year: number;
  date: CalendarDate;
  route: Route;
  /** What kind of line it is a part of; the minimum level is set per kind. */
  kind: CountedKind;
  level: VerificationLevel;
  amount: Money;
  /** 0 for the line's own amount, else the how-manieth correction of its shares this is the difference of. */
  correction: number;
}>;

/**
 * The amounts that a contract brings to its centres (domain rule b-9). By completion and by effect count: the contracted
 * fixed part, received royalties, contributed equity, drawn loans, less refunds of what counted (of the fixed part too)
 * and reversals. By receipt counts money that came, less what went back. An amount that comes after completion counts in
 * the year in which it comes, a refund or reversal in the year in which it happens. Shares that are corrected after
 * completion change nothing that has counted: their difference counts on the day of the correction.
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

/** What each centre gets of an amount of `date`, and the difference that each later correction of the shares makes. */
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

/** The day on which a line counts by `basis`, or null when it does not. */
function countedOn(basis: Basis, line: LedgerLine, contract: CountedContract): CalendarDate | null {
  if (basis === 'receipt') return line.kind === 'contracted' || line.kind === 'due' ? null : line.date;
  const since = basis === 'completion' ? contract.completedOn : contract.effectiveOn;
  if (!since || !isHeadline(line)) return null;
  return line.date > since ? line.date : since;
}

/** Never a contract and its receipt: of the fixed part the contract counts, of royalties the receipts. */
const isHeadline = ({ kind, part }: LedgerLine): boolean =>
  (kind === 'contracted' && part === 'fixed') ||
  (kind === 'received' && part === 'royalty') ||
  kind === 'refunded' ||
  kind === 'contributed' ||
  kind === 'drawn';
