import { addMonths, type CalendarDate } from '../calendar.ts';
import type { DealTerms, Exclusivity, Route } from './terms.ts';

/** What the law's check needs to know of one patent of a deal. */
export type PatentInDeal = Readonly<{
  id: string;
  isEnded: boolean;
  /** The last day of its term, when the filing day is known. */
  termEndsOn: CalendarDate | null;
  holderCount: number;
  /** The supplier is among the holders that the list names. */
  isHeldBySupplier: boolean;
  /** Other deals on it that are signed or in force. */
  others: readonly Readonly<{ route: Route; exclusivity: Exclusivity | null }>[];
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

/** Checks terms against what is known of their patents, before anybody signs. Pure; the fuller check grows here. */
export function preflight(terms: DealTerms, patents: readonly PatentInDeal[], startsOn: CalendarDate): Finding[] {
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
    if (patent.others.some(({ route }) => route === 'transfer' || route === 'equity')) {
      find('alreadyTransferred', 'blocks', '专利法 第十条');
    }
    const licences = patent.others.filter(({ route }) => route === 'licence');
    if (licences.some(({ exclusivity }) => exclusivity !== 'ordinary')) {
      find('exclusiveRunning', terms.route === 'licence' ? 'blocks' : 'warns', '技术合同司法解释 第二十五条');
    } else if (licences.length > 0 && terms.route === 'licence' && terms.exclusivity !== 'ordinary') {
      find('licencesRunning', 'blocks', '技术合同司法解释 第二十五条');
    } else if (licences.length > 0 && terms.route === 'transfer') {
      find('licencesRunning', 'warns', '技术合同司法解释 第二十四条第二款');
    }
    const isOrdinary = terms.route === 'licence' && terms.exclusivity === 'ordinary';
    if (patent.holderCount > 1 && !isOrdinary) find('coOwnersMustConsent', 'warns', '专利法 第十四条');
    if (!patent.isHeldBySupplier) find('notTheHolder', 'warns', '专利法 第十条');
    return findings;
  });
}
