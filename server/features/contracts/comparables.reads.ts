import type { ComparableDeal, Route } from '../../../matching/index.ts';
import { patentIdsOf } from '../../domain/contracts/contract.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';
import type { ContractsStore } from './contracts.store.ts';

/** A price is compared with at most this many of the latest contracts. */
const mostContracts = 500;

/**
 * Fixed sums, in yuan, of contracts in force or completed, the latest first; the matcher draws price bands from them.
 * Without contracts in other currencies and those of a route whose price is not comparable (financing, other).
 */
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
      // plain numbers are enough for an estimate; nothing is booked from them
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

/** Which of these matches led to a contract in force or completed. */
export const performedMatches =
  (store: ContractsStore) =>
  async (matchIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const performed = new Set<string>();
    for (let from = 0; from < matchIds.length; from += 500) {
      for (const id of await store.matchesPerformed(matchIds.slice(from, from + 500))) performed.add(id);
    }
    return performed;
  };
