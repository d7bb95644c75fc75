import type { Reader } from '../../platform/events/relay.ts';
import { dealIdOf, type DealsService } from './deals.service.ts';

/** What a match says when both sides want it. */
type Mutual = { needId: string; patentId: string; supplierId: string; demanderId: string; centreId?: string | null };

/** Opens the deal as soon as both sides of a match are interested. */
export function dealsReader(service: Pick<DealsService, 'open'>): Reader {
  return {
    name: 'deals',
    types: ['match.becameMutual'],
    kind: 'inside',
    apply: async ({ stream, data, commandId }) => {
      const matchId = stream.slice('match:'.length);
      const { needId, patentId, supplierId, demanderId, centreId } = data as Mutual; // written by the matches feature
      const centreIds = centreId ? [centreId] : [];
      await service.open(dealIdOf(matchId), commandId, {
        matchId,
        needId,
        patentIds: [patentId],
        supplierId,
        demanderId,
        centreIds,
      });
    },
  };
}
