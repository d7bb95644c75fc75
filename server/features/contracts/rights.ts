import type { Finding } from '../../domain/contracts/preflight.ts';
import { entered, findingsIn, released } from '../../domain/contracts/rights-book.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';
import type { RightsBookStore } from './rights-book.store.ts';

/** Reads and writes the rights books of a contract's patents. */
export function contractRights(books: RightsBookStore) {
  /** How entries that other contracts made earlier stand in the way of these terms. */
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
    /** Codes of the findings that forbid the contract to take effect or complete. */
    against: async (...contract: Parameters<typeof findings>): Promise<string[]> =>
      (await findings(...contract)).filter(({ severity }) => severity === 'blocks').map(({ code }) => code),

    /** Enters what the contract takes, once; to be called in the transaction of each change of state. */
    take: async (contractId: string, patentIds: readonly string[], terms: ContractTerms): Promise<void> => {
      for (const patentId of patentIds) await books.write(entered(await books.of(patentId), contractId, terms));
    },
    /** Removes the contract's entries; to be called in the transaction that ends it. */
    release: async (contractId: string, patentIds: readonly string[]): Promise<void> => {
      for (const patentId of patentIds) await books.write(released(await books.of(patentId), contractId));
    },
  };
}

export type Rights = ReturnType<typeof contractRights>;
