import type { CalendarDate } from '../../calendar.ts';
import type { Evidence } from '../evidence.ts';
import type { LedgerLine, LineKind, LinePart } from '../ledger.ts';
import type { RouteTerms } from './route-terms.ts';

/**
 * What a contract takes of the right: `title` the right itself; `exclusivity` all use by others; `use` one use beside
 * others, so that ordinary licences remain possible; `nothing`.
 */
export type Takes = 'title' | 'exclusivity' | 'use' | 'nothing';

/** The parts of a contract on which its fulfilment depends. */
export type Performance = Readonly<{
  effectiveOn: CalendarDate | null;
  evidence: readonly Evidence[];
  ledger: readonly LedgerLine[];
}>;

type Presence = 'must' | 'may' | 'never';

/** Everything that differs between the routes of 转化运营金额. */
export type RouteRules<Name extends string = string> = Readonly<{
  route: Name;
  fields: Readonly<Record<'exclusivity' | 'termMonths' | 'royalty' | 'equityShare', Presence>>;
  /** Whether the fixed sum may be zero. */
  mayBeFree: (terms: RouteTerms) => boolean;
  /** The part under which the fixed sum is entered in the ledger. */
  fixedPart: LinePart;
  /** The kinds and parts of lines that parties may enter. */
  lines: Partial<Record<LineKind, readonly LinePart[]>>;
  takes: (terms: RouteTerms) => Takes;
  /** The day on which the route's condition was fulfilled by confirmed facts, or null (domain rule b-9). */
  fulfilledOn: (contract: Performance) => CalendarDate | null;
}>;

/** The lines of routes with a price, fees or royalties. */
export const paidLines = {
  due: ['fixed', 'royalty'],
  received: ['fixed', 'royalty'],
  refunded: ['fixed', 'royalty'],
} as const satisfies RouteRules['lines'];
