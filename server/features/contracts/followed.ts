import type { Contract } from '../../domain/contracts/contract.ts';
import { rulesOf } from '../../domain/contracts/routes/routes.ts';

/** The part of a contract that decides the state of its patents and its need. What ran out takes nothing any more. */
export const followedContract = ({ state, terms, completedOn, ranOutOn, origin }: Contract) => ({
  state,
  takes: ranOutOn ? ('nothing' as const) : rulesOf(terms.route).takes(terms),
  completedOn,
  dealId: origin.kind === 'deal' ? origin.dealId : null,
});
