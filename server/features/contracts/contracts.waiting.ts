import { type Contract, patentIdsOf } from '../../domain/contracts/contract.ts';
import { askedIntoContract, contractAudience } from '../../domain/contracts/contract-visibility.ts';
import { waitsFor } from '../../domain/contracts/contract-waits.ts';
import { contractEventTypes } from '../../domain/contracts/fold.ts';
import { idsOfStreams, type WaitingThings } from '../../platform/waiting-things.ts';
import type { ContractPorts } from './contracts.ports.ts';
import type { ContractsStore } from './contracts.store.ts';

/** What waits in contracts. */
export const contractsWaiting = ({
  store,
  patents,
  organisations,
}: Readonly<{ store: ContractsStore } & Pick<ContractPorts, 'patents' | 'organisations'>>): WaitingThings => ({
  kind: 'contract',
  isQueued: false,
  types: contractEventTypes,
  touchedBy: (events) => Promise.resolve(idsOfStreams(events, 'contract')),
  present: async (ids) =>
    new Map(
      (await store.contracts(ids)).map(({ contract }) => [
        contract.id,
        { tasks: waitsFor(contract), audience: contractAudience(contract) },
      ]),
    ),
  pagesOfIds: store.pagesOfIds,
  named: async (organisationId, ids) => {
    const contracts = (await store.contracts(ids)).flatMap(({ contract }) =>
      [...contractAudience(contract), ...askedIntoContract(contract)].includes(organisationId) ? [contract] : [],
    );
    const othersIn = ({ parties }: Contract) =>
      parties.flatMap(({ organisationId: id }) => (id === organisationId ? [] : [id]));
    const titles = await patents.titles([...new Set(contracts.flatMap(patentIdsOf))]);
    const names = await organisations.names([...new Set(contracts.flatMap(othersIn))]);
    return new Map(
      contracts.map((contract) => [
        contract.id,
        {
          title: patentIdsOf(contract)
            .flatMap((id) => titles.get(id) ?? [])
            .join('、'),
          others: othersIn(contract).flatMap((id) => names.get(id) ?? []),
        },
      ]),
    );
  },
});
