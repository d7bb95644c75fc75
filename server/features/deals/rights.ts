import { entered, findingsIn, released } from '../../domain/contracts/rights-book.ts';
import type { Deal } from '../../domain/deals/deal.ts';
import { openOffer } from '../../domain/deals/deal.ts';
import type { DealState } from '../../domain/deals/deal-process.ts';
import type { Finding } from '../../domain/deals/preflight.ts';
import type { RightsBookStore } from './rights-book.store.ts';

const standing: readonly DealState[] = ['signed', 'effective', 'completed'];

/** A deal's dealings with the books of exclusive rights of its patents. */
export function dealRights(books: RightsBookStore) {
  return {
    /** What others took before it, as far as it matters to its terms. */
    findings: async (deal: Deal): Promise<Finding[]> => {
      const terms = deal.agreed?.terms ?? openOffer(deal)?.terms;
      const findings: Finding[] = [];
      for (const patentId of terms ? deal.patentIds : []) {
        const book = await books.of(patentId);
        if (terms) findings.push(...findingsIn(book, deal.id, terms).map((finding) => ({ ...finding, patentId })));
      }
      return findings;
    },

    /** Enters what the deal takes, or gives it back; to be called in the transaction of every step between states. */
    follow: async (before: Deal, { id, state, agreed, patentIds }: Deal): Promise<void> => {
      if (state === before.state || !agreed) return;
      const stands = standing.includes(state);
      if (!stands && !standing.includes(before.state)) return;
      for (const patentId of patentIds) {
        const book = await books.of(patentId);
        await books.write(stands ? entered(book, id, agreed.terms) : released(book, id));
      }
    },
  };
}

export type DealRights = ReturnType<typeof dealRights>;
