import type { DealTerms, Exclusivity } from '../deals/terms.ts';

/** What a contract takes of a patent: the patent itself (transfer, contribution), or a licence of some exclusivity. */
export type Taking = 'title' | Exclusivity;

export type RightsEntry = Readonly<{ contractId: string; takes: Taking; territory: string }>;

/**
 * What contracts that are signed, in force or completed have taken of one patent, in the order of their signatures. There
 * is one book a patent, and every contract on the patent writes it when it is signed, takes effect, completes or ends, even
 * if nothing in it changes: of two that do so at once one is undone and looks again, so that no right is given twice.
 */
export type RightsBook = Readonly<{ patentId: string; version: number; entries: readonly RightsEntry[] }>;

/** Why rights exclude each other. `blocks`: not while the other contract stands; `warns`: at the parties' risk. */
export type RightsFinding = Readonly<{
  code: 'alreadyTransferred' | 'exclusiveRunning' | 'licencesRunning';
  severity: 'blocks' | 'warns';
  source: string;
}>;

/** What terms take; null for those that leave a patent's rights where they are (a loan on it, a service). */
export function takingOf({ route, exclusivity }: Pick<DealTerms, 'route' | 'exclusivity'>): Taking | null {
  if (route === 'licence') return exclusivity;
  return route === 'transfer' || route === 'equity' ? 'title' : null;
}

/**
 * What stands in the way of terms in a book, or is at the parties' risk. Only what was signed before counts: a licence
 * outlives a later transfer (技术合同司法解释 第二十四条第二款), not the other way round.
 */
export function findingsIn(
  { entries }: RightsBook,
  contractId: string,
  terms: Pick<DealTerms, 'route' | 'exclusivity' | 'territory'>,
): RightsFinding[] {
  const own = entries.findIndex((entry) => entry.contractId === contractId);
  const earlier = own < 0 ? entries : entries.slice(0, own);
  const takes = takingOf(terms);
  const licences = earlier.filter((entry) => entry.takes !== 'title' && mayOverlap(entry.territory, terms.territory));
  const isLicence = takes !== null && takes !== 'title';
  const findings: RightsFinding[] = [];
  if (earlier.some((entry) => entry.takes === 'title')) {
    findings.push({ code: 'alreadyTransferred', severity: 'blocks', source: '专利法 第十条' });
  }
  if (licences.some((entry) => entry.takes !== 'ordinary')) {
    const severity = isLicence ? 'blocks' : 'warns';
    findings.push({ code: 'exclusiveRunning', severity, source: '技术合同司法解释 第二十五条' });
  } else if (licences.length > 0 && isLicence && takes !== 'ordinary') {
    findings.push({ code: 'licencesRunning', severity: 'blocks', source: '技术合同司法解释 第二十五条' });
  } else if (licences.length > 0 && takes === 'title') {
    findings.push({ code: 'licencesRunning', severity: 'warns', source: '技术合同司法解释 第二十四条第二款' });
  }
  return findings;
}

/** The book after a contract was signed, or stands on: what it takes is in it once, where it was entered first. */
export function entered(
  book: RightsBook,
  contractId: string,
  terms: Pick<DealTerms, 'route' | 'exclusivity' | 'territory'>,
): RightsBook {
  const takes = takingOf(terms);
  const isIn = book.entries.some((entry) => entry.contractId === contractId);
  if (takes === null || isIn) return book;
  return { ...book, entries: [...book.entries, { contractId, takes, territory: terms.territory }] };
}

/** The book after a contract ended: what it took is free again. */
export function released(book: RightsBook, contractId: string): RightsBook {
  return { ...book, entries: book.entries.filter((entry) => entry.contractId !== contractId) };
}

/** Whether two territories may share ground. Words do not decide it, so they are always taken to. */
const mayOverlap = (_one: string, _other: string): boolean => true;
