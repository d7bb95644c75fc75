import { type Reader, reader } from '../../platform/events/reader.ts';
import { idsAmong } from '../../domain/event.ts';
import { otherSide } from '../../domain/sides.ts';
import type { DealCentres } from './deals.centres.ts';
import { dealIdOf, type DealsService } from './deals.service.ts';

/** Opens a deal when both sides of a match are interested. */
export function dealsReader(service: Pick<DealsService, 'open'>): Reader {
  return reader({
    name: 'deals',
    types: ['match.becameMutual'],
    kind: 'inside',
    from: 'start',
    apply: async ({ stream, data, commandId }) => {
      const matchId = stream.slice('match:'.length);
      const { needId, patentId, supplierId, demanderId, centreId, unaware } = data;
      // a side that showed interest before the centre came in did not know of it, and is asked first
      const by = unaware ? otherSide(unaware) : null;
      await service.open(dealIdOf(matchId), commandId, {
        matchId,
        needId,
        patentIds: [patentId],
        supplierId,
        demanderId,
        centreIds: centreId && !by ? [centreId] : [],
        ...(centreId && by ? { centreInvitations: [{ centreId, by, state: 'proposed' }] } : {}),
      });
    },
  });
}

/** Lets a centre that is gone from a contract leave the room of its deal as well. */
export const followedCentres = (centres: Pick<DealCentres, 'follow'>): Reader =>
  reader({
    name: 'dealsCentres',
    types: ['contract.centreLetGo', 'contract.centreLeft'],
    kind: 'inside',
    from: 'start',
    apply: async (event) => {
      for (const dealId of idsAmong(event.concerns, 'deal')) await centres.follow(dealId, event);
    },
  });
