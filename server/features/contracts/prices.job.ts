import type { PublishedPrice, Route } from '../../../matching/index.ts';
import { system } from '../../domain/actors.ts';
import { addDays, dateInShanghai, yearOf } from '../../domain/calendar.ts';
import { type Contract, patentIdsOf } from '../../domain/contracts/contract.ts';
import { batchesOf, type Minimum, type PriceBatch, type PricedContract } from '../../domain/contracts/price-batches.ts';
import type { ContractTerms } from '../../domain/contracts/terms.ts';
import { concerning } from '../../domain/event.ts';
import type { NewId } from '../../platform/clock.ts';
import type { Commands } from '../../platform/events/commands.ts';
import { type JobHandler, nightlyAt } from '../../platform/jobs/scheduler.ts';
import type { ContractPorts } from './contracts.ports.ts';
import type { ContractsStore } from './contracts.store.ts';
import type { PricesStore } from './prices.store.ts';

export type PricesPorts = Pick<ContractPorts, 'figures'> &
  Readonly<{
    prices: PricesStore;
    contracts: ContractsStore;
    commands: Commands;
    newId: NewId;
    ipcOf: ContractPorts['patents']['ipc'];
  }>;

/**
 * Publishes each night what completed contracts cost, in batches of enough contracts of enough suppliers and demanders.
 * A contract that is only in effect does not count: no term says that its parties allow it, and its price still binds
 * them. Nor does one that was completed a short while ago, so that nobody sees which contract made a batch full.
 */
export function pricesJob({ prices, contracts, commands, newId, ipcOf, figures }: PricesPorts): JobHandler {
  /** Those of some completed contracts that are old enough and in no batch yet. */
  const unpublished = async (completed: readonly Contract[], lastDay: string): Promise<PricedContract<Route>[]> => {
    const old = completed.filter(({ completedOn }) => completedOn !== null && completedOn <= lastDay);
    const published = await prices.published(old.map(({ id }) => id));
    const left = old.filter(({ id }) => !published.has(id));
    const ipc = await ipcOf([...new Set(left.flatMap(patentIdsOf))]);
    return left.flatMap((contract) => {
      const { id, terms, parties } = contract;
      const kind = kindOf(terms);
      if (!kind || terms.upfront.currency !== 'CNY') return [];
      const on = (side: 'supplier' | 'demander') =>
        parties.flatMap(({ organisationId, part }) => (part === side ? [organisationId] : []));
      const symbols = patentIdsOf(contract).flatMap((patentId) => ipc.get(patentId) ?? []);
      return [
        {
          ...{ id, kind, supplierIds: on('supplier'), demanderIds: on('demander') },
          ipc: symbols[0]?.slice(0, 4) ?? '',
          amount: terms.upfront,
        },
      ];
    });
  };

  const newBatches = async (minimum: Minimum, lastDay: string): Promise<PriceBatch<Route>[]> => {
    const found: PricedContract<Route>[] = [];
    for await (const page of contracts.completed()) found.push(...(await unpublished(page, lastDay)));
    return batchesOf(found, minimum);
  };

  return {
    kind: 'contracts.prices',
    next: nightlyAt(3),
    run: async (_job, now) => {
      const { waitDays, ...minimum } = await figures(now);
      const lastDay = addDays(dateInShanghai(now), -waitDays);
      const batches = await newBatches(minimum, lastDay);
      if (batches.length === 0) return;
      const body = { commandId: newId() };
      await commands.execute(
        { operation: 'contracts.publishPrices', stream: 'prices:all', actor: system, body },
        async ({ now: at }) => {
          // another server may have been first: a contract is published once
          const published = await prices.published(batches.flatMap(({ contractIds }) => contractIds));
          const fresh = batches.filter(({ contractIds }) => !contractIds.some((id) => published.has(id)));
          for (const batch of fresh) await prices.add(newId(), batch, at);
          return { type: 'prices.published', data: { batches: fresh }, concerns: concerning({}) };
        },
      );
    },
  };
}

/** The newest batch of each kind and area, as price bands are taken from it. */
export const publishedPrices = (prices: PricesStore) => async (): Promise<PublishedPrice[]> =>
  (await prices.latest()).map(({ kind: route, ipc, low, middle, high, contractIds, at }) => ({
    ...{ route, ipc, low, middle, high, deals: contractIds.length },
    year: yearOf(dateInShanghai(at)),
  }));

/** What is compared with each other; null for routes whose price is not comparable. */
function kindOf({ route, exclusivity }: ContractTerms): Route | null {
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
