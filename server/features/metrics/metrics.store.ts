import type { AmountLine, Basis } from '../../domain/contracts/amounts.ts';
import type { CountedKind, VerificationLevel } from '../../domain/contracts/levels.ts';
import type { Route } from '../../domain/contracts/routes/routes.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';

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

/** The kept form of every centre's amounts: one row a line, centre and basis; always what the contract's events say. */
export function metricsStore(database: Database) {
  const model = database.model(amounts);
  return {
    replaceContract: async (contractId: string, lines: readonly AmountLine[]): Promise<void> => {
      await model.deleteMany({ contractId });
      if (lines.length > 0) await model.insertMany(lines.map((line) => toRow(contractId, line)));
    },
    ofContract: async (contractId: string): Promise<KeptAmount[]> =>
      (await model.find({ contractId }).sort({ _id: 1 }).lean<StoredAmount[]>()).map(fromRow),
    ofCentre: async (centreId: string): Promise<KeptAmount[]> =>
      (await model.find({ centreId }).sort({ basis: 1, date: 1, _id: 1 }).lean<StoredAmount[]>()).map(fromRow),
    page: async (filter: Record<string, unknown>, limit: number): Promise<KeptAmount[]> =>
      (await model.find(filter).sort({ date: 1, _id: 1 }).limit(limit).lean<StoredAmount[]>()).map(fromRow),
    contractIds: (): Promise<string[]> => model.distinct('contractId'),
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
