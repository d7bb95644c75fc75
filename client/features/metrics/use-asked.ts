import { useSearchParams } from 'react-router';
import { bases } from '../../../server/domain/contracts/amounts.ts';
import { verificationLevels } from '../../../server/domain/contracts/levels.ts';
import { routes } from '../../../server/domain/contracts/routes/routes.ts';
import type { Cell } from './figures.ts';

export type Basis = (typeof bases)[number];
/** A figure whose lines are open: of one year or all (null), one route or all, one level or all. */
export type Asked = Readonly<{
  basis: Basis;
  year: number | null;
  route: Cell['route'] | null;
  level: number | null;
  /** Only lines that the headline counts. */
  isCounted: boolean;
}>;

/** What the figures of a centre show and which of them is open, in the address: a link shows another the same. */
export function useAsked() {
  const [search, setSearch] = useSearchParams();
  const among = <Value extends string | number>(key: string, values: readonly Value[]): Value | null =>
    values.find((value) => String(value) === search.get(key)) ?? null;
  const yearAt = (key: string): number | null => {
    const year = Number(search.get(key));
    return Number.isInteger(year) && year >= 2000 && year <= 2100 ? year : null;
  };
  const change = (part: Readonly<Record<string, string | number | null>>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(part)) {
          if (value === null) next.delete(key);
          else next.set(key, String(value));
        }
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const basis = among('basis', bases) ?? 'completion';
  const isOpen = among('lines', ['all', 'counted']);
  const asked: Asked | null = isOpen && {
    basis,
    year: yearAt('of'),
    route: among('route', routes),
    level: among('level', verificationLevels),
    isCounted: isOpen === 'counted',
  };
  return {
    basis,
    year: yearAt('year'),
    asked,
    setBasis: (one: Basis) => change({ basis: one, ...closed }),
    setYear: (year: number | null) => change({ year, ...closed }),
    open: ({ basis: of, year, route, level, isCounted }: Asked) =>
      change({ basis: of, of: year, route, level, lines: isCounted ? 'counted' : 'all' }),
    close: () => change(closed),
  };
}

const closed = { lines: null, of: null, route: null, level: null };
