import type { NewId } from '../../platform/clock.ts';
import { collection, type Database } from '../../platform/database/mongo.ts';

/** A need or patent whose list has to be remade; if the thing itself changed, also the lists it stands in. */
export type StoredMark = {
  _id: string;
  v: number;
  kind: 'need' | 'patent';
  thingId: string;
  isChanged: boolean;
  /** Tells a mark from a newer one. */
  token: string;
  takenAt?: Date;
};

const marks = collection<StoredMark>(
  'matchDirty',
  { _id: String, v: Number, kind: String, thingId: String, isChanged: Boolean, token: String, takenAt: Date },
  [[{ isChanged: -1, token: 1 }]],
);

/** Marks of the lists that have to be remade. `newId` makes ids that sort by time. */
export function listMarks(database: Database, newId: NewId) {
  const model = database.model(marks);
  return {
    add: async (kind: StoredMark['kind'], ids: readonly string[], isChanged: boolean): Promise<void> => {
      if (ids.length === 0) return;
      await model.bulkWrite(
        ids.map((thingId) => ({
          updateOne: {
            filter: { _id: `${kind}:${thingId}` },
            update: {
              $set: { token: newId(), ...(isChanged ? { isChanged } : {}) },
              $setOnInsert: { v: 1, kind, thingId, ...(isChanged ? {} : { isChanged }) },
            },
            upsert: true,
          },
        })),
      );
    },

    /**
     * The next lists to remake, at most `limit`: lists of changed things first, then the oldest marks. The first is
     * fetched by a write, because a read may be answered from before the commit that planned the work.
     */
    next: async (now: Date, limit: number): Promise<StoredMark[]> => {
      const order = { isChanged: -1, token: 1 } as const;
      const first = await model
        .findOneAndUpdate({}, { $set: { takenAt: now } }, { sort: order, returnDocument: 'after' })
        .lean<StoredMark | null>();
      if (!first) return [];
      const others = await model
        .find({ _id: { $ne: first._id } })
        .sort(order)
        .limit(limit - 1)
        .lean<StoredMark[]>();
      return [first, ...others];
    },

    /** Removes the marks, except those that were renewed meanwhile. */
    remove: async (rows: readonly StoredMark[]): Promise<void> => {
      if (rows.length > 0)
        await model.bulkWrite(rows.map(({ _id, token }) => ({ deleteOne: { filter: { _id, token } } })));
    },
    isEmpty: async (): Promise<boolean> => (await model.exists({})) === null,
  };
}

export type ListMarks = ReturnType<typeof listMarks>;
