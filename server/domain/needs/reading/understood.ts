import type { CalendarDate } from '../../calendar.ts';
import type { MoneyWire } from '../../money.ts';
import type { DealRoute } from '../../patents/patent-content.ts';

/** Fields of a need that its free text can state. */
export const understoodFields = ['budget', 'routes', 'wantedBy', 'region', 'industry', 'minimumMaturity'] as const;

/** What was read in a free text, with the words it was read from and where they stand (UTF-16). */
type From = Readonly<{ words: string; start: number; end: number }>;

export type Understood = From &
  (
    | Readonly<{ field: 'budget'; from?: MoneyWire; to?: MoneyWire }>
    | Readonly<{ field: 'routes'; route: DealRoute }>
    | Readonly<{ field: 'wantedBy'; date: CalendarDate }>
    | Readonly<{ field: 'region' | 'industry'; name: string }>
    | Readonly<{ field: 'minimumMaturity'; level: number }>
  );

/** Says which reading of which words is meant; what a person took away is kept by it. */
export const understoodKey = ({ field, words }: Readonly<{ field: string; words: string }>): string =>
  `${field}:${words.slice(0, 180)}`;
