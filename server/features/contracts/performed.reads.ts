import type { ContractsStore } from './contracts.store.ts';

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
