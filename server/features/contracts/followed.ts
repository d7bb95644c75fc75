import type { Contract } from '../../domain/contracts/contract.ts';
import { rulesOf } from '../../domain/contracts/routes/routes.ts';

/** A contract as its patents and its need follow it. */
export const followedContract = ({ state, terms, completedOn, origin }: Contract) => ({
  state,
  takes: rulesOf(terms.route).takes(terms),
  completedOn,
  dealId: origin.kind === 'deal' ? origin.dealId : null,
});
