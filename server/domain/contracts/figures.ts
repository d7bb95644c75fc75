import type { Money } from '../money.ts';
import type { AmountLine } from './amounts.ts';
import type { CountedKind, MinimumLevels, VerificationLevel } from './levels.ts';

export type Proved = Readonly<{ kind: CountedKind; level: VerificationLevel }>;

/** The sum of a centre's lines that differ only in contract and day. Cells can be added up in any way. */
export type AmountCell = Readonly<
  Pick<AmountLine, 'centreId' | 'basis' | 'year' | 'route' | 'kind' | 'level' | 'amount'> & { lines: number }
>;

/**
 * How many contracts have exactly this profile (kinds of lines and their levels) in a year, or in all years (null). A
 * contract has one route, one currency and, per year and in all, one profile: so counts of different profiles, routes
 * and currencies can be added up, counts of different years cannot.
 */
export type CountCell = Readonly<
  Pick<AmountLine, 'centreId' | 'basis' | 'route'> & {
    currency: Money['currency'];
    year: number | null;
    profile: readonly Proved[];
    contracts: number;
  }
>;

/** Cells by key. Their number does not grow with the number of contracts. */
export type Figures = Readonly<{ amounts: ReadonlyMap<string, AmountCell>; counts: ReadonlyMap<string, CountCell> }>;

/** What the lines of one contract add to the figures of its centres. */
export function figuresOf(lines: readonly AmountLine[]): Figures {
  const amounts = new Map<string, AmountCell>();
  const profiles = new Map<string, { group: Omit<CountCell, 'profile' | 'contracts'>; proved: Map<string, Proved> }>();
  for (const { centreId, basis, year, route, kind, level, amount } of lines) {
    const { currency } = amount;
    add(amounts, [centreId, basis, year, route, kind, level, currency].join(' '), {
      ...{ centreId, basis, year, route, kind, level, amount, lines: 1 },
    });
    for (const group of [year, null].map((one) => ({ centreId, basis, route, currency, year: one }))) {
      const key = [centreId, basis, group.year ?? 'all', route, currency].join(' ');
      const found = profiles.get(key) ?? { group, proved: new Map<string, Proved>() };
      profiles.set(key, found);
      found.proved.set(`${kind}${level}`, { kind, level });
    }
  }
  const counts = [...profiles].map(([key, { group, proved }]): [string, CountCell] => {
    const names = [...proved.keys()].sort();
    const profile = names.flatMap((name) => proved.get(name) ?? []);
    return [`${key} ${names.join(' ')}`, { ...group, profile, contracts: 1 }];
  });
  return { amounts, counts: new Map(counts) };
}

/** The sum of figures; cells without any lines or contracts left are dropped. */
export function sumOf(...all: readonly Figures[]): Figures {
  const amounts = new Map<string, AmountCell>();
  const counts = new Map<string, CountCell>();
  for (const figures of all) {
    for (const [key, cell] of figures.amounts) add(amounts, key, cell);
    for (const [key, cell] of figures.counts) {
      counts.set(key, { ...cell, contracts: (counts.get(key)?.contracts ?? 0) + cell.contracts });
    }
  }
  return {
    amounts: new Map([...amounts].filter(([, { lines, amount }]) => lines !== 0 || !amount.isZero())),
    counts: new Map([...counts].filter(([, { contracts }]) => contracts !== 0)),
  };
}

/** The figures that, added, cancel `figures`. */
export const negated = ({ amounts, counts }: Figures): Figures => ({
  amounts: new Map(
    [...amounts].map(([key, cell]) => [key, { ...cell, amount: cell.amount.negated(), lines: -cell.lines }]),
  ),
  counts: new Map([...counts].map(([key, cell]) => [key, { ...cell, contracts: -cell.contracts }])),
});

/** Whether lines of this kind and level count in the headline. */
export const isEnough = ({ kind, level }: Proved, minimum: MinimumLevels): boolean => level >= minimum[kind];

function add(amounts: Map<string, AmountCell>, key: string, cell: AmountCell): void {
  const known = amounts.get(key);
  amounts.set(key, known ? { ...cell, amount: known.amount.plus(cell.amount), lines: known.lines + cell.lines } : cell);
}
