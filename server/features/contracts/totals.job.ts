import { system } from '../../domain/actors.ts';
import { addDays, dateInShanghai } from '../../domain/calendar.ts';
import { isHeadline } from '../../domain/contracts/amounts.ts';
import type { Contract } from '../../domain/contracts/contract.ts';
import { levelOf } from '../../domain/contracts/levels.ts';
import { nextTotal, type TotalledContract } from '../../domain/contracts/public-totals.ts';
import { Money } from '../../domain/money.ts';
import { concerning } from '../../domain/event.ts';
import type { NewId } from '../../platform/clock.ts';
import type { Commands } from '../../platform/events/commands.ts';
import { type JobHandler, nightlyAt } from '../../platform/jobs/scheduler.ts';
import type { ContractPorts } from './contracts.ports.ts';
import type { ContractsStore } from './contracts.store.ts';
import type { TotalsStore } from './totals.store.ts';

export type TotalsPorts = Pick<ContractPorts, 'figures'> &
  Readonly<{ totals: TotalsStore; contracts: ContractsStore; commands: Commands; newId: NewId }>;

/**
 * Adds each night the completed contracts that are in no public figure yet, once they are enough and old enough (see
 * decision 057). What happens to a contract later changes no figure: taking it out would tell what it was.
 */
export function totalsJob({ totals, contracts, commands, newId, figures }: TotalsPorts): JobHandler {
  const unpublished = async (lastDay: string): Promise<TotalledContract[]> => {
    const found: TotalledContract[] = [];
    for await (const page of contracts.completed()) {
      const old = page.filter(({ completedOn }) => completedOn !== null && completedOn <= lastDay);
      const published = await totals.published(old.map(({ id }) => id));
      const left = old.filter(({ id }) => !published.has(id));
      const kept = left.length > 0 ? await contracts.contracts(left.map(({ id }) => id)) : [];
      found.push(...kept.flatMap(({ contract }) => totalled(contract) ?? []));
    }
    return found;
  };

  return {
    kind: 'contracts.totals',
    next: nightlyAt(3),
    run: async (_job, now) => {
      const { waitDays, ...minimum } = await figures(now);
      const total = nextTotal(await unpublished(addDays(dateInShanghai(now), -waitDays)), minimum);
      if (!total) return;
      const body = { commandId: newId() };
      const call = { operation: 'contracts.publishTotals', stream: 'totals:all', actor: system, body };
      await commands.execute(call, async ({ now: at }) => {
        // another server may have been first: a contract counts once
        const published = await totals.published(total.contractIds);
        if (published.size === 0) await totals.add(newId(), total, at);
        return {
          type: 'totals.published',
          data: { total: { ...total, amount: total.amount.toJSON() } },
          concerns: concerning({}),
        };
      });
    },
  };
}

/** Null for a contract in another currency, and for one that counts for nothing. */
function totalled(contract: Contract): TotalledContract | null {
  const on = (side: 'supplier' | 'demander') =>
    contract.parties.flatMap(({ organisationId, part }) => (part === side ? [organisationId] : []));
  const lines = contract.ledger.filter((line) => isHeadline(line) && line.amount.currency === 'CNY');
  const amount = Money.sum(
    lines.map((line) => (line.kind === 'refunded' ? line.amount.negated() : line.amount)),
    'CNY',
  );
  const [first, ...levels] = lines.map((line) => levelOf(line, contract));
  if (first === undefined || !amount.isPositive()) return null;
  const level = levels.reduce((least, one) => (one < least ? one : least), first);
  return { id: contract.id, supplierIds: on('supplier'), demanderIds: on('demander'), amount, level };
}
