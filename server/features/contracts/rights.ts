import type { Finding } from '../../domain/contracts/preflight.ts';
import { entered, findingsIn, released } from '../../domain/contracts/rights-book.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';
import type { RightsBookStore } from './rights-book.store.ts';

/** A contract's dealings with the books of exclusive rights of its patents, from the signature on. */
export function contractRights(books: RightsBookStore) {
  /** What others took before it, as far as it matters to its terms. */
  const findings = async (
    contractId: string,
    patentIds: readonly string[],
    terms: ContractTerms,
  ): Promise<Finding[]> => {
    const found: Finding[] = [];
    for (const patentId of patentIds) {
      const book = await books.of(patentId);
      found.push(...findingsIn(book, contractId, terms).map((finding) => ({ ...finding, patentId })));
    }
    return found;
  };

  return {
    findings,
    /** Codes of the findings that forbid to go on. */
    against: async (...contract: Parameters<typeof findings>): Promise<string[]> =>
      (await findings(...contract)).filter(({ severity }) => severity === 'blocks').map(({ code }) => code),

    /** Enters what the contract takes, or writes the book as it is; to be called in the transaction of each step on. */
    take: async (contractId: string, patentIds: readonly string[], terms: ContractTerms): Promise<void> => {
      for (const patentId of patentIds) await books.write(entered(await books.of(patentId), contractId, terms));
    },
    /** Gives back what it took. */
    release: async (contractId: string, patentIds: readonly string[]): Promise<void> => {
      for (const patentId of patentIds) await books.write(released(await books.of(patentId), contractId));
    },
  };
}

export type Rights = ReturnType<typeof contractRights>;
