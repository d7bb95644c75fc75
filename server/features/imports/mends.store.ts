import { anything, collection, type Database } from '../../platform/database/mongo.ts';

/** Cells of one row that a person corrected, by their place; they hold however often the file is read again. */
export type StoredMend = {
  _id: string;
  v: number;
  importId: string;
  row: number;
  cells: Readonly<Record<string, string>>;
};

const mends = collection<StoredMend>(
  'importMends',
  { _id: String, v: Number, importId: String, row: Number, cells: anything },
  [[{ importId: 1, row: 1 }]],
);

export function mendsStore(database: Database) {
  const model = database.model(mends);
  return {
    /** All corrections of an import, by row. */
    of: async (importId: string): Promise<ReadonlyMap<number, StoredMend['cells']>> =>
      new Map((await model.find({ importId }).lean<StoredMend[]>()).map(({ row, cells }) => [row, cells])),
    count: (importId: string): Promise<number> => model.countDocuments({ importId }),
    save: async (importId: string, row: number, cells: StoredMend['cells']): Promise<void> => {
      const _id = `${importId}:${row}`;
      await model.updateOne({ _id }, { $set: { cells }, $setOnInsert: { v: 1, importId, row } }, { upsert: true });
    },
    forget: async (importId: string): Promise<void> => {
      await model.deleteMany({ importId });
    },
  };
}

export type MendsStore = ReturnType<typeof mendsStore>;
