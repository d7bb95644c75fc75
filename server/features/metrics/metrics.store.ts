import type { AmountLine, Basis } from '../../domain/contracts/amounts.ts';
import { figuresOf, negated, sumOf } from '../../domain/contracts/figures.ts';
import {
  type CountedKind,
  countedKinds,
  type MinimumLevels,
  type VerificationLevel,
} from '../../domain/contracts/levels.ts';
import type { Route } from '../../domain/contracts/routes/routes.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';
import { everyPage, type Page, pageOf, type PageQuery } from '../../platform/database/page.store.ts';
import { figuresStore } from './figures.store.ts';

type StoredAmount = {
  _id: string;
  v: number;
  contractId: string;
  lineId: string;
  centreId: string;
  basis: Basis;
  year: number;
  date: string;
  route: Route;
  kind: CountedKind;
  level: number;
  amount: unknown;
  correction: number;
};

const amounts = collection<StoredAmount>(
  'amountLines',
  {
    _id: String,
    v: Number,
    contractId: String,
    lineId: String,
    centreId: String,
    basis: String,
    year: Number,
    date: String,
    route: String,
    kind: String,
    level: Number,
    amount: anything,
    correction: Number,
  },
  [[{ contractId: 1 }], [{ centreId: 1, basis: 1, date: 1, _id: 1 }]],
);

export type KeptAmount = AmountLine & Readonly<{ id: string; contractId: string }>;

/** Groups rows by contract. They must be sorted by id, which begins with the contract's. */
export function byContract(rows: readonly KeptAmount[]): KeptAmount[][] {
  const groups: KeptAmount[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.[0]?.contractId === row.contractId) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** Filters of a centre's lines; `counted`: only lines at or above these minimum levels. */
export type Wanted = Readonly<{
  basis: Basis;
  year?: number | undefined;
  route?: Route | undefined;
  level?: number | undefined;
  counted?: MinimumLevels | undefined;
}>;

/** The amounts of all centres: one row per line, centre, basis and correction, and the figures as their sums. */
export function metricsStore(database: Database) {
  const model = database.model(amounts);
  const figures = figuresStore(database);
  const ofContracts = async (ids: readonly string[]): Promise<KeptAmount[]> =>
    (
      await model
        .find({ contractId: { $in: [...ids] } })
        .sort({ _id: 1 })
        .lean<StoredAmount[]>()
    ).map(fromRow);
  return {
    /** Replaces the amounts of contracts, and adjusts the figures; part of the surrounding transaction. */
    replace: async (contracts: ReadonlyMap<string, readonly AmountLine[]>): Promise<void> => {
      const before = byContract(await ofContracts([...contracts.keys()]));
      if (before.length > 0) await model.deleteMany({ contractId: { $in: [...contracts.keys()] } });
      const rows = [...contracts].flatMap(([id, lines]) => lines.map((line) => toRow(id, line)));
      if (rows.length > 0) await model.insertMany(rows);
      const added = [...contracts.values()].map(figuresOf);
      const gone = before.map((lines) => negated(figuresOf(lines)));
      await figures.add(sumOf(...added, ...gone));
    },
    /** The centres in whose figures a line of the contract counts, or counted until it was corrected. */
    centresOf: (contractId: string): Promise<string[]> => model.distinct('centreId', { contractId }),
    ofContract: (contractId: string): Promise<KeptAmount[]> => ofContracts([contractId]),
    page: async (centreId: string, { counted, ...wanted }: Wanted, page: PageQuery): Promise<Page<KeptAmount>> => {
      const narrowed = Object.entries(wanted).filter(([, value]) => value !== undefined);
      const enough = counted && { $or: countedKinds.map((kind) => ({ kind, level: { $gte: counted[kind] } })) };
      const filter = { centreId, ...Object.fromEntries(narrowed), ...enough };
      const { rows, nextCursor } = await pageOf(model, filter, ['date', '_id'], page);
      return { rows: rows.map(fromRow), nextCursor };
    },
    everyPage: async function* (): AsyncGenerator<KeptAmount[]> {
      for await (const rows of everyPage(model)) yield rows.map(fromRow);
    },
    contractIds: (): Promise<string[]> => model.distinct('contractId'),
    figures,
  };
}

export type MetricsStore = ReturnType<typeof metricsStore>;

function toRow(contractId: string, { lineId, centreId, basis, amount, ...rest }: AmountLine): StoredAmount {
  const _id = `${contractId}:${lineId}:${centreId}:${basis}${rest.correction > 0 ? `:${rest.correction}` : ''}`;
  return { _id, v: 1, contractId, lineId, centreId, basis, ...rest, amount: toStored(amount) };
}

const fromRow = ({
  _id,
  contractId,
  lineId,
  centreId,
  basis,
  year,
  date,
  route,
  kind,
  level,
  amount,
  correction,
}: StoredAmount): KeptAmount => ({
  id: _id,
  contractId,
  lineId,
  centreId,
  basis,
  year,
  date: date as CalendarDate, // these three as `toRow` wrote them
  route,
  kind,
  level: level as VerificationLevel,
  amount: fromStored(amount) as Money,
  correction,
});
