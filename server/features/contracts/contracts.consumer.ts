import { type Reader, reader } from '../../platform/events/reader.ts';
import type { ContractsService } from './contracts.service.ts';

/** Opens the contract of a deal that was signed. */
export const contractsReader = (service: Pick<ContractsService, 'openFromDeal'>): Reader =>
  reader({
    name: 'contracts',
    types: ['deal.signed'],
    kind: 'inside',
    from: 'start',
    apply: async ({ stream, commandId }) => {
      await service.openFromDeal(stream.slice('deal:'.length), commandId);
    },
  });
