import { type Reader, reader } from '../../platform/events/reader.ts';
import type { ContractsService } from './contracts.service.ts';

/** Opens the contract as soon as both sides of a deal have confirmed the same file. */
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
