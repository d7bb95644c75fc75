import { collection, type Database } from '../../platform/database/mongo.ts';

/** That somebody takes care of a task; `_id` is the task's. Survives a rebuild of the tasks. */
type StoredTaking = { _id: string; v: number; organisationId: string; userId: string; at: Date };
const takings = collection<StoredTaking>(
  'takings',
  { _id: String, v: Number, organisationId: String, userId: String, at: Date },
  [[{ organisationId: 1, userId: 1 }]],
);

/** Who took which task. */
export function takingsStore(database: Database) {
  const model = database.model(takings);
  return {
    /** Who took tasks; those that nobody took are missing. */
    of: async (taskIds: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      if (taskIds.length === 0) return new Map();
      const rows = await model.find({ _id: { $in: [...taskIds] } }).lean<StoredTaking[]>();
      return new Map(rows.map(({ _id, userId }) => [_id, userId]));
    },
    take: async (taskId: string, organisationId: string, userId: string, at: Date): Promise<void> => {
      await model.create([{ _id: taskId, v: 1, organisationId, userId, at }]);
    },
    giveBack: async (taskIds: readonly string[]): Promise<void> => {
      if (taskIds.length > 0) await model.deleteMany({ _id: { $in: [...taskIds] } });
    },
    /** The tasks of an organisation that somebody took. */
    takenBy: async (organisationId: string, userId: string): Promise<string[]> => {
      const rows = await model.find({ organisationId, userId }, { _id: 1 }).lean<{ _id: string }[]>();
      return rows.map(({ _id }) => _id);
    },
  };
}

export type TakingsStore = ReturnType<typeof takingsStore>;
