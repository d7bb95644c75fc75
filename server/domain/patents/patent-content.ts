import type { CalendarDate } from '../calendar.ts';
import type { MoneyWire } from '../money.ts';
import type { PatentType } from './patent-type.ts';

/** What a list says about the right: examined still, in force, or ended (the words of the list are kept beside it). */
export const legalStatuses = ['pending', 'inForce', 'ended'] as const;
export type LegalStatus = (typeof legalStatuses)[number];

/** Ways in which a holder is ready to deal. Routes of 促进科技成果转化法 第十六条 and 专利法 第五十条. */
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
 * What a listing says about one patent, typed and normalised, whether it came from a form or a row of a file. An
 * absent field is unknown. `holders` are names as the source gives them; they are never replaced by the organisation
 * that enters the listing.
 */
export type PatentContent = Readonly<{
  title: string;
  abstract?: string;
  mainClaim?: string;
  /** The same title and abstract in the other language, as the source gives them. */
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
