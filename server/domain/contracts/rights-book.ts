import type { Takes } from './routes/route-rules.ts';
import { rulesOf } from './routes/routes.ts';
import type { ContractTerms } from './terms.ts';
import { overlaps, type Territory } from './territory.ts';

export type RightsEntry = Readonly<{ contractId: string; takes: Takes; territory: Territory }>;

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

/**
 * What stands in the way of terms in a book, or is at the parties' risk. Only what was signed before counts: a licence
 * outlives a later transfer (技术合同司法解释 第二十四条第二款), not the other way round.
 */
export function findingsIn({ entries }: RightsBook, contractId: string, terms: ContractTerms): RightsFinding[] {
  const own = entries.findIndex((entry) => entry.contractId === contractId);
  const earlier = own < 0 ? entries : entries.slice(0, own);
  const takes = rulesOf(terms.route).takes(terms);
  const isLicence = takes === 'exclusivity' || takes === 'use';
  // a licence is for its territory alone; whatever moves the title meets every licence there is
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

/** The book after a contract was signed, or stands on: what it takes is in it once, where it was entered first. */
export function entered(book: RightsBook, contractId: string, terms: ContractTerms): RightsBook {
  const takes = rulesOf(terms.route).takes(terms);
  const isIn = book.entries.some((entry) => entry.contractId === contractId);
  if (takes === 'nothing' || isIn) return book;
  return { ...book, entries: [...book.entries, { contractId, takes, territory: terms.territory }] };
}

/** The book after a contract ended: what it took is free again. */
export function released(book: RightsBook, contractId: string): RightsBook {
  return { ...book, entries: book.entries.filter((entry) => entry.contractId !== contractId) };
}
