import { type Reader, reader } from '../../platform/events/reader.ts';
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
      const { needId, patentId, supplierId, demanderId, centreId } = data;
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
  });
}
