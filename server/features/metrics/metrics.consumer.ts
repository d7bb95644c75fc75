import { amountLines, type AmountLine } from '../../domain/contracts/amounts.ts';
import { type Figures, figuresOf, sumOf } from '../../domain/contracts/figures.ts';
import { contractEventTypes, foldContract, movingEvents } from '../../domain/contracts/fold.ts';
import { type EventOf, isOneOf } from '../../domain/events.ts';
import { streamNames } from '../../platform/events/audit.ts';
import type { EventStore } from '../../platform/events/event.store.ts';
import { type Reader, reader } from '../../platform/events/reader.ts';
import type { Database } from '../../platform/database/mongo.ts';
import { byContract, type KeptAmount, type MetricsStore } from './metrics.store.ts';

const amountsOf = (events: readonly EventOf[]): AmountLine[] =>
  amountLines(foldContract(events.filter((event) => isOneOf(event, contractEventTypes))));

const readerName = 'metrics';

/** Stores a contract's amounts, folded again from all its events, so that repeats and order do not matter. */
export function metricsReader(store: MetricsStore, events: EventStore): Reader {
  return reader({
    name: readerName,
    types: movingEvents,
    kind: 'inside',
    from: 'start',
    apply: async ({ stream }) => {
      await store.replace(new Map([[stream.slice('contract:'.length), amountsOf(await events.ofStream(stream))]]));
    },
  });
}

/** Number of a centre's contracts with events, waiting or parked, that are not in the stored amounts yet. */
export const waitingContracts =
  (events: EventStore) =>
  (centreId: string): Promise<number> =>
    events.waiting(readerName, centreId);

export type ComparisonPorts = Readonly<{ database: Database; amounts: MetricsStore; events: EventStore }>;
export type Difference = Readonly<{ contractId: string; what: string }>;

/**
 * Rebuilds all amounts from the events and reports where the stored ones differ; `mend` replaces those. A contract that
 * differs because an event is still to be delivered is counted as `waiting` instead. Each contract is read in one
 * transaction, so this may run while contracts change. `cells`: number of cells that differ from the sum of their
 * lines.
 */
export async function compareAmounts({ database, amounts, events }: ComparisonPorts, mend = false) {
  const differences: Difference[] = [];
  const orphans = new Set(await amounts.contractIds());
  const total = { contracts: 0, lines: 0, waiting: 0, cells: 0 };

  const compareContract = async (contractId: string) => {
    const stream = `contract:${contractId}`;
    const rebuilt = amountsOf(await events.ofStream(stream));
    const what = differenceOf(rebuilt, await amounts.ofContract(contractId));
    const isWaiting = what !== null && (await events.isOnItsWay(readerName, stream));
    if (what && mend && !isWaiting) await amounts.replace(new Map([[contractId, rebuilt]]));
    return { what, isWaiting, lines: rebuilt.length };
  };

  for await (const stream of streamNames(events, 'contract:')) {
    const contractId = stream.slice('contract:'.length);
    const { what, isWaiting, lines } = await database.transaction(() => compareContract(contractId));
    total.contracts++;
    total.lines += lines;
    orphans.delete(contractId);
    if (isWaiting) total.waiting++;
    else if (what) differences.push({ contractId, what });
  }
  for (const contractId of orphans) {
    differences.push({ contractId, what: 'amounts without a contract' });
    if (mend) await amounts.replace(new Map([[contractId, []]]));
  }
  total.cells = await database.transaction(async () => {
    const rebuilt = await figuresOfAll(amounts);
    const wrong = wrongCells(rebuilt, await amounts.figures.all());
    if (wrong > 0 && mend) await amounts.figures.replaceAll(rebuilt);
    return wrong;
  });
  return { ...total, differences };
}

/** The figures of all centres, from the stored lines. */
async function figuresOfAll(amounts: MetricsStore): Promise<Figures> {
  let figures = sumOf();
  let unfinished: KeptAmount[] = []; // lines of the last contract, which may go on on the next page
  for await (const page of amounts.everyPage()) {
    const contracts = byContract([...unfinished, ...page]);
    unfinished = contracts.pop() ?? [];
    figures = sumOf(figures, ...contracts.map(figuresOf));
  }
  return sumOf(figures, figuresOf(unfinished));
}

/** Number of cells that are wrong, missing or superfluous. */
function wrongCells(wanted: Figures, kept: Figures): number {
  const print = ({ amounts, counts }: Figures) =>
    new Map([
      ...[...amounts].map(([key, { amount, lines }]) => [key, `${amount.toString()} ${lines}`] as const),
      ...[...counts].map(([key, { contracts }]) => [key, String(contracts)] as const),
    ]);
  const [one, other] = [print(wanted), print(kept)];
  return [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key)).length;
}

function differenceOf(rebuilt: readonly AmountLine[], kept: readonly AmountLine[]): string | null {
  const print = ({ lineId, centreId, basis, year, date, route, kind, level, amount, correction }: AmountLine) =>
    [lineId, centreId, basis, year, date, route, kind, level, amount.toString(), amount.currency, correction].join(' ');
  const [wanted, found] = [new Set(rebuilt.map(print)), new Set(kept.map(print))];
  const missing = [...wanted].filter((line) => !found.has(line)).length;
  const extra = [...found].filter((line) => !wanted.has(line)).length;
  return missing + extra === 0 ? null : `${missing} missing, ${extra} wrong`;
}
