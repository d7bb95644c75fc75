import type { Output } from '../../../server/api/operations.ts';
import { countedKinds } from '../../../server/domain/contracts/levels.ts';
import { type Currency, Money, type MoneyWire } from '../../../server/domain/money.ts';
import type { dealingTexts } from '../../components/dealing.texts.ts';
import { formatList } from '../../lib/format.ts';
import type { commonTexts } from '../../lib/common.texts.ts';
import type { Say } from '../../lib/texts.ts';

export type Figures = Output<'metrics.get'>;
export type Cell = Figures['cells'][number];

/** A group of ledger lines of one basis; null for year, route or level means all of them. */
export type Group = Readonly<Pick<Cell, 'basis'> & { [Part in 'year' | 'route' | 'level']: Cell[Part] | null }>;

/** The number of distinct contracts with a line in the group. */
export const contractsIn = ({ counts }: Pick<Figures, 'counts'>, { basis, year, route, level }: Group): number =>
  counts
    .filter((count) => count.basis === basis && count.year === year)
    .filter((count) => (route === null || count.route === route) && (level === null || count.levels.includes(level)))
    .reduce((sum, { contracts }) => sum + contracts, 0);

/** The currencies of the cells, CNY first. */
export const currenciesOf = (cells: readonly Pick<Cell, 'amount'>[]): Currency[] =>
  [...new Set(cells.map(({ amount }) => amount.currency))].sort();

/** The exact sum of the cells in one currency. */
export const sumOf = (cells: readonly Pick<Cell, 'amount'>[], currency: Currency = 'CNY'): MoneyWire =>
  Money.sum(
    cells.filter(({ amount }) => amount.currency === currency).map(({ amount }) => Money.fromWire(amount)),
    currency,
  ).toJSON();

/** The years with cells, latest first. */
export const yearsOf = (cells: readonly Cell[]): number[] =>
  [...new Set(cells.map(({ year }) => year))].sort((a, b) => b - a);

/** An amount as whole percent of a threshold, rounded down and never negative. */
export const percentOf = (amount: MoneyWire, threshold: string): number =>
  Number(threshold) > 0 ? Math.max(0, Math.floor((Number(amount.amount) / Number(threshold)) * 100)) : 100;

/** The minimum verification level of each kind of line, as text. */
export const levelsText = ({ minimumLevels }: Figures['definition'], say: Say<typeof dealingTexts>): string =>
  formatList(countedKinds.map((kind) => `${say(`lineKind.${kind}`)} L${minimumLevels[kind]}`));

const levelKeys = ['l0', 'l1', 'l2', 'l3', 'l4'] as const;
export const levelName = (level: number, say: Say<typeof commonTexts>): string =>
  say(`level.${levelKeys[level] ?? 'l0'}`);
