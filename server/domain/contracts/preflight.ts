import { addMonths, type CalendarDate } from '../calendar.ts';
import { rulesOf } from './routes/routes.ts';
import type { ContractTerms } from './terms.ts';

/** The facts about a patent that `preflight` checks. */
export type CheckedPatent = Readonly<{
  id: string;
  isEnded: boolean;
  /** The last day of its term; null when the filing day is unknown. */
  termEndsOn: CalendarDate | null;
  holderCount: number;
  /** The supplier is one of the holders that the listing names. */
  isHeldBySupplier: boolean;
}>;

/** A legal obstacle to signing. `blocks`: signing is refused; `warns`: at the parties' risk. `source`: the article. */
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

/** Checks terms that run from `startsOn` against the patents. For other contracts on them see `findingsIn`. */
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
