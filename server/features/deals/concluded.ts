import { rulesOf } from '../../domain/contracts/routes/routes.ts';
import type { Deal } from '../../domain/deals/deal.ts';
import type { KeptDeal } from './deals.store.ts';

/** What a signed deal agreed, in the shape from which its contract is opened. Throws for a deal that is not signed. */
export function concludedIn(kept: KeptDeal | null) {
  if (!kept?.deal.agreed || !kept.deal.file || !kept.deal.signedOn) {
    throw new Error('only a signed deal becomes a contract');
  }
  const { agreed, file, signedOn, needId, matchId, patentIds, supplierId, demanderId } = kept.deal;
  const { centreIds, centreInvitations } = kept.deal;
  const parties = [
    { organisationId: supplierId, part: 'supplier' },
    { organisationId: demanderId, part: 'demander' },
  ] as const;
  return { needId, matchId, patentIds, centreIds, centreInvitations, parties, terms: agreed.terms, file, signedOn };
}

/** The part of a deal that decides the state of its patents and its need. */
export const followedDeal = ({ id: dealId, state, agreed }: Deal) => ({
  dealId,
  state,
  takes: agreed && rulesOf(agreed.terms.route).takes(agreed.terms),
  completedOn: null,
});
