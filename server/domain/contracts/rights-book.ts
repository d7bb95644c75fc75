import type { Takes } from './routes/route-rules.ts';
import { rulesOf } from './routes/routes.ts';
import type { ContractTerms } from './terms.ts';
import { overlaps, type Territory } from './territory.ts';

export type RightsEntry = Readonly<{ contractId: string; takes: Takes; territory: Territory }>;

/**
 * What signed, effective and completed contracts have taken of one patent, in the order of their signatures. Every
 * contract on the patent writes the book when it is signed, takes effect, completes or ends, even without a change: so
 * of two concurrent transactions one conflicts and is tried again, and no right is given twice.
 */
export type RightsBook = Readonly<{ patentId: string; version: number; entries: readonly RightsEntry[] }>;

/** A conflict with another contract's rights. `blocks`: while that contract stands; `warns`: at the parties' risk. */
export type RightsFinding = Readonly<{
  code: 'alreadyTransferred' | 'exclusiveRunning' | 'licencesRunning';
  severity: 'blocks' | 'warns';
  source: string;
}>;

/**
 * How entries of other contracts stand in the way of `terms`. Only entries before the contract's own count: a licence
 * survives a later transfer (技术合同司法解释 第二十四条第二款), not the other way round.
 */
export function findingsIn({ entries }: RightsBook, contractId: string, terms: ContractTerms): RightsFinding[] {
  const own = entries.findIndex((entry) => entry.contractId === contractId);
  const earlier = own < 0 ? entries : entries.slice(0, own);
  const takes = rulesOf(terms.route).takes(terms);
  const isLicence = takes === 'exclusivity' || takes === 'use';
  // a licence conflicts only with licences for overlapping territory; a transfer of title with all
  const licences = earlier.filter(
    (entry) => entry.takes !== 'title' && (!isLicence || overlaps(entry.territory, terms.territory)),
  );
  const findings: RightsFinding[] = [];
  if (earlier.some((entry) => entry.takes === 'title')) {
    findings.push({ code: 'alreadyTransferred', severity: 'blocks', source: '专利法 第十条' });
  }
  if (licences.some((entry) => entry.takes === 'exclusivity')) {
    const severity = isLicence ? 'blocks' : 'warns';
    findings.push({ code: 'exclusiveRunning', severity, source: '技术合同司法解释 第二十五条' });
  } else if (licences.length > 0 && takes === 'exclusivity') {
    findings.push({ code: 'licencesRunning', severity: 'blocks', source: '技术合同司法解释 第二十五条' });
  } else if (licences.length > 0 && takes === 'title') {
    findings.push({ code: 'licencesRunning', severity: 'warns', source: '技术合同司法解释 第二十四条第二款' });
  }
  return findings;
}

/** The book with the contract's entry added, if it takes anything and has none yet. */
export function entered(book: RightsBook, contractId: string, terms: ContractTerms): RightsBook {
  const takes = rulesOf(terms.route).takes(terms);
  const isIn = book.entries.some((entry) => entry.contractId === contractId);
  if (takes === 'nothing' || isIn) return book;
  return { ...book, entries: [...book.entries, { contractId, takes, territory: terms.territory }] };
}

/** The book without the contract's entry, after the contract ended. */
export function released(book: RightsBook, contractId: string): RightsBook {
  return { ...book, entries: book.entries.filter((entry) => entry.contractId !== contractId) };
}
