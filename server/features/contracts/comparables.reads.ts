import type { ComparableDeal, Route } from '../../../matching/index.ts';
import { patentIdsOf } from '../../domain/contracts/contract.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';
import type { ContractsStore } from './contracts.store.ts';

/** How many of the latest contracts a price is compared with. */
const mostContracts = 500;

/** Contracts in force or completed with their fixed sums, the latest first: what a price band rests on. */
export function comparableContracts(
  store: ContractsStore,
  ipcOf: (patentIds: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>,
) {
  return async (): Promise<ComparableDeal[]> => {
    const performed = await store.performed(mostContracts);
    const ipc = await ipcOf([...new Set(performed.flatMap(patentIdsOf))]);
    return performed.flatMap((contract) => {
      const { id, terms } = contract;
      const route = routeOf(terms);
      if (!route || terms.upfront.currency !== 'CNY') return [];
      // an estimate compares plain numbers; nothing is booked from them
      const amount = terms.upfront.toApproximateNumber();
      return [{ id, route, amount, ipc: patentIdsOf(contract).flatMap((patentId) => ipc.get(patentId) ?? []) }];
    });
  };
}

function routeOf({ route, exclusivity }: ContractTerms): Route | null {
  switch (route) {
    case 'transfer':
    case 'equity':
      return route;
    case 'licence':
      return exclusivity && `${exclusivity}-licence`;
    case 'financing':
    case 'other':
      return null;
  }
}

/** Those of these matches that led to a contract in force or completed. */
export const performedMatches =
  (store: ContractsStore) =>
  async (matchIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const performed = new Set<string>();
    for (let from = 0; from < matchIds.length; from += 500) {
      for (const id of await store.matchesPerformed(matchIds.slice(from, from + 500))) performed.add(id);
    }
    return performed;
  };
