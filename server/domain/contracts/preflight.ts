import { addMonths, type CalendarDate } from '../calendar.ts';
import { rulesOf } from './routes/routes.ts';
import type { ContractTerms } from './terms.ts';

/** What the law's check needs to know of one patent of a contract to be. */
export type CheckedPatent = Readonly<{
  id: string;
  isEnded: boolean;
  /** The last day of its term, when the filing day is known. */
  termEndsOn: CalendarDate | null;
  holderCount: number;
  /** The supplier is among the holders that the list names. */
  isHeldBySupplier: boolean;
}>;

/** What the law says about signing these terms now. `blocks`: not before it is resolved; `warns`: at the parties' risk. */
export type Finding = Readonly<{ code: FindingCode; severity: 'blocks' | 'warns'; source: string; patentId: string }>;

export const findingCodes = [
  'patentEnded',
  'termBeyondPatent',
  'termUnknown',
  'exclusiveRunning',
  'licencesRunning',
  'alreadyTransferred',
  'coOwnersMustConsent',
  'notTheHolder',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** Checks terms against what is known of their patents themselves, before anybody signs; what others took of them is in their books of rights. */
export function preflight(terms: ContractTerms, patents: readonly CheckedPatent[], startsOn: CalendarDate): Finding[] {
  const mine = rulesOf(terms.route).takes(terms);
  return patents.flatMap((patent) => {
    const findings: Finding[] = [];
    const find = (code: FindingCode, severity: Finding['severity'], source: string) =>
      findings.push({ code, severity, source, patentId: patent.id });

    if (patent.isEnded) find('patentEnded', 'blocks', '民法典 第八百六十五条');
    if (terms.termMonths !== null) {
      if (!patent.termEndsOn) find('termUnknown', 'warns', '民法典 第八百六十五条');
      else if (addMonths(startsOn, terms.termMonths) > patent.termEndsOn) {
        find('termBeyondPatent', 'blocks', '民法典 第八百六十五条');
      }
    }
    if (patent.holderCount > 1 && mine !== 'use') find('coOwnersMustConsent', 'warns', '专利法 第十四条');
    if (!patent.isHeldBySupplier) find('notTheHolder', 'warns', '专利法 第十条');
    return findings;
  });
}
