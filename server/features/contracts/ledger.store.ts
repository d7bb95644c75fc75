import type { LedgerLine } from '../../domain/contracts/ledger.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';

type StoredLine = {
  _id: string;
  v: number;
  contractId: string;
  /** The seq of the contract's event that added the line, and its position among the lines of that event. */
  seq: number;
  position: number;
  line: unknown;
};

const lines = collection<StoredLine>(
  'ledgerLines',
  { _id: String, v: Number, contractId: String, seq: Number, position: Number, line: anything },
  [[{ contractId: 1, seq: 1, position: 1 }], [{ 'line.proof.fileId': 1 }]],
);

/** Lines are only ever added, never changed or removed. */
export function ledgerStore(database: Database) {
  const model = database.model(lines);
  return {
    append: async (contractId: string, seq: number, added: readonly LedgerLine[]): Promise<void> => {
      if (added.length === 0) return;
      const rows = added.map((line, position) => {
        return { _id: line.id, v: 1, contractId, seq, position, line: toStored(line) };
      });
      await model.insertMany(rows);
    },
    contractsWithProof: (fileId: string): Promise<string[]> =>
      model.distinct('contractId', { 'line.proof.fileId': fileId }),

    /** Lines by contract id, in the order in which they were entered. */
    of: async (contractIds: readonly string[]): Promise<ReadonlyMap<string, LedgerLine[]>> => {
      const rows = await model
        .find({ contractId: { $in: [...contractIds] } })
        .sort({ contractId: 1, seq: 1, position: 1 })
        .lean<StoredLine[]>();
      const found = new Map<string, LedgerLine[]>(contractIds.map((id) => [id, []]));
      for (const { contractId, line } of rows) found.get(contractId)?.push(fromStored(line) as LedgerLine); // as `append` wrote
      return found;
    },
  };
}
