import type { AmountLine, Basis } from '../../domain/deals/metrics.ts';
import type { VerificationLevel } from '../../domain/deals/levels.ts';
import type { Route } from '../../domain/deals/terms.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';

type StoredAmount = {
  _id: string;
  v: number;
  dealId: string;
  lineId: string;
  centreId: string;
  basis: Basis;
  year: number;
  date: string;
  route: Route;
  level: number;
  amount: unknown;
  /** Rows of before shares could be corrected have none. */
  correction?: number;
};

const amounts = collection<StoredAmount>(
  'amountLines',
  {
    _id: String,
    v: Number,
    dealId: String,
    lineId: String,
    centreId: String,
    basis: String,
    year: Number,
    date: String,
    route: String,
    level: Number,
    amount: anything,
    correction: Number,
  },
  [[{ dealId: 1 }], [{ centreId: 1, basis: 1, date: 1, _id: 1 }]],
);

export type KeptAmount = AmountLine & Readonly<{ id: string; dealId: string }>;

/** The kept form of every centre's amounts: one row a line, centre and basis; always what the deal's events say. */
export function metricsStore(database: Database) {
  const model = database.model(amounts);
  return {
    replaceDeal: async (dealId: string, lines: readonly AmountLine[]): Promise<void> => {
      await model.deleteMany({ dealId });
      if (lines.length > 0) await model.insertMany(lines.map((line) => toRow(dealId, line)));
    },
    ofDeal: async (dealId: string): Promise<KeptAmount[]> =>
      (await model.find({ dealId }).sort({ _id: 1 }).lean<StoredAmount[]>()).map(fromRow),
    ofCentre: async (centreId: string): Promise<KeptAmount[]> =>
      (await model.find({ centreId }).sort({ basis: 1, date: 1, _id: 1 }).lean<StoredAmount[]>()).map(fromRow),
    page: async (filter: Record<string, unknown>, limit: number): Promise<KeptAmount[]> =>
      (await model.find(filter).sort({ date: 1, _id: 1 }).limit(limit).lean<StoredAmount[]>()).map(fromRow),
    dealIds: (): Promise<string[]> => model.distinct('dealId'),
  };
}

export type MetricsStore = ReturnType<typeof metricsStore>;

function toRow(dealId: string, { lineId, centreId, basis, amount, ...rest }: AmountLine): StoredAmount {
  const _id = `${dealId}:${lineId}:${centreId}:${basis}${rest.correction > 0 ? `:${rest.correction}` : ''}`;
  return { _id, v: 1, dealId, lineId, centreId, basis, ...rest, amount: toStored(amount) };
}

const fromRow = ({
  _id,
  dealId,
  lineId,
  centreId,
  basis,
  year,
  date,
  route,
  level,
  amount,
  correction = 0,
}: StoredAmount): KeptAmount => ({
  id: _id,
  dealId,
  lineId,
  centreId,
  basis,
  year,
  date: date as CalendarDate, // these three as `toRow` wrote them
  route,
  level: level as VerificationLevel,
  amount: fromStored(amount) as Money,
  correction,
});
