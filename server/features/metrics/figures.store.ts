import type { Model } from 'mongoose';
import { type AmountCell, type CountCell, type Figures, sumOf } from '../../domain/contracts/figures.ts';
import { anything, collection, type Database } from '../../platform/database/mongo.ts';
import { fromStored, toStored } from '../../platform/database/money.store.ts';

/** `_id` is the cell's key in `Figures`. */
type StoredCell = { _id: string; v: number; centreId: string; cell: unknown };

const shape = { _id: String, v: Number, centreId: String, cell: anything };
const amounts = collection<StoredCell>('amountCells', shape, [[{ centreId: 1 }]]);
const counts = collection<StoredCell>('contractCounts', shape, [[{ centreId: 1 }]]);

/** The stored cells of all centres' figures. */
export function figuresStore(database: Database) {
  const models = { amounts: database.model(amounts), counts: database.model(counts) };

  return {
    /** Adds the difference that a contract's change makes; part of the surrounding transaction. */
    add: async (difference: Figures): Promise<void> => {
      const known = {
        amounts: await read<AmountCell>(models.amounts, { _id: { $in: [...difference.amounts.keys()] } }),
        counts: await read<CountCell>(models.counts, { _id: { $in: [...difference.counts.keys()] } }),
      };
      const next = sumOf(known, difference);
      await write(models.amounts, difference.amounts, next.amounts);
      await write(models.counts, difference.counts, next.counts);
    },

    ofCentre: async (centreId: string): Promise<Figures> => ({
      amounts: await read<AmountCell>(models.amounts, { centreId }),
      counts: await read<CountCell>(models.counts, { centreId }),
    }),

    /** Replaces the figures of all centres. */
    replaceAll: async (figures: Figures): Promise<void> => {
      for (const [name, cells] of [
        ['amounts', figures.amounts],
        ['counts', figures.counts],
      ] as const) {
        await models[name].deleteMany({});
        await write<AmountCell | CountCell>(models[name], cells, cells);
      }
    },
    all: async (): Promise<Figures> => ({
      amounts: await read<AmountCell>(models.amounts, {}),
      counts: await read<CountCell>(models.counts, {}),
    }),
  };
}

async function read<Cell>(model: Model<StoredCell>, filter: object): Promise<ReadonlyMap<string, Cell>> {
  const rows = await model.find(filter).lean<StoredCell[]>();
  return new Map(rows.map(({ _id, cell }) => [_id, fromStored(cell) as Cell])); // as `write` stored it
}

/** Stores the touched cells as they are in `cells`, and removes those that are not there. */
async function write<Cell extends { centreId: string }>(
  model: Model<StoredCell>,
  touched: ReadonlyMap<string, unknown>,
  cells: ReadonlyMap<string, Cell>,
): Promise<void> {
  const operations = [...touched.keys()].map((_id) => {
    const cell = cells.get(_id);
    if (!cell) return { deleteOne: { filter: { _id } } };
    const replacement = { _id, v: 1, centreId: cell.centreId, cell: toStored(cell) };
    return { replaceOne: { filter: { _id }, replacement, upsert: true } };
  });
  if (operations.length > 0) await model.bulkWrite(operations);
}
