import { foldDeal } from '../../domain/deals/fold.ts';
import { amountLines, type AmountLine } from '../../domain/deals/metrics.ts';
import { allStreams } from '../../platform/events/audit.ts';
import type { EventStore, StoredEvent } from '../../platform/events/event.store.ts';
import type { Reader } from '../../platform/events/relay.ts';
import { upcast } from '../../platform/events/upcasters.ts';
import type { MetricsStore } from './metrics.store.ts';

/** The events after which the amounts of a deal may be others. */
const moving = [
  'deal.accepted',
  'deal.reopened',
  'deal.contractAttached',
  'deal.signed',
  'deal.sharesConfirmed',
  'deal.madeEffective',
  'deal.evidenceRecorded',
  'deal.receiptRecorded',
  'deal.refundRecorded',
  'deal.contributionRecorded',
  'deal.drawdownRecorded',
  'deal.lineConfirmed',
  'deal.lineReversed',
  'deal.completed',
];

const amountsOf = (events: readonly StoredEvent[]): AmountLine[] =>
  amountLines(foldDeal(events.map((event) => ({ type: event.type, data: upcast(event) }))));

/** Keeps a deal's amounts: folded anew from its events each time, so that repeats and order do not matter. */
export function metricsReader(store: MetricsStore, events: EventStore): Reader {
  return {
    name: 'metrics',
    types: moving,
    kind: 'inside',
    apply: async ({ stream }) => {
      await store.replaceDeal(stream.slice('deal:'.length), amountsOf(await events.ofStream(stream)));
    },
  };
}

export type Difference = Readonly<{ dealId: string; what: string }>;

/** Folds all amounts anew from the events and says where what is kept differs; with `mend` it replaces what is kept. */
export async function compareAmounts(store: MetricsStore, events: EventStore, mend = false) {
  const differences: Difference[] = [];
  const kept = new Set(await store.dealIds());
  let deals = 0;
  let lines = 0;
  for await (const { stream, events: list } of allStreams(events, 'deal:')) {
    const dealId = stream.slice('deal:'.length);
    const rebuilt = amountsOf(list);
    const known = await store.ofDeal(dealId);
    deals++;
    lines += rebuilt.length;
    kept.delete(dealId);
    const what = differenceOf(rebuilt, known);
    if (!what) continue;
    differences.push({ dealId, what });
    if (mend) await store.replaceDeal(dealId, rebuilt);
  }
  for (const dealId of kept) {
    differences.push({ dealId, what: 'amounts without a deal' });
    if (mend) await store.replaceDeal(dealId, []);
  }
  return { deals, lines, differences };
}

function differenceOf(rebuilt: readonly AmountLine[], kept: readonly AmountLine[]): string | null {
  const print = ({ lineId, centreId, basis, year, date, route, level, amount }: AmountLine) =>
    [lineId, centreId, basis, year, date, route, level, amount.toString(), amount.currency].join(' ');
  const [wanted, found] = [new Set(rebuilt.map(print)), new Set(kept.map(print))];
  const missing = [...wanted].filter((line) => !found.has(line)).length;
  const extra = [...found].filter((line) => !wanted.has(line)).length;
  return missing + extra === 0 ? null : `${missing} missing, ${extra} wrong`;
}
