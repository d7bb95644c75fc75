import type { CalendarDate } from '../calendar.ts';
import type { MoneyWire } from '../money.ts';
import type { DealRoute } from '../patents/patent-content.ts';

/**
 * The content of a need, typed and normalised, whether from a form or a row of a file. An absent field is unknown,
 * which matching treats as neutral, not as zero.
 */
export type NeedContent = Readonly<{
  title: string;
  description: string;
  /** The number of the need in its organisation's own list; identifies it there. */
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
