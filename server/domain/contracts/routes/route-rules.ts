import type { CalendarDate } from '../../calendar.ts';
import type { Evidence } from '../evidence.ts';
import type { LedgerLine, LineKind, LinePart } from '../ledger.ts';
import type { RouteTerms } from './route-terms.ts';

/**
 * What a contract leaves to others of the right: `title` nothing, the right itself moves; `exclusivity` no use beside it;
 * `use` every other ordinary licence; `nothing`: it takes nothing.
 */
export type Takes = 'title' | 'exclusivity' | 'use' | 'nothing';

/** A contract as far as its fulfilment goes. */
export type Performance = Readonly<{
  effectiveOn: CalendarDate | null;
  evidence: readonly Evidence[];
  ledger: readonly LedgerLine[];
}>;

type Presence = 'must' | 'may' | 'never';

/** All that differs between the routes of 转化运营金额. */
export type RouteRules<Name extends string = string> = Readonly<{
  route: Name;
  fields: Readonly<Record<'exclusivity' | 'termMonths' | 'royalty' | 'equityShare', Presence>>;
  /** Whether it can be without a fixed sum. */
  mayBeFree: (terms: RouteTerms) => boolean;
  /** What the fixed sum is a sum of. */
  fixedPart: LinePart;
  /** The lines that its parties may enter. */
  lines: Partial<Record<LineKind, readonly LinePart[]>>;
  takes: (terms: RouteTerms) => Takes;
  /** The day on which its own condition was fulfilled, by what both sides say; null while it is not (domain rule b-9). */
  fulfilledOn: (contract: Performance) => CalendarDate | null;
}>;

/** Lines of what is paid for: a price, fees, royalties. */
export const paidLines = {
  due: ['fixed', 'royalty'],
  received: ['fixed', 'royalty'],
  refunded: ['fixed', 'royalty'],
} as const satisfies RouteRules['lines'];
