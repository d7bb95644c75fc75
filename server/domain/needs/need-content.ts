import type { CalendarDate } from '../calendar.ts';
import type { MoneyWire } from '../money.ts';
import type { DealRoute } from '../patents/patent-content.ts';

/**
 * What a technology need says, typed and normalised, whether it came from a form or a row of a file. An absent field
 * is unknown, which matching treats as neutral and never as nought.
 */
export type NeedContent = Readonly<{
  title: string;
  description: string;
  /** The number that its own list gives it; tells one need from another. */
  reference?: string;
  /** The company as the source names it. */
  company?: string;
  /** `H01M 10/0525` or a subclass alone. */
  ipc: readonly string[];
  keywords: readonly string[];
  industry?: string;
  region?: string;
  routes: readonly DealRoute[];
  /** The lowest technology readiness level wanted, 1 to 9. */
  minimumMaturity?: number;
  budgetFrom?: MoneyWire;
  budgetTo?: MoneyWire;
  wantedBy?: CalendarDate;
}>;
