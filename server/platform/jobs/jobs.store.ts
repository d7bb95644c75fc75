import { anything, collection, type Database } from '../database/mongo.ts';

export type Job = {
  _id: string;
  v: number;
  kind: string;
  dueAt: Date;
  data: Record<string, unknown>;
  leaseUntil: Date | null;
  tries: number;
  parkedAt: Date | null;
};

const jobs = collection<Job>(
  'jobs',
  {
    _id: String,
    v: Number,
    kind: String,
    dueAt: Date,
    data: anything,
    leaseUntil: Date,
    tries: Number,
    parkedAt: Date,
  },
  [[{ parkedAt: 1, dueAt: 1 }]],
);

/** Jobs to be run at a later time. */
export function jobStore(database: Database) {
  const model = database.model(jobs);
  return {
    /** Plans a job, or moves the job with the same key. */
    put: async (key: string, kind: string, dueAt: Date, data: Record<string, unknown>): Promise<void> => {
      const set = { kind, dueAt, data, leaseUntil: null, tries: 0, parkedAt: null };
      await model.updateOne({ _id: key }, { $set: set, $setOnInsert: { v: 1 } }, { upsert: true });
    },
    /** Plans a job unless there is one with this key. */
    putOnce: async (key: string, kind: string, dueAt: Date): Promise<void> => {
      const fresh = { v: 1, kind, dueAt, data: {}, leaseUntil: null, tries: 0, parkedAt: null };
      await model.updateOne({ _id: key }, { $setOnInsert: fresh }, { upsert: true });
    },
    claim: (now: Date, leaseUntil: Date): Promise<Job | null> =>
      model
        .findOneAndUpdate(
          { parkedAt: null, dueAt: { $lte: now }, $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now } }] },
          { $set: { leaseUntil }, $inc: { tries: 1 } },
          { sort: { dueAt: 1, _id: 1 }, returnDocument: 'after' },
        )
        .lean<Job | null>(),
    /** Extends a claim; false when another process has it now. */
    renew: async (key: string, leaseUntil: Date, next: Date): Promise<boolean> =>
      (await model.updateOne({ _id: key, leaseUntil }, { $set: { leaseUntil: next } })).matchedCount === 1,
    /** Removes a claimed job, unless it was planned again meanwhile. */
    finish: async (key: string, leaseUntil: Date): Promise<void> => {
      await model.deleteOne({ _id: key, leaseUntil });
    },
    /** Moves a claimed job to its next time, unless it was planned again meanwhile. */
    move: async (
      key: string,
      leaseUntil: Date,
      next: { dueAt: Date; tries: number; parkedAt: Date | null },
    ): Promise<void> => {
      await model.updateOne({ _id: key, leaseUntil }, { $set: { ...next, leaseUntil: null } });
    },
    remove: async (key: string): Promise<void> => {
      await model.deleteOne({ _id: key });
    },
    get: (key: string): Promise<Job | null> => model.findById(key).lean<Job | null>(),
    parked: (): Promise<number> => model.countDocuments({ parkedAt: { $ne: null } }),
  };
}

export type JobStore = ReturnType<typeof jobStore>;
