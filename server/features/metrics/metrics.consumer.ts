import { dealEventTypes, foldDeal, movingEvents } from '../../domain/deals/fold.ts';
import { type EventOf, isOneOf } from '../../domain/events.ts';
import { amountLines, type AmountLine } from '../../domain/deals/metrics.ts';
import { streamNames } from '../../platform/events/audit.ts';
import type { EventStore } from '../../platform/events/event.store.ts';
import { type Reader, reader } from '../../platform/events/relay.ts';
import type { Database } from '../../platform/database/mongo.ts';
import type { MetricsStore } from './metrics.store.ts';

const amountsOf = (events: readonly EventOf[]): AmountLine[] =>
  amountLines(foldDeal(events.filter((event) => isOneOf(event, dealEventTypes))));

const readerName = 'metrics';

/** Keeps a deal's amounts: folded anew from its events each time, so that repeats and order do not matter. */
export function metricsReader(store: MetricsStore, events: EventStore): Reader {
  return reader({
    name: readerName,
    types: movingEvents,
    kind: 'inside',
    apply: async ({ stream }) => {
      await store.replaceDeal(stream.slice('deal:'.length), amountsOf(await events.ofStream(stream)));
    },
  });
}

/** How many deals of a centre have an event still on its way to their amounts; a parked one, too, is not in them. */
export const waitingDeals =
  (events: EventStore) =>
  (centreId: string): Promise<number> =>
    events.waiting(readerName, centreId);

export type ComparisonPorts = Readonly<{ database: Database; amounts: MetricsStore; events: EventStore }>;
export type Difference = Readonly<{ dealId: string; what: string }>;

/**
 * Folds all amounts anew from the events and says where what is kept differs; with `mend` it replaces what is kept. A
 * deal with an event on its way to its amounts differs rightly: it is counted as `waiting` instead. Each deal is seen as
 * it was at one moment, so that this may run while deals go on.
 */
export async function compareAmounts({ database, amounts, events }: ComparisonPorts, mend = false) {
  const differences: Difference[] = [];
  const orphans = new Set(await amounts.dealIds());
  const total = { deals: 0, lines: 0, waiting: 0 };

  const compareDeal = async (dealId: string) => {
    const stream = `deal:${dealId}`;
    const rebuilt = amountsOf(await events.ofStream(stream));
    const what = differenceOf(rebuilt, await amounts.ofDeal(dealId));
    const isWaiting = what !== null && (await events.isOnItsWay(readerName, stream));
    if (what && mend && !isWaiting) await amounts.replaceDeal(dealId, rebuilt);
    return { what, isWaiting, lines: rebuilt.length };
  };

  for await (const stream of streamNames(events, 'deal:')) {
    const dealId = stream.slice('deal:'.length);
    const { what, isWaiting, lines } = await database.transaction(() => compareDeal(dealId));
    total.deals++;
    total.lines += lines;
    orphans.delete(dealId);
    if (isWaiting) total.waiting++;
    else if (what) differences.push({ dealId, what });
  }
  for (const dealId of orphans) {
    differences.push({ dealId, what: 'amounts without a deal' });
    if (mend) await amounts.replaceDeal(dealId, []);
  }
  return { ...total, differences };
}

function differenceOf(rebuilt: readonly AmountLine[], kept: readonly AmountLine[]): string | null {
  const print = ({ lineId, centreId, basis, year, date, route, level, amount, correction }: AmountLine) =>
    [lineId, centreId, basis, year, date, route, level, amount.toString(), amount.currency, correction].join(' ');
  const [wanted, found] = [new Set(rebuilt.map(print)), new Set(kept.map(print))];
  const missing = [...wanted].filter((line) => !found.has(line)).length;
  const extra = [...found].filter((line) => !wanted.has(line)).length;
  return missing + extra === 0 ? null : `${missing} missing, ${extra} wrong`;
}
