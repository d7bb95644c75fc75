import type { CalendarDate } from '../calendar.ts';
import type { MoneyWire } from '../money.ts';
import type { PatentType } from './patent-type.ts';

/** What a list says about the right: under examination, in force, or ended. Its own words are in `legalStatusText`. */
export const legalStatuses = ['pending', 'inForce', 'ended'] as const;
export type LegalStatus = (typeof legalStatuses)[number];

/** Routes that a holder offers (促进科技成果转化法 第十六条, 专利法 第五十条). */
export const dealRoutes = [
  'transfer',
  'exclusiveLicence',
  'soleLicence',
  'ordinaryLicence',
  'openLicence',
  'equity',
  'financing',
  'cooperation',
] as const;
export type DealRoute = (typeof dealRoutes)[number];

/**
 * The content of a listing, typed and normalised, whether from a form or a row of a file. An absent field is unknown.
 * `holders` are the names that the source gives, never replaced by the organisation that lists the patent.
 */
export type PatentContent = Readonly<{
  title: string;
  abstract?: string;
  mainClaim?: string;
  /** Title and abstract in the other language (Chinese or English), if the source has them. */
  translatedTitle?: string;
  translatedAbstract?: string;
  /** `202010123456.7` */
  applicationNumber?: string;
  /** `CN114081026A`, or without the kind code. */
  publicationNumber?: string;
  type?: PatentType;
  holders: readonly string[];
  inventors: readonly string[];
  /** `H01M 10/0525` or a subclass alone. */
  ipc: readonly string[];
  locarno: readonly string[];
  filedOn?: CalendarDate;
  publishedOn?: CalendarDate;
  grantedOn?: CalendarDate;
  legalStatus?: LegalStatus;
  legalStatusText?: string;
  keywords: readonly string[];
  industry?: string;
  /** Technology readiness level, 1 to 9. */
  maturity?: number;
  routes: readonly DealRoute[];
  askingPrice?: MoneyWire;
  region?: string;
}>;
